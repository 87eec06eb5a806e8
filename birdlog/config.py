"""The user's settings and the user's folders: defaults, under the TOML file, under the environment, under the flags.

The only module that knows where things lie on this machine. Importing it touches nothing. BIRDLOG_HOME puts everything
into one folder (a stick to carry around); otherwise each system's own folders are used.
"""

import contextlib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import IO, Any

from birdlog.errors import BirdlogError, EnvironmentFault, UsageError
from birdlog.i18n import LANGUAGES, _, known_language, system_language

NAME_LISTS = ("shanghai2025", "zheng4")
"""The lists a bird's Chinese name can be taken from."""

SECOND_NAMES = ("auto", "zh", "en", "la", "none")
"""What stands beside a bird's name; auto: English beside Chinese, Chinese beside English."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user has set; `observer` is empty until the first start has asked for it."""

    language: str = "en"
    observer: str = ""
    database: str = ""  # a path or a URL
    site: str = ""  # uid of the site a new survey starts at
    names: str = "shanghai2025"
    second_names: str = "auto"

    def second_language(self, language: str) -> str:
        """Return the language of the name shown beside one in `language`: "zh", "en", "la", or "" for none."""
        if self.second_names == "auto":
            return "en" if language == "zh" else "zh"
        return "" if self.second_names in {"none", language} else self.second_names


@dataclass(frozen=True, slots=True)
class Paths:
    """Where birdlog keeps things; nothing is made until it is written to."""

    config_file: Path
    data_dir: Path
    state_dir: Path  # half-typed text
    backups_dir: Path
    log_dir: Path

    @property
    def database(self) -> Path:
        """The database used where none is named."""
        return self.data_dir / "birdlog.db"


def paths(environ: Mapping[str, str] | None = None) -> Paths:
    """Return the folders of this user."""
    environ = os.environ if environ is None else environ
    if home := environ.get("BIRDLOG_HOME"):
        root = Path(home).expanduser().absolute()
        return Paths(root / "config.toml", root, root / "state", root / "backups", root / "log")
    import platformdirs

    dirs = platformdirs.PlatformDirs("birdlog", appauthor=False)
    return Paths(
        dirs.user_config_path / "config.toml",
        dirs.user_data_path,
        dirs.user_state_path,
        dirs.user_data_path / "backups",
        dirs.user_log_path,
    )


