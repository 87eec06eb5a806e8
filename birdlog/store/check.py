"""What is wrong with a database, found by looking at all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from birdlog.i18n import _
from birdlog.migrations import HEAD
from birdlog.models import metadata
from birdlog.store import schema, upgrade

if TYPE_CHECKING:
    from birdlog.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing found: damage (error), something to know (warning), or what is in the database (info)."""

    code: str
    message: str
    severity: Literal["error", "warning", "info"] = "error"


_COUNTED = ("site", "observer", "survey", "sighting", "taxon", "revision", "batch")
# The fix of the WAL-reset fault went into these three lines of releases, and everything after the last.
_FIXED_WAL = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


def findings(store: Store) -> list[Finding]:
    """Return every finding, the errors first."""
    found: list[Finding] = []
    with store.connection() as connection:
        if store.dialect == "sqlite":
            found += _sqlite(connection)
        step = upgrade.step_of(connection)
        if step == HEAD:
            found += _schema(connection, store.engine)
            found += _counts(connection)
        else:
            found.append(
                Finding(
                    code="step",
                    message=_("The database has the shape of step {step}, not {head}.").format(
                        step=step or "-", head=HEAD
                    ),
                )
            )
    if store.notice:
        found.append(Finding(code="readonly", message=store.notice, severity="warning"))
    order = ("error", "warning", "info")
    return sorted(found, key=lambda finding: order.index(finding.severity))


def _sqlite(connection: sa.Connection) -> Iterator[Finding]:
    for (line,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield Finding(code="damaged", message=_("The file is damaged: {what}").format(what=line))
    for table, row, parent, _number in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding(
            code="orphan",
            message=_("Row {row} of {table} points to a {parent} that is not there.").format(
                row=row, table=table, parent=parent
            ),
        )
    version = str(connection.scalar(sa.text("SELECT sqlite_version()")))
    if has_wal_fault(version):
        yield Finding(
            code="sqlite-version",
            severity="warning",
            message=_(
                "SQLite {version} has a rare fault in its write-ahead log, mended in 3.44.6, 3.50.7 and 3.51.3: "
                "keep backups, and install a newer Python when there is one."
            ).format(version=version),
        )


def has_wal_fault(version: str) -> bool:
    """Tell whether a SQLite of this version may spoil its write-ahead log while resetting it."""
    number = tuple(int(part) for part in version.split(".")[:3])
    if number < (3, 7, 0) or number >= _FIXED_WAL[-1]:
        return False
    return not any(number[:2] == fixed[:2] and number >= fixed for fixed in _FIXED_WAL)


def _schema(connection: sa.Connection, engine: sa.Engine) -> Iterator[Finding]:
    """Compare tables, columns, CHECKs, indexes and views with what the models say."""
    actual = schema.of(connection)
    for difference in schema.differences(actual, schema.expected(engine)):
        yield Finding(code="schema", message=_("The database's shape was changed: {what}").format(what=difference))


def _counts(connection: sa.Connection) -> Iterator[Finding]:
    said = []
    for name in _COUNTED:
        count = connection.scalar(sa.select(sa.func.count()).select_from(metadata.tables[name]))
        said.append(f"{name} {count}")
    yield Finding(code="counts", severity="info", message=_("Rows by table: {counts}").format(counts=", ".join(said)))
