"""The store: one database, opened for reading and writing. The only place that commits."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlmodel import Session

from birdlog.errors import BirdlogError, DatabaseError
from birdlog.i18n import _
from birdlog.store import backup, engines, faults, place

if TYPE_CHECKING:
    from birdlog.checklist import Checklist
    from birdlog.store.check import Finding

WAIT = 60.0
"""How many seconds a volunteer's save waits for somebody else's to end."""


def system_clock() -> datetime:
    """Return now, aware."""
    return datetime.now(UTC)


class Store:
    """One database of records: a SQLite file by its path, or PostgreSQL by its URL.

    `reading()` and `writing()` give a session; nothing else commits. A store may be used by many threads, each with
    sessions of its own. `readonly` tells that nothing can be written; `notice` is then a sentence that says why.
    """

    def __init__(
        self,
        url_or_path: str | Path,
        *,
        readonly: bool = False,
        wait: float = WAIT,
        clock: Callable[[], datetime] = system_clock,
    ) -> None:
        """Open the database; one that is not there yet is made by `upgrade`, never by reading."""
        self._url, self.path = place.parse(url_or_path)
        self.url = place.shown(self._url, self.path)
        self.readonly = readonly
        self.notice = ""
        self._wait = wait
        self.clock = clock
        self._identity: tuple[int, int] | None = None
        self._watch: sqlite3.Connection | None = None
        self._watch_lock = threading.Lock()
        if self.path is None:
            self.engine = engines.postgres_engine(self._url, wait=wait)
        else:
            self.engine = engines.sqlite_engine(self.path, wait=wait, mode="ro" if readonly else "rw")
            if _is_there(self.path):
                self._open_file(self.path)
            elif readonly:
                raise DatabaseError(_("There is no database {where}.").format(where=self.url), _("Check the path."))
        self._options()

    def __repr__(self) -> str:
        return f"<Store {self.url}>"

    @property
    def dialect(self) -> str:
        """ "sqlite" or "postgresql"."""
        return self.engine.dialect.name

    def _options(self) -> None:
        """Part the engine in two that share its pool: one that reads, one that writes."""
        if self.dialect == "sqlite":
            self._reader, self._writer = self.engine, self.engine.execution_options(**{engines.WRITES: True})
        else:
            # One picture of the data for everything that one reader asks.
            self._reader = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            self._writer = self.engine.execution_options(isolation_level="READ COMMITTED")

    # Sessions.

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Give a session on one picture of the records; it blocks nobody, and what it might change is dropped."""
        with (
            faults.explained(self.url, self._wait),
            Session(self._reader, autoflush=False, expire_on_commit=False) as session,
        ):
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Give a session that is one transaction: all of it is saved when the block ends, or none of it.

        Others who write wait; parse and check before. Rows stay usable after the block. DatabaseError where the file
        is locked, full, damaged, or is no longer the one that was opened.
        """
        if self.readonly:
            raise DatabaseError(
                self.notice or _("{where} was opened for reading only.").format(where=self.url),
                _("Nothing was saved."),
            )
        with faults.explained(self.url, self._wait):
            self._same_file()
            with Session(self._writer, expire_on_commit=False) as session, session.begin():
                yield session
            self._same_file()

    def _same_file(self) -> None:
        """Refuse to save into a file that was moved, deleted or replaced: SQLite would go on, and lose it all."""
        if self.path is None:
            return
        now = _identity(self.path)
        if self._identity is None:
            self._identity = now
        if now is None or now != self._identity:
            raise DatabaseError(
                _("The database {where} was moved, deleted or replaced while it was open.").format(where=self.url),
                _("This was not saved. Put the file back or start birdlog again, then enter it once more."),
            )

    def changed(self) -> int:
        """Return a number that is another one after anybody, this store too, has saved something. Costs microseconds.

        On PostgreSQL it may also change when nothing of ours did.
        """
        with faults.explained(self.url, self._wait):
            if self.path is None:
                with self.engine.connect() as connection:
                    said = str(connection.scalar(sa.text("SELECT pg_current_snapshot()")))
                return zlib.crc32(said.encode())
            with self._watch_lock:
                if self._watch is None:
                    self._watch = engines.open_sqlite(self.path, wait=self._wait, mode=self._mode)
                return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    # Opening.

    @property
    def _mode(self) -> str:
        """How the file is opened now."""
        return "immutable" if self.notice else "ro" if self.readonly else "rw"

    def _open_file(self, path: Path) -> None:
        """Look at an existing file: whether it is a database, and whether its folder lets it be written."""
        if path.is_dir():
            raise DatabaseError(_("{where} is a folder.").format(where=self.url), _("Name a file in it."))
        self._identity = _identity(path)
        writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        if not writable and not os.access(path, os.R_OK):
            raise DatabaseError(
                _("{where} may not be read.").format(where=self.url), _("Change the rights of the file.")
            )
        if not writable:
            self._read_as_it_is(path, _("Its folder or file may not be written to."))
            return
        try:
            with self.engine.connect() as connection:
                connection.scalar(sa.text("SELECT count(*) FROM sqlite_master"))
        except sa.exc.DBAPIError as error:
            if faults.sqlite_code(error.orig) not in faults.CANNOT_READ_HERE:
                raise faults.of_driver(error.orig, self.url, self._wait) from error
            explanation = faults.of_driver(error.orig, self.url, self._wait)
            try:
                self._read_as_it_is(path, explanation.message)
            except BirdlogError:
                raise explanation from error

    def _read_as_it_is(self, path: Path, reason: str) -> None:
        """Open the file without the side files that cannot be made here, and say what that means."""
        self.engine.dispose()
        self.engine = engines.sqlite_engine(path, wait=self._wait, mode="immutable")
        self.readonly = True
        left = path.with_name(path.name + "-wal")
        self.notice = _("{where} can be read here, and nothing can be saved. {reason}").format(
            where=self.url, reason=reason
        )
        if left.exists() and left.stat().st_size:
            self.notice += " " + _("The latest records, still in {file}, are not shown.").format(file=left.name)
        with faults.explained(self.url, self._wait), self.engine.connect() as connection:
            connection.scalar(sa.text("SELECT count(*) FROM sqlite_master"))

    def exists(self) -> bool:
        """Tell whether the database has birdlog's tables."""
        if self.path is not None and not self.path.exists():
            return False
        with faults.explained(self.url, self._wait), self._reader.connect() as connection:
            return sa.inspect(connection).has_table("sighting")

    # Keeping it.

    def step(self) -> str:
        """Return the migration step the database stands at, "" where it has none."""
        from birdlog.store import upgrade

        with faults.explained(self.url, self._wait), self._reader.connect() as connection:
            return upgrade.step_of(connection)

    def is_current(self) -> bool:
        """Tell whether the database has the shape this birdlog works with."""
        from birdlog.migrations import HEAD

        return self.exists() and self.step() == HEAD

    def upgrade(self, checklist: Checklist, *, backups: Path | None = None) -> None:
        """Make the database, or bring it up to date after a backup; load the checklist where it is newer.

        backups: the folder for that backup; without it one beside the file. DatabaseError for a database of a newer
        birdlog, or of something else.
        """
        from birdlog.store import upgrade

        if self.readonly:
            upgrade.look(self)
        else:
            upgrade.bring_up(self, checklist, backups)

    def make_file(self) -> None:
        """Make the empty file and its folder, for the user's eyes only."""
        if self.path is None or self.path.exists():
            return
        with faults.explained(self.url, self._wait):
            try:
                self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                os.close(os.open(self.path, os.O_CREAT | os.O_RDWR, 0o600))
            except OSError as error:
                raise DatabaseError(
                    _("{where} cannot be made: {reason}.").format(where=self.url, reason=error.strerror or error),
                    _("Choose another folder with --db, or change the rights of this one."),
                ) from error
        self._identity = _identity(self.path)

    @contextmanager
    def connection(self, *, writes: bool = False) -> Iterator[sa.Connection]:
        """Give a connection without a transaction of its own making; for the rooms of this package."""
        engine = self._writer if writes else self._reader
        with faults.explained(self.url, self._wait), engine.connect() as connection:
            yield connection

    def backup(self, path: Path) -> Path:
        """Write a whole copy while others may be working, and return where it is. PostgreSQL: says what to run."""
        if self.path is None:
            raise backup.of_postgres(self._url)
        with faults.explained(self.url, self._wait):
            return backup.copy(self.path, path, immutable=bool(self.notice), wait=self._wait)

    def check(self) -> list[Finding]:
        """Return what is wrong with the database, and at the end what is in it."""
        from birdlog.store import check

        with faults.explained(self.url, self._wait):
            return check.findings(self)

    def close(self) -> None:
        """Give every connection back."""
        with self._watch_lock:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self.engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()


def _is_there(path: Path) -> bool:
    """Tell whether a file is there; DatabaseError where its folder does not let anybody look."""
    try:
        return path.exists()
    except OSError as error:
        raise DatabaseError(
            _("{where} cannot be opened.").format(where=path),
            _("Check that the folder is there, and that you may read and write in it."),
        ) from error


def _identity(path: Path) -> tuple[int, int] | None:
    """Return the device and inode of a file, None where there is none."""
    with contextlib.suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


def open_store(
    url_or_path: str | Path,
    checklist: Checklist,
    *,
    readonly: bool = False,
    backups: Path | None = None,
    wait: float = WAIT,
    clock: Callable[[], datetime] = system_clock,
) -> Store:
    """Open a database ready for work: made or brought up to date, the checklist in it, Yingwuzhou put in at first.

    A folder or disk that cannot be written to opens for reading, and `Store.notice` says so.
    """
    store = Store(url_or_path, readonly=readonly, wait=wait, clock=clock)
    try:
        store.upgrade(checklist, backups=backups)
    except BaseException:
        store.close()
        raise
    return store
