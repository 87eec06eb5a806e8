"""Copies of the database that are whole: SQLite copies itself page by page while others write."""

from __future__ import annotations

import contextlib
import os
import shlex
import sqlite3
import tempfile
from pathlib import Path

from sqlalchemy.engine import URL

from birdlog.errors import DatabaseError
from birdlog.i18n import _
from birdlog.store import engines

_MAGIC = b"SQLite format 3\x00"


def copy(source: Path, target: Path, *, immutable: bool, wait: float) -> Path:
    """Write a copy of a SQLite file beside the target, make it safe on the disk, and put it in place at once."""
    target = target.expanduser().absolute()
    _refuse(source, target)
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as error:
        raise _unwritable(target, error) from error
    part = Path(name)
    os.close(handle)
    try:
        _copy_pages(source, part, immutable=immutable, wait=wait)
        _fsync(part)
        part.replace(target)
        _fsync(target.parent)
    except OSError as error:
        raise _unwritable(target, error) from error
    except sqlite3.OperationalError as error:
        raise DatabaseError(
            _("The backup {file} could not be written: {reason}.").format(file=target, reason=error),
            _("Choose a disk with more space. An older backup of this name is untouched."),
        ) from error
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            with contextlib.suppress(OSError):
                left.unlink()
    return target


def _copy_pages(source: Path, part: Path, *, immutable: bool, wait: float) -> None:
    reader = engines.open_sqlite(source, wait=wait, mode="immutable" if immutable else "ro")
    try:
        writer = sqlite3.connect(part, isolation_level=None)
        try:
            reader.backup(writer)
            # One file and no side files, so that it opens on a stick that is write-protected.
            writer.execute("PRAGMA journal_mode=DELETE")
        finally:
            writer.close()
    finally:
        reader.close()


def _refuse(source: Path, target: Path) -> None:
    """Refuse to write over the database itself, a folder, or a file that is no database."""
    if target.is_dir():
        raise DatabaseError(_("{file} is a folder.").format(file=target), _("Name a file in it."))
    if not target.exists():
        return
    if target.samefile(source):
        raise DatabaseError(_("A backup cannot replace the database itself."), _("Name another file."))
    with target.open("rb") as file:
        start = file.read(len(_MAGIC))
    if start and start != _MAGIC:
        raise DatabaseError(
            _("{file} is there, and is not a database.").format(file=target), _("Name another file for the backup.")
        )


def _unwritable(target: Path, error: OSError) -> DatabaseError:
    return DatabaseError(
        _("The backup {file} could not be written: {reason}.").format(file=target, reason=error.strerror or error),
        _("Choose another folder. An older backup of this name is untouched."),
    )


def _fsync(path: Path) -> None:
    """Let the disk have what was written; Windows has no such thing for a folder."""
    flags = os.O_RDWR if path.is_file() else os.O_RDONLY
    try:
        handle = os.open(path, flags)
    except OSError:
        if path.is_dir():
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def of_postgres(url: URL) -> DatabaseError:
    """Return the error that says how a PostgreSQL database is backed up; the password is left to pg_dump to ask."""
    words = ["pg_dump", "--format=custom", f"--file={url.database}.dump"]
    for option, value in (("--host", url.host), ("--port", url.port), ("--username", url.username)):
        if value:
            words.append(f"{option}={value}")
    words.append(url.database or "")
    return DatabaseError(
        _("A PostgreSQL database is backed up by its own program."),
        _("Run: {command}").format(command=shlex.join(words)),
    )
