"""Making a new database, and bringing an older one up to this program's shape.

A new one is made from the models in one transaction, without alembic (a fifth of a second instead of a whole one); the
schema test proves that the migrations make the same. An older one is backed up, then migrated in one explicit
transaction with foreign keys off, its views dropped before and made again after.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from birdlog import views
from birdlog.errors import DatabaseError
from birdlog.i18n import _, ngettext
from birdlog.migrations import FOLDER, HEAD, STEPS
from birdlog.models import Site, metadata, uid5
from birdlog.store import taxa

if TYPE_CHECKING:
    from birdlog.checklist import Checklist
    from birdlog.store.store import Store

# Two programs that start on the same new PostgreSQL database at once: the second waits. Any number does, if it stays.
_LOCK = 5_128_004_711


def step_of(connection: sa.Connection) -> str:
    """Return the step a database stands at, "" where it is new; one SELECT, no alembic."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return ""
    return str(connection.scalar(sa.text("SELECT version_num FROM alembic_version")) or "")


def look(store: Store) -> None:
    """Refuse to read a database that this program would misread."""
    with store.connection() as connection:
        step = step_of(connection)
        _refuse_foreign(store, connection, step)
    if step != HEAD:
        raise DatabaseError(
            _("{where} has the shape of an older birdlog, and cannot be changed here.").format(where=store.url),
            _("Copy it to a folder that can be written to, and open that copy."),
        )


def bring_up(store: Store, checklist: Checklist, backups: Path | None) -> None:
    """Make the database or migrate it; load the checklist where it is newer; put Yingwuzhou in at first."""
    store.make_file()
    now = store.clock()
    with store.connection() as connection:
        step = step_of(connection)
        _refuse_foreign(store, connection, step)
        settled = step == HEAD and not taxa.is_newer(connection, checklist)
    if settled:
        return
    if step not in ("", HEAD):
        if store.path is not None:
            folder = backups or store.path.parent / "backups"
            store.backup(_unused(folder, f"{store.path.stem}-before-{HEAD}"))
        _migrate(store)
    with store.connection(writes=True) as connection, connection.begin():
        _one_at_a_time(connection)
        if not step_of(connection):
            _make(connection)
            taxa.load(connection, checklist, now)
            _add_yingwuzhou(connection, now)
        elif taxa.is_newer(connection, checklist):
            taxa.load(connection, checklist, now)


def _refuse_foreign(store: Store, connection: sa.Connection, step: str) -> None:
    """Refuse a database that a newer birdlog or another program made."""
    if step and step not in STEPS:
        raise DatabaseError(
            _("{where} was made by a newer birdlog.").format(where=store.url),
            _("Install the newest birdlog; nothing in the database was touched."),
        )
    if not step and (tables := sa.inspect(connection).get_table_names()):
        raise DatabaseError(
            _("{where} is a database of another program: it holds {tables}.").format(
                where=store.url, tables=", ".join(sorted(tables)[:3])
            ),
            _("Name another file; this one was not touched."),
        )


def _one_at_a_time(connection: sa.Connection) -> None:
    """Hold others off until this transaction ends; SQLite's BEGIN IMMEDIATE does so by itself."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def _make(connection: sa.Connection) -> None:
    """Make every table and view, and note the step they stand at as alembic would."""
    metadata.create_all(connection, checkfirst=False)
    views.create(connection)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
        " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.execute(sa.text("INSERT INTO alembic_version (version_num) VALUES (:step)"), {"step": HEAD})


def _add_yingwuzhou(connection: sa.Connection, now: datetime) -> None:
    """Put in the site that every new database starts with; its uid is the same in all of them."""
    from birdlog.checklist import fold
    from birdlog.places import YINGWUZHOU

    connection.execute(
        sa.insert(Site).values(
            uid=YINGWUZHOU.uid,
            version=1,
            created_at=now,
            updated_at=now,
            action=uid5("first start", YINGWUZHOU.uid),
            made_by="birdlog",
            kind="wetland",
            name=YINGWUZHOU.name_zh,
            english_name=YINGWUZHOU.name_en,
            folded=fold(YINGWUZHOU.name_zh),
            latitude=YINGWUZHOU.lat,
            longitude=YINGWUZHOU.lon,
            uncertainty_m=YINGWUZHOU.uncertainty_m,
            datum="WGS84",
            area_ha=YINGWUZHOU.area_ha,
            timezone=YINGWUZHOU.timezone,
        )
    )


def _migrate(store: Store) -> None:
    """Run the steps that are missing: all of them, or none."""
    with _foreign_keys_off(store) as connection, connection.begin():
        _one_at_a_time(connection)
        if step_of(connection) == HEAD:
            return
        views.drop(connection)
        run_steps(connection)
        views.create(connection)
        _check_references(connection)


def run_steps(connection: sa.Connection, target: str = "head") -> None:
    """Let alembic run its steps on a connection whose transaction somebody else began."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, target)


@contextmanager
def _foreign_keys_off(store: Store) -> Iterator[sa.Connection]:
    """Give a connection that does not follow references while tables are rebuilt: SQLite would delete the children."""
    with store.connection(writes=True) as connection:
        if connection.dialect.name != "sqlite":
            yield connection
            return
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
        try:
            yield connection
        finally:
            connection.rollback()
            driver.execute("PRAGMA foreign_keys=ON")


def _check_references(connection: sa.Connection) -> None:
    """Refuse to keep a migration that left rows pointing nowhere."""
    if connection.dialect.name != "sqlite":
        return
    if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        raise DatabaseError(
            ngettext(
                "The upgrade would have left {count} record without what it belongs to, and was taken back.",
                "The upgrade would have left {count} records without what they belong to, and was taken back.",
                len(lost),
            ).format(count=len(lost)),
            _("Run: birdlog db check"),
        )


def _unused(folder: Path, stem: str) -> Path:
    """Return a name in a folder that no file has yet."""
    number, path = 1, folder / f"{stem}.db"
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.db"
    return path
