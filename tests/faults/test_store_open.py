"""Opening what cannot be worked with: each says what it is and what to do, and touches nothing."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from birdlog import lookup
from birdlog.checklist import Checklist
from birdlog.errors import DatabaseError, ExitCode, UsageError
from birdlog.store import Store, engines, faults, open_store
from birdlog.store.check import has_wal_fault

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the rights of POSIX")


def test_a_new_database_is_for_its_owner_alone(tmp_path: Path, checklist: Checklist) -> None:
    path = tmp_path / "new" / "名 字?#%.db"
    with open_store(path, checklist) as store:
        assert store.is_current()
        assert [place.name for place in _read(store, lookup.sites)] == ["鹦鹉洲湿地"]
        if sys.platform != "win32":
            for file in path.parent.iterdir():
                assert file.stat().st_mode & 0o777 == 0o600, file
            assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_making_one_needs_no_alembic(tmp_path: Path) -> None:
    code = (
        "import sys; from birdlog.checklist import load; from birdlog.store import open_store;"
        "open_store(sys.argv[1], load()).close(); open_store(sys.argv[1], load()).close();"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path / "a.db")], check=False).returncode == 0


def test_two_first_starts_at_once_make_one_database(store_url: str) -> None:
    code = (
        "import sys; from birdlog.checklist import load; from birdlog.store import open_store;"
        "store = open_store(sys.argv[1], load()); assert store.is_current(); store.close()"
    )
    starts = [subprocess.Popen([sys.executable, "-c", code, store_url]) for _ in range(3)]
    assert [start.wait(60) for start in starts] == [0, 0, 0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"# my thesis\n" * 500, "not a database"),
        (b"SQLite format 3\x00" + b"\xff" * 4000, ""),
    ],
)
def test_what_is_no_database_stays_as_it_is(tmp_path: Path, checklist: Checklist, content: bytes, words: str) -> None:
    path = tmp_path / "thesis.md"
    path.write_bytes(content)
    with pytest.raises(DatabaseError) as caught:
        open_store(path, checklist)
    assert words in str(caught.value)
    assert caught.value.advice
    assert path.read_bytes() == content


def test_another_programs_database_stays_as_it_is(tmp_path: Path, checklist: Checklist) -> None:
    path = tmp_path / "photos.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE photos (name TEXT)")
    connection.close()
    with pytest.raises(DatabaseError, match="photos"):
        open_store(path, checklist)
    assert [row[0] for row in sqlite3.connect(path).execute("SELECT name FROM sqlite_master")] == ["photos"]


def test_a_newer_database_is_refused(ready_url: str, checklist: Checklist) -> None:
    with Store(ready_url) as store, store.connection(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseError, match="newer birdlog") as caught:
        open_store(ready_url, checklist)
    assert caught.value.exit_code == ExitCode.DATABASE


def test_a_truncated_file_is_said_to_be_damaged(ready_sqlite_url: str, checklist: Checklist) -> None:
    path = Path(ready_sqlite_url.removeprefix("sqlite:///"))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(DatabaseError) as caught, open_store(path, checklist) as store:
        errors = [finding for finding in store.check() if finding.severity == "error"]
        raise DatabaseError(errors[0].message)
    assert "damaged" in str(caught.value)


@pytest.mark.parametrize(
    ("given", "words"),
    [("", "No database"), ("mysql://root@localhost/birds", "mysql"), ("sqlite://", "memory"), ("nonsense://", "")],
)
def test_what_is_no_address_is_a_wrong_use(given: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        Store(given)
    assert words in str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path, checklist: Checklist) -> None:
    with pytest.raises(DatabaseError, match="folder"):
        open_store(tmp_path, checklist)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, checklist: Checklist) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DatabaseError) as caught:
        open_store(tmp_path / "file" / "birdlog.db", checklist)
    assert "--db" in caught.value.advice


def test_every_connection_is_safe_against_power_cuts_and_orphans(sqlite_store: Store) -> None:
    for writes in (False, True):
        with sqlite_store.connection(writes=writes) as connection:
            said = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in _PRAGMAS]
        assert said == list(_PRAGMAS.values())


def test_values_and_passwords_stay_out_of_errors(store: Store) -> None:
    assert store.engine.hide_parameters


_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 60_000}  # 2 is FULL


def test_nothing_is_made_by_reading(tmp_path: Path) -> None:
    path = tmp_path / "birdlog.db"
    with Store(path) as store, pytest.raises(DatabaseError), store.reading() as s:
        lookup.sites(s)
    assert not path.exists()
    with pytest.raises(DatabaseError):
        Store(path, readonly=True)


def test_readonly_writes_nothing(ready_url: str, checklist: Checklist) -> None:
    with open_store(ready_url, checklist, readonly=True) as store:
        assert len(_read(store, lookup.sites)) == 1
        with pytest.raises(DatabaseError), store.writing():
            raise AssertionError("not reached")


def test_a_reader_cannot_write_by_mistake(store: Store) -> None:
    from sqlalchemy import text

    with pytest.raises(DatabaseError), store.reading() as s:
        s.execute(text("DELETE FROM taxon_status"))
    with store.writing() as s:  # the connection is a writer's again
        s.execute(text("DELETE FROM taxon_status"))


@POSIX
@pytest.mark.parametrize("left", [False, True])
def test_a_read_only_folder_opens_for_reading(
    ready_sqlite_url: str, checklist: Checklist, left: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(ready_sqlite_url.removeprefix("sqlite:///"))
    if left:
        path.with_name(path.name + "-wal").write_bytes(b"\x00" * 32)
    real = os.access
    # Root may write everywhere: what a read-only disk answers is played.
    monkeypatch.setattr(os, "access", lambda where, mode: mode != os.W_OK and real(where, mode))
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    with open_store(path, checklist) as store:
        assert store.readonly
        assert "can be read here" in store.notice
        assert ("-wal" in store.notice) == left
        assert len(_read(store, lookup.sites)) == 1
        assert store.changed() == store.changed()
        assert any(finding.code == "readonly" for finding in store.check())
        with pytest.raises(DatabaseError, match="nothing can be saved"), store.writing():
            raise AssertionError("not reached")
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before


def test_side_files_that_cannot_be_made_open_for_reading(
    ready_sqlite_url: str, checklist: Checklist, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = engines.open_sqlite

    def full(path: Path, *, wait: float, mode: str) -> sqlite3.Connection:
        if mode != "immutable":
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error
        return real(path, wait=wait, mode=mode)

    monkeypatch.setattr(engines, "open_sqlite", full)
    with open_store(ready_sqlite_url.removeprefix("sqlite:///"), checklist) as store:
        assert "The disk is full" in store.notice
        assert len(_read(store, lookup.sites)) == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://birds:s3cret-pw@127.0.0.1:1/birds", "cannot be reached"),
        ("postgres://birds:s3cret-pw@nowhere.invalid/birds", "cannot be reached"),
    ],
)
def test_a_server_out_of_reach(url: str, words: str, checklist: Checklist) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(DatabaseError) as caught:
        open_store(url, checklist)
    assert words in str(caught.value)
    assert "s3cret-pw" not in str(caught.value)
    assert "***" in str(caught.value)


def test_a_database_that_is_not_on_the_server(postgres_url: str, checklist: Checklist) -> None:
    with pytest.raises(DatabaseError, match="no such database"):
        open_store(postgres_url + "_not_there", checklist)


def test_a_user_that_the_server_does_not_know_is_said_so() -> None:
    import psycopg

    said = 'connection failed: FATAL:  role "nobody" does not exist'
    error = faults.of_driver(psycopg.OperationalError(said), "postgresql://nobody:***@host/birds", 60)
    assert "does not accept this user" in error.message


def test_a_port_that_is_no_number_is_wrong_use(checklist: Checklist) -> None:
    with pytest.raises(UsageError):
        open_store("postgresql://birds@host:port/birds", checklist)


def test_a_folder_that_may_not_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "exists", refused)
    with pytest.raises(DatabaseError, match="cannot be opened"):
        Store(tmp_path / "birds.db")


def test_a_text_that_the_server_cannot_take_is_no_lost_server(ready_postgres_url: str) -> None:
    with Store(ready_postgres_url) as store, pytest.raises(DatabaseError) as caught, store.reading() as s:
        lookup.surveys(s, text="\0")
    assert "NUL" in str(caught.value)


def test_a_wrong_password_is_said_and_not_shown() -> None:
    import psycopg

    said = 'connection failed: FATAL:  password authentication failed for user "birds"'
    error = faults.of_driver(psycopg.OperationalError(said), "postgresql://birds:***@host/birds", 60)
    assert "password" in error.message
    assert ".pgpass" in error.advice


@pytest.mark.parametrize(
    ("version", "bad"),
    [
        ("3.6.23", False),
        ("3.7.0", True),
        ("3.40.1", True),
        ("3.44.5", True),
        ("3.44.6", False),
        ("3.45.0", True),
        ("3.50.6", True),
        ("3.50.7", False),
        ("3.51.2", True),
        ("3.51.3", False),
        ("3.52.0", False),
    ],
)
def test_sqlite_versions_with_the_wal_fault(version: str, bad: bool) -> None:
    assert has_wal_fault(version) == bad


def _read(store: Store, query: object) -> list[lookup.Place]:
    with store.reading() as s:
        return list(query(s))  # type: ignore[operator]
