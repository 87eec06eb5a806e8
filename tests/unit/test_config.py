"""Settings: defaults under the file, under the environment, under the flags; and a file that is never half written."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from birdlog import config, i18n
from birdlog.config import Settings
from birdlog.errors import EnvironmentFault, UsageError

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such rights")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An environment with nothing in it but birdlog's folder."""
    return {"BIRDLOG_HOME": str(tmp_path / "home"), "LANG": "C.UTF-8"}


def write(environ: dict[str, str], text: str | bytes) -> Path:
    file = config.paths(environ).config_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_without_anything_set_the_defaults_hold(environ: dict[str, str], tmp_path: Path) -> None:
    settings = config.load({}, environ)
    assert settings == Settings(language="en", database=str(tmp_path / "home" / "birdlog.db"))
    assert settings.observer == ""
    assert not (tmp_path / "home").exists(), "asking for settings makes no folder"


def test_each_source_beats_the_one_before(environ: dict[str, str], tmp_path: Path) -> None:
    assert config.load({}, environ | {"LANG": "zh_CN.UTF-8"}).language == "zh"
    write(environ, 'language = "en"\ndatabase = "/file.db"\n')
    environ["LANG"] = "zh_CN.UTF-8"
    assert config.load({}, environ).language == "en"
    environ |= {"BIRDLOG_LANG": "zh", "BIRDLOG_DB": "postgresql+psycopg://count@example.org/birds"}
    settings = config.load({"language": None}, environ)
    assert (settings.language, settings.database) == ("zh", "postgresql+psycopg://count@example.org/birds")
    settings = config.load({"language": "en", "database": str(tmp_path / "flag.db")}, environ)
    assert (settings.language, settings.database) == ("en", str(tmp_path / "flag.db"))


