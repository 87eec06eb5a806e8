"""Backups and upgrades: whole, safe, and never over what is newer."""

import sqlite3
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from birdlog import migrations
from birdlog.checklist import Change, Checklist
from birdlog.errors import DatabaseError
from birdlog.models import Site
from birdlog.store import Store, backup, open_store, taxa, upgrade

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the rights of POSIX")


def test_a_backup_under_load_is_whole(sqlite_store: Store, checklist: Checklist, tmp_path: Path) -> None:
    stop = threading.Event()

    def load() -> None:
        while not stop.is_set():
            with sqlite_store.writing() as s:
                s.execute(sa.text("UPDATE site SET note = 'x' || coalesce(length(note), 0)"))

    thread = threading.Thread(target=load)
    thread.start()
    try:
        for number in range(5):
            target = sqlite_store.backup(tmp_path / "safe" / f"{number}.db")
            with sqlite3.connect(target) as copy:
                assert copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert copy.execute("PRAGMA journal_mode").fetchall() == [("delete",)]
            copy.close()
            if sys.platform != "win32":
                assert target.stat().st_mode & 0o777 == 0o600
                assert target.parent.stat().st_mode & 0o777 == 0o700
    finally:
        stop.set()
        thread.join()
    assert sorted(path.name for path in (tmp_path / "safe").iterdir()) == [f"{n}.db" for n in range(5)]
    with open_store(tmp_path / "safe" / "4.db", checklist) as copy_store:
        assert copy_store.is_current()
        assert not [finding for finding in copy_store.check() if finding.severity == "error"]


