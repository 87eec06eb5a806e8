"""What a database says when it cannot: turned into what happened and what to do about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from sqlalchemy.orm.exc import StaleDataError

from birdlog.errors import BirdlogError, DatabaseError, DataError
from birdlog.i18n import _

# Result codes of SQLite, the low byte of what the driver reports.
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
CANNOT_READ_HERE = {_READONLY, _IOERR, _FULL, _CANTOPEN}
"""What SQLite answers where the folder or a full disk does not let it keep its side files."""


def sqlite_code(error: BaseException | None) -> int:
    """Return SQLite's primary result code behind an error, 0 where there is none."""
    code = getattr(error, "sqlite_errorcode", 0) or 0
    return int(code) & 0xFF


@contextmanager
def explained(where: str, seconds: float = 60) -> Iterator[None]:
    """Let every error of the database inside leave as one that a person can act on; `where` carries no password."""
    try:
        yield
    except BirdlogError:
        raise
    except StaleDataError as error:
        raise DatabaseError(
            _("Somebody else changed this record in the meantime; your change was not saved."),
            _("Look at it again, then change it again."),
        ) from error
    except sa.exc.IntegrityError as error:
        raise DataError(
            _("The database refused the record: {reason}.").format(reason=_first_line(error.orig)),
            _("Nothing was saved. Check what was entered."),
        ) from error
    except sa.exc.TimeoutError as error:
        raise DatabaseError(
            _("The database has no free connection."), _("Nothing was saved. Wait a moment, then try again.")
        ) from error
    except sa.exc.DBAPIError as error:
        raise of_driver(error.orig, where, seconds) from error
    except sqlite3.Error as error:
        raise of_driver(error, where, seconds) from error


def of_driver(error: BaseException | None, where: str, seconds: float) -> DatabaseError:
    """Return what a driver's error means."""
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error, where, seconds)
    return _of_postgres(error, where)


def _of_sqlite(error: sqlite3.Error, where: str, seconds: float) -> DatabaseError:
    code = sqlite_code(error)
    if code in (_BUSY, _LOCKED):
        return DatabaseError(
            _("Another program has kept {where} locked for {seconds} seconds.").format(
                where=where, seconds=round(seconds)
            ),
            _("Nothing was saved. Close or finish what is writing to it, then try again."),
        )
    if code == _FULL:
        return DatabaseError(
            _("The disk is full: {where} cannot grow.").format(where=where),
            _("What was saved before is safe; this was not saved. Free some space, then try again."),
        )
    if code == _READONLY:
        return DatabaseError(
            _("{where} may not be written to.").format(where=where),
            _("Nothing was saved. Change the rights of the file and of its folder, or copy it to another place."),
        )
    if code == _CORRUPT:
        return DatabaseError(
            _("{where} is damaged: {reason}.").format(where=where, reason=_first_line(error)),
            _("Keep the file as it is, and restore the last backup beside it."),
        )
    if code == _NOTADB:
        return DatabaseError(
            _("{where} is not a database.").format(where=where), _("Name another file; this one was not touched.")
        )
    if code == _CANTOPEN:
        return DatabaseError(
            _("{where} cannot be opened.").format(where=where),
            _("Check that the folder is there, and that you may read and write in it."),
        )
    if code == _IOERR:
        return DatabaseError(
            _("{where} cannot be read or written: {reason}.").format(where=where, reason=_first_line(error)),
            _("This was not saved. Check the disk, its free space and its connection."),
        )
    return DatabaseError(
        _("The database {where} answered: {reason}.").format(where=where, reason=_first_line(error)),
        _("Nothing was saved. Run: birdlog db check"),
    )


# SQLSTATE of PostgreSQL -> what happened, what to do. Errors of connecting carry none and are known by their words.
def _of_postgres(error: BaseException | None, where: str) -> DatabaseError:
    state = getattr(error, "sqlstate", None) or ""
    words = str(error or "").casefold()
    no_role = 'role "' in words and "does not exist" in words
    if state in ("28P01", "28000") or no_role or "authentication failed" in words or "no password supplied" in words:
        return DatabaseError(
            _("The database server does not accept this user or password: {where}.").format(where=where),
            _("Check the address; the password can stand in ~/.pgpass or PGPASSWORD."),
        )
    if state == "3D000" or ("database" in words and "does not exist" in words):
        return DatabaseError(
            _("There is no such database: {where}.").format(where=where), _("Make it first: createdb NAME")
        )
    if state.startswith("53"):
        return DatabaseError(
            _("The database server has no more space, memory or connections: {where}.").format(where=where),
            _("This was not saved. Tell whoever looks after the server, then try again."),
        )
    if state in ("40001", "40P01", "55P03"):
        return DatabaseError(
            _("Two people wrote at the same moment, and this change lost."), _("Nothing was saved. Try again.")
        )
    if state in ("42501", "25006"):
        return DatabaseError(
            _("This user may not write to {where}.").format(where=where), _("Ask whoever looks after the server.")
        )
    # The driver itself refuses a text with a NUL in it, without a state too.
    if state.startswith(("08", "57")) or (not state and type(error).__name__ != "DataError"):
        return DatabaseError(
            _("The database server cannot be reached: {where}.").format(where=where),
            _("Check the address, the network, and whether the server is running. Nothing was saved."),
        )
    return DatabaseError(
        _("The database {where} answered: {reason}.").format(where=where, reason=_first_line(error)),
        _("Nothing was saved. Run: birdlog db check"),
    )


def _first_line(error: BaseException | None) -> str:
    """Return the first line of what a driver says, without its full stop; values come on later lines."""
    return str(error or "").strip().split("\n", 1)[0].rstrip(".")