def load(flags: Mapping[str, str | None] | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Return the settings in force.

    Flags (`language`, `database`, ...) that are None were not given. A wrong flag is a UsageError, a wrong word in the
    environment or a settings file that cannot be read an EnvironmentFault that names the place.
    """
    environ = os.environ if environ is None else environ
    places = paths(environ)
    found: dict[str, str] = {"language": system_language(environ), "database": str(places.database)}
    found |= _from_file(places.config_file)
    for variable, key in (("BIRDLOG_LANG", "language"), ("BIRDLOG_DB", "database")):
        if value := environ.get(variable):
            if fault := _wrong(key, value):
                raise EnvironmentFault(
                    _("{variable} is set to “{value}”.").format(variable=variable, value=value), fault
                )
            found[key] = value
    for key, given in (flags or {}).items():
        if given is None:
            continue
        if fault := _wrong(key, given):
            raise UsageError(_("“{value}” cannot be set here.").format(value=given), fault)
        found[key] = given
    found["language"] = known_language(found["language"]) or "en"
    found["database"] = _expanded(found["database"])
    return replace(Settings(), **found)


def save(changes: Mapping[str, str | None], environ: Mapping[str, str] | None = None) -> Path:
    """Write the changed settings into the settings file and return its path; None takes a setting out.

    Comments and keys that this version does not know stay as they are; a broken file is an EnvironmentFault and stays.
    """
    import tomlkit

    file = paths(environ).config_file
    for key, value in changes.items():
        if value is not None and (fault := _wrong(key, value) or _unwritable(value)):
            raise UsageError(_("“{value}” cannot be set here.").format(value=value), fault)
    text = _read(file)
    _parsed(file, text)
    document = tomlkit.parse(text)
    for key, value in changes.items():
        if value is not None:
            document[key] = value
        elif key in document:
            del document[key]
    with replacing(file) as out:
        out.write(tomlkit.dumps(document).encode())
    return file


def private_folder(folder: Path) -> Path:
    """Make the folder if it is not there, for this user's eyes only, and return it."""
    try:
        for missing in reversed([f for f in (folder, *folder.parents) if not f.exists()]):
            missing.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault(
            _("The folder {folder} cannot be made: {reason}.").format(folder=folder, reason=error.strerror or error),
            _("Choose another one with BIRDLOG_HOME, or ask for the right to write there."),
        ) from error
    return folder


@contextlib.contextmanager
def replacing(file: Path, *, private: bool = True) -> Iterator[IO[bytes]]:
    """Open a new version of the file for writing; it takes the old one's place when the block ends well, and only then.

    A full disk, an error or a power cut leaves the old file whole. Private files are readable by this user only;
    others get the rights that new files get here.
    """
    folder = private_folder(file.parent)
    # Following a link, so that the file it names is replaced and not the link.
    file = file.resolve()
    temporary = file.with_name(f".birdlog-{os.urandom(6).hex()}.tmp")
    try:
        with open(temporary, "xb", opener=_private if private else None) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        raise EnvironmentFault(
            _("{file} cannot be written: {reason}.").format(file=file, reason=error.strerror or error),
            _(
                "Free space, close it in other programs, or write elsewhere than in {folder}; nothing is changed."
            ).format(folder=folder),
        ) from error
    finally:
        with contextlib.suppress(OSError):  # where it cannot be removed it could not be made either
            temporary.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    """Open a new file for this user's eyes only."""
    return os.open(path, flags, 0o600)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system lets one sync a folder."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some network folders refuse; the file itself is already safe
            os.fsync(handle)
    finally:
        os.close(handle)


def _read(file: Path) -> str:
    """Return the settings file's text, empty where there is none."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise EnvironmentFault(
            _("The settings file {file} is not UTF-8 text.").format(file=file),
            _("Save it as UTF-8, or move it away and start again."),
        ) from error
    except OSError as error:
        raise EnvironmentFault(
            _("The settings file {file} cannot be read: {reason}.").format(file=file, reason=error.strerror or error),
            _("Give yourself the right to read it, or name another folder with BIRDLOG_HOME."),
        ) from error


def _parsed(file: Path, text: str) -> dict[str, Any]:
    """Return what the settings file says; one that is no TOML is an EnvironmentFault with its line."""
    if not text.strip():
        return {}
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        raise _broken(file, int(line[1]) if line else text.count("\n") + 1, _('Write it as: key = "value".')) from error


def _from_file(file: Path) -> dict[str, str]:
    """Return the settings of the file that this version knows; a wrong one is an EnvironmentFault with its line."""
    text = _read(file)
    data = _parsed(file, text)
    found: dict[str, str] = {}
    for field in fields(Settings):
        if field.name not in data:
            continue
        value = data[field.name]
        if fault := _wrong(field.name, value):
            written = re.search(rf"^\s*{field.name}\s*=", text, re.MULTILINE)
            raise _broken(file, text.count("\n", 0, written.end()) + 1 if written else 1, fault)
        found[field.name] = value
    if database := found.get("database"):
        found["database"] = _expanded(database, file.parent)
    return found


def _broken(file: Path, line: int, advice: str) -> BirdlogError:
    return EnvironmentFault(
        _("The settings file {file} cannot be understood at line {line}.").format(file=file, line=line), advice
    )


def _wrong(key: str, value: Any) -> str:
    """Return what would be right for this setting, or an empty text where the value is."""
    if key not in {field.name for field in fields(Settings)}:
        return _("There is no setting “{key}”.").format(key=key)
    if not isinstance(value, str):
        return _("The value of “{key}” is a text in quotes.").format(key=key)
    choices = {"language": tuple(LANGUAGES), "names": NAME_LISTS, "second_names": SECOND_NAMES}.get(key)
    if choices and value not in choices:
        return _("“{key}” is one of: {choices}.").format(key=key, choices=", ".join(choices))
    return ""


def _unwritable(value: str) -> str:
    """Return what would be right for a value that no UTF-8 file can hold (half a character, from a broken paste)."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return _("It holds half a character: type it again.")
    return ""


def _expanded(database: str, folder: Path | None = None) -> str:
    """Return a path with ~ expanded and made whole; a relative one in the settings file starts where that file lies."""
    if "://" in database:
        return database
    return str(((folder or Path.cwd()) / Path(database).expanduser()).absolute())