def test_a_backup_replaces_backups_and_nothing_else(sqlite_store: Store, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    sqlite_store.backup(target)
    sqlite_store.backup(target)
    assert sqlite_store.path is not None
    thesis = tmp_path / "thesis.docx"
    thesis.write_bytes(b"PK\x03\x04" + b"x" * 100)
    for wrong in (sqlite_store.path, thesis, tmp_path):
        with pytest.raises(DatabaseError):
            sqlite_store.backup(wrong)
    assert thesis.read_bytes().startswith(b"PK")


def test_a_backup_that_fails_leaves_the_old_one(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = sqlite_store.backup(tmp_path / "safe" / "copy.db")
    before = target.read_bytes()

    def fail(*_args: object, **_more: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(backup, "_copy_pages", fail)
    with pytest.raises(DatabaseError, match="could not be written"):
        sqlite_store.backup(target)
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == ["copy.db"]


def test_postgres_says_what_to_run(ready_postgres_url: str) -> None:
    with Store(ready_postgres_url) as store, pytest.raises(DatabaseError, match="pg_dump --format=custom") as caught:
        store.backup(Path("/nowhere"))
    assert "--host=127.0.0.1" in str(caught.value)


def test_an_address_with_a_password_is_never_shown() -> None:
    from birdlog.store import place

    url, _path = place.parse("postgresql://birds:s3cret@example.org/birds")
    assert "s3cret" not in place.shown(url, None)
    assert "s3cret" not in str(backup.of_postgres(url))


# A step that does what alembic's batch mode does on SQLite: it rebuilds a table that others refer to.
_STEP = """
import sqlalchemy as sa
from alembic import op
revision, down_revision = "0002", "0001"
def upgrade():
    with op.batch_alter_table("site", recreate="{how}") as batch:
        batch.add_column(sa.Column("ramsar", sa.Text(), nullable=True))
    {more}
"""


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Play a birdlog that has one step more; return the file of that step."""
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for file in ("env.py", "script.py.mako", "versions/0001_whole_schema.py"):
        (folder / file).write_text((migrations.FOLDER / file).read_text(encoding="utf-8"), encoding="utf-8")
    for module in (migrations, upgrade):
        monkeypatch.setattr(module, "HEAD", "0002")
        monkeypatch.setattr(module, "STEPS", ("0001", "0002"))
        monkeypatch.setattr(module, "FOLDER", folder)
    step = folder / "versions" / "0002_ramsar.py"
    step.write_text(_STEP.format(how="auto", more="pass"), encoding="utf-8")
    return step


def filled(url: str, checklist: Checklist) -> None:
    """Put in a site with plots, children that a careless rebuild would delete."""
    from birdlog import logbook

    with open_store(url, checklist) as store, store.writing() as s:
        act = logbook.new_act("观察者甲", "test", datetime(2026, 11, 22, tzinfo=UTC))
        parent = logbook.add_site(s, act, logbook.SiteDraft(name="东滩")).uid
        for number in range(20):
            logbook.add_site(s, act, logbook.SiteDraft(name=f"{number}号塘", kind="plot", parent=parent))


def test_an_upgrade_keeps_every_child_and_makes_a_backup(
    ready_url: str, checklist: Checklist, newer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    filled(ready_url, checklist)
    _play_newer(monkeypatch, newer)
    # Only SQLite rebuilds a table; PostgreSQL cannot, while others refer to it, and need not.
    how = "always" if ready_url.startswith("sqlite") else "never"
    newer.write_text(_STEP.format(how=how, more="pass"), encoding="utf-8")
    with open_store(ready_url, checklist, backups=tmp_path / "safe") as store:
        assert store.step() == "0002"
        with store.reading() as s:
            assert s.scalar(sa.select(sa.func.count()).select_from(Site)) == 22
            assert s.execute(sa.text("SELECT count(*) FROM v_sighting")).scalar() == 0
            s.execute(sa.text("SELECT ramsar FROM site"))
        if store.dialect == "sqlite":
            (saved,) = (tmp_path / "safe").iterdir()
            assert sqlite3.connect(saved).execute("SELECT count(*) FROM site").fetchone() == (22,)
            with store.connection() as connection:
                assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def _play_newer(monkeypatch: pytest.MonkeyPatch, step: Path) -> None:
    for module in (migrations, upgrade):
        monkeypatch.setattr(module, "HEAD", "0002")
        monkeypatch.setattr(module, "STEPS", ("0001", "0002"))
        monkeypatch.setattr(module, "FOLDER", step.parents[1])


@pytest.mark.parametrize(
    "fault", ["raise RuntimeError('the power goes')", 'op.execute("DELETE FROM site WHERE parent IS NULL")']
)
def test_an_upgrade_that_fails_changes_nothing(
    ready_sqlite_url: str, checklist: Checklist, newer: Path, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    filled(ready_sqlite_url, checklist)
    _play_newer(monkeypatch, newer)
    newer.write_text(_STEP.format(how="always", more=fault), encoding="utf-8")
    with pytest.raises((RuntimeError, DatabaseError)):
        open_store(ready_sqlite_url, checklist)
    monkeypatch.undo()
    with open_store(ready_sqlite_url, checklist) as store:
        assert store.step() == "0001"
        assert not [finding for finding in store.check() if finding.severity == "error"]


def test_an_older_database_is_only_read_where_it_cannot_be_changed(
    ready_url: str, checklist: Checklist, newer: Path
) -> None:
    with pytest.raises(DatabaseError, match="older birdlog"):
        open_store(ready_url, checklist, readonly=True)


class Shipped(Checklist):
    """The shipped checklist with another version, and without some of its birds."""

    def __init__(self, whole: Checklist, version: str, *, without: str = "") -> None:
        super().__init__(
            [replace(taxon, english_name=f"{taxon.english_name} {version}") for taxon in whole if taxon.id != without]
        )
        self._version = version

    @property
    def version(self) -> str:
        return self._version


def test_changes_are_followed_to_their_end() -> None:
    def change(year: int, before: str, after: str, rule: str = "auto") -> Change:
        return Change(year, "ebird", "split", (before,), tuple(after.split("|")), rule)

    class Changed(Checklist):
        changes = (  # type: ignore[assignment]
            change(2023, "b", "c", "slash"),
            change(2021, "a", "b"),
            change(2022, "x", "y"),
            change(2024, "y", "x"),
            change(2022, "asked", "b", "ask"),
            change(2022, "several", "b|c"),
        )

    assert taxa.follow(Changed([])) == {"a": "c", "b": "c"}


def test_a_newer_checklist_is_loaded_and_an_older_never(ready_url: str, checklist: Checklist) -> None:
    def names() -> tuple[object, ...]:
        with Store(ready_url) as store, store.connection() as connection:
            query = "SELECT english_name, active, checklist_version, version FROM taxon WHERE id = 'mallard'"
            row = connection.exec_driver_sql(query).one()
            return row[0], bool(row[1]), row[2], row[3]

    first = names()
    assert first == ("Mallard", True, checklist.version, 1)
    with Store(ready_url) as store, store.connection(writes=True) as connection, connection.begin():
        connection.exec_driver_sql(
            "INSERT INTO taxon (id, version, created_at, updated_at, kind, tier, waterbird, sensitive, active,"
            " english_name, position) SELECT 'x-own', 1, created_at, updated_at, kind, tier, waterbird, sensitive,"
            " active, 'Mine', 9999 FROM taxon WHERE id = 'mallard'"
        )
    open_store(ready_url, Shipped(checklist, "2024.12")).close()
    assert names() == first
    with Store(ready_url) as store, store.connection(writes=True) as connection, connection.begin():
        # Somebody's own word of a bird.
        connection.exec_driver_sql(
            "INSERT INTO taxon_status (uid, version, created_at, updated_at, taxon, scheme, value, source)"
            f" SELECT '{'0' * 36}', 1, created_at, updated_at, id, 'own', 'rare', 'me' FROM taxon"
            " WHERE id = 'little-egret'"
        )
    open_store(ready_url, Shipped(checklist, "2025.10", without="little-egret")).close()
    assert names() == ("Mallard 2025.10", True, "2025.10", 2)
    with Store(ready_url) as store, store.connection() as connection:
        # What this checklist no longer says is no longer said; it has no changes at all.
        said = connection.exec_driver_sql("SELECT value FROM taxon_status WHERE taxon = 'little-egret'")
        assert [tuple(row) for row in said] == [("rare",)]
        assert connection.exec_driver_sql("SELECT count(*) FROM taxon_change").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(read_as) FROM taxon").scalar() == 0
    open_store(ready_url, Shipped(checklist, "2025.9")).close()
    assert names()[2] == "2025.10"
    with Store(ready_url) as store, store.connection() as connection:
        rows = connection.exec_driver_sql(
            "SELECT id, active, checklist_version FROM taxon WHERE id IN ('x-own', 'little-egret') ORDER BY id"
        ).fetchall()
        assert [(row[0], bool(row[1]), row[2]) for row in rows] == [
            ("little-egret", False, "2025.10"),
            ("x-own", True, None),
        ]
        assert not taxa.is_newer(connection, checklist)