def test_a_relative_database_starts_where_it_was_written(
    environ: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(environ, 'database = "stick/birds.db"\n')
    assert config.load({}, environ).database == str(tmp_path / "home" / "stick" / "birds.db")
    monkeypatch.chdir(tmp_path)
    assert config.load({"database": "here.db"}, environ).database == str(tmp_path / "here.db")
    assert config.load({"database": "~/here.db"}, environ).database == str(Path("~/here.db").expanduser())


def test_saving_keeps_comments_and_keys_it_does_not_know(environ: dict[str, str]) -> None:
    file = write(environ, '# mine\nlanguage = "en"  # for now\nfuture = [1, 2]\n\n[keys]\nundo = "f8"\n')
    assert config.save({"language": "zh", "observer": "观察者乙"}, environ) == file
    text = file.read_text(encoding="utf-8")
    for kept in ("# mine", "# for now", "future = [1, 2]", '[keys]\nundo = "f8"', 'observer = "观察者乙"'):
        assert kept in text
    assert config.load({}, environ) == Settings(
        language="zh", observer="观察者乙", database=config.load({}, environ).database
    )


def test_saving_none_takes_a_setting_out(environ: dict[str, str]) -> None:
    config.save({"site": "somewhere", "names": "zheng4"}, environ)
    config.save({"site": None, "observer": None}, environ)
    settings = config.load({}, environ)
    assert (settings.site, settings.names) == ("", "zheng4")


@posix
def test_what_is_written_is_for_this_user_only(environ: dict[str, str]) -> None:
    file = config.save({"observer": "Han Meimei"}, environ)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('language = "zh"\nobserver = Observer B\n', 2),
        ('language = "zh"\n\nobserver = "Li', 3),
        ('observer = "x"\n\nlanguage = "klingon"\n', 3),
        ("# a\nnames = 4\n", 2),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_left_alone(environ: dict[str, str], text: str, line: int) -> None:
    file = write(environ, text)
    with pytest.raises(EnvironmentFault, match=f"line {line}") as caught:
        config.load({}, environ)
    assert str(file) in caught.value.message
    assert caught.value.advice
    if line == 2 and "Observer B" in text:
        with pytest.raises(EnvironmentFault, match="line 2"):
            config.save({"language": "en"}, environ)
    assert file.read_text() == text


def test_a_broken_setting_can_be_mended_by_saving_it(environ: dict[str, str]) -> None:
    write(environ, 'language = "klingon"\n')
    config.save({"language": "zh"}, environ)
    assert config.load({}, environ).language == "zh"


def test_a_file_that_is_not_utf8_says_so(environ: dict[str, str]) -> None:
    write(environ, 'observer = "观察者乙"\n'.encode("gbk"))
    with pytest.raises(EnvironmentFault, match="UTF-8"):
        config.load({}, environ)


def test_a_byte_order_mark_is_no_fault(environ: dict[str, str]) -> None:
    write(environ, b"\xef\xbb\xbf" + 'observer = "观察者乙"\n'.encode())
    assert config.load({}, environ).observer == "观察者乙"
    config.save({"language": "zh"}, environ)
    assert config.load({}, environ).observer == "观察者乙"


def test_a_wrong_word_says_what_would_be_right(environ: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="klingon") as usage:
        config.load({"language": "klingon"}, environ)
    assert "zh, en" in usage.value.advice
    with pytest.raises(EnvironmentFault, match="BIRDLOG_LANG"):
        config.load({}, environ | {"BIRDLOG_LANG": "klingon"})
    with pytest.raises(UsageError, match="colour"):
        config.save({"colour": "red"}, environ)
    with pytest.raises(UsageError):
        config.save({"names": "my own"}, environ)


@pytest.mark.parametrize(
    ("second", "language", "expected"),
    [
        ("auto", "zh", "en"),
        ("auto", "en", "zh"),
        ("la", "zh", "la"),
        ("zh", "zh", ""),
        ("none", "en", ""),
    ],
)
def test_the_second_name_is_never_the_first_again(second: str, language: str, expected: str) -> None:
    assert Settings(second_names=second).second_language(language) == expected


@posix
@pytest.mark.skipif(os.name != "nt" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_rights_is_a_fault_with_advice(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(EnvironmentFault, match="cannot be made"):
        config.save({"language": "zh"}, {"BIRDLOG_HOME": str(tmp_path / "home")})


def test_a_file_in_the_way_is_a_fault_with_advice(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(EnvironmentFault) as caught:
        config.save({"language": "zh"}, {"BIRDLOG_HOME": str(tmp_path / "home" / "deeper")})
    assert caught.value.advice


def test_an_error_while_writing_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    file = tmp_path / "records.csv"
    file.write_text("old")
    with pytest.raises(ZeroDivisionError), config.replacing(file) as out:
        out.write(b"half of the n")
        raise ZeroDivisionError
    assert file.read_text() == "old"
    assert [f.name for f in tmp_path.iterdir()] == ["records.csv"]


def test_a_full_disk_is_a_fault_and_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "records.csv"
    file.write_text("old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EnvironmentFault, match="No space left"), config.replacing(file) as out:
        out.write(b"new")
    assert file.read_text() == "old"
    assert [f.name for f in tmp_path.iterdir()] == ["records.csv"]


@posix
def test_a_linked_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = tmp_path / "real" / "config.toml"
    target.write_text("old")
    link = tmp_path / "config.toml"
    link.symlink_to(target)
    with config.replacing(link) as out:
        out.write(b"new")
    assert link.is_symlink()
    assert target.read_text() == "new"


@posix
def test_a_file_for_others_gets_the_usual_rights(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        with config.replacing(tmp_path / "out.csv", private=False) as out:
            out.write(b"x")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o644


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG folders")
def test_without_a_home_of_its_own_the_systems_folders_are_used(home: Path) -> None:
    script = "from birdlog.config import paths; p = paths(); print(p.config_file, p.database, p.state_dir, sep='\\n')"
    environ = {"HOME": str(home), "PATH": os.environ["PATH"]}
    done = subprocess.run([sys.executable, "-c", script], env=environ, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        str(home / ".config/birdlog/config.toml"),
        str(home / ".local/share/birdlog/birdlog.db"),
        str(home / ".local/state/birdlog"),
    ]
    assert not list(home.iterdir())


def test_a_broken_file_is_explained_in_chinese_too(environ: dict[str, str]) -> None:
    write(environ, "language = zh\n")
    i18n.use("zh")
    with pytest.raises(EnvironmentFault, match="第 1 行"):
        config.load({}, environ)
