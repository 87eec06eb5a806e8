"""The checklist in the database, for SQL users: taxa, what is said of them, and what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from birdlog.models import Taxon, metadata, uid5

if TYPE_CHECKING:
    from birdlog import checklist as birds

_UNSTATED = "unstated"


def version_of(checklist: birds.Checklist) -> str:
    """Return the version sightings are stamped with; never blank."""
    return checklist.version or _UNSTATED


def loaded(connection: sa.Connection) -> str:
    """Return the version of the checklist in the database, "" where there is none."""
    query = sa.text("SELECT DISTINCT checklist_version FROM taxon WHERE checklist_version IS NOT NULL")
    return max((str(version) for version in connection.scalars(query)), key=_order, default="")


def is_newer(connection: sa.Connection, checklist: birds.Checklist) -> bool:
    """Tell whether a checklist is newer than the one in the database: an older program never loads its own over it."""
    return _order(version_of(checklist)) > _order(loaded(connection))


def _order(version: str) -> tuple[tuple[int, ...], str]:
    """Return what versions are compared by: their numbers first, so that 2025.10 comes after 2025.9."""
    return tuple(int(number) for number in re.findall(r"\d+", version)), version


def load(connection: sa.Connection, checklist: birds.Checklist, now: datetime) -> None:
    """Write the checklist's taxa over the shipped ones; those it no longer has stay, inactive; users' own stay.

    What an older checklist said of taxa, and this one no longer says, goes: it was mended, not outdated by a date.
    """
    version = version_of(checklist)
    stamps = {"version": 1, "created_at": now, "updated_at": now}
    read_as = follow(checklist)
    table = metadata.tables["taxon"]
    rows = [
        {
            **stamps,
            **{name: getattr(taxon, name) for name in _SAME},
            "order_name": taxon.order,
            "read_as": None,
            "checklist_version": version,
        }
        for taxon in checklist
    ]
    connection.execute(
        sa.update(Taxon).where(sa.column("checklist_version").is_not(None)).values(active=False, read_as=None)
    )
    _upsert(connection, table, "id", rows)
    if read_as:
        # A second step: what a taxon is read as must be there before it can be pointed at.
        connection.execute(
            sa.update(table).where(table.c.id == sa.bindparam("taxon_id")).values(read_as=sa.bindparam("target")),
            [{"taxon_id": taxon, "target": target} for taxon, target in read_as.items()],
        )
    connection.execute(
        sa.update(Taxon).where(sa.column("checklist_version").is_not(None)).values(checklist_version=version)
    )
    status, change = metadata.tables["taxon_status"], metadata.tables["taxon_change"]
    _upsert(connection, status, "uid", [{**stamps, **row} for row in _statuses(checklist)])
    connection.execute(
        sa.delete(status).where(status.c.source.startswith(_SOURCE), status.c.source != _source(checklist))
    )
    changes = list(_changes(checklist))
    connection.execute(sa.delete(change).where(change.c.uid.not_in([row["uid"] for row in changes])))
    _upsert(connection, change, "uid", [{**stamps, **row} for row in changes])


_SAME = (
    *("id", "kind", "tier", "scientific_name", "english_name", "chinese_name", "pinyin", "family", "guild"),
    *("waterbird", "sensitive", "active", "code4", "avibase", "position"),
)
_SCHEMES = {"iucn": "iucn", "cn": "national", "cites": "cites", "status": "residence"}


_SOURCE = "checklist "


def _source(checklist: birds.Checklist) -> str:
    return _SOURCE + version_of(checklist)


def _upsert(connection: sa.Connection, table: Any, key: str, rows: list[dict[str, Any]]) -> None:
    """Insert rows, or write them over those with the same key, keeping when these were made."""
    if not rows:
        return
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    statement = insert(table)
    kept = {key, "created_at", "version"}
    changes = {name: getattr(statement.excluded, name) for name in rows[0] if name not in kept}
    changes["version"] = table.c.version + 1
    connection.execute(statement.on_conflict_do_update(index_elements=[key], set_=changes), rows)


def _statuses(checklist: birds.Checklist) -> Iterable[dict[str, Any]]:
    """Yield a dated row for each thing the checklist says of a taxon; checklist.toml has the years."""
    years = checklist.about.get("years", {})
    for taxon in checklist:
        for column, scheme in _SCHEMES.items():
            value = getattr(taxon, column)
            if not value:
                continue
            # Grade 3 is not of the national key list, but of the list of the three haves.
            third = column == "cn" and value == "3"
            name, year = ("three-haves", years.get("cn3")) if third else (scheme, years.get(column))
            yield {
                "uid": uid5("taxon_status", taxon.id, name, str(year or "")),
                "taxon": taxon.id,
                "scheme": name,
                "value": value,
                "valid_from": date(int(year), 1, 1) if year else None,
                "valid_to": None,
                "source": _source(checklist),
            }


def _changes(checklist: birds.Checklist) -> Iterable[dict[str, Any]]:
    """Yield a row for each pair of taxa that a change leads from and to; a rename leads to the same one."""
    for change in checklist.changes:
        for before in change.from_:
            for after in change.to:
                yield {
                    "uid": uid5("taxon_change", str(change.year), change.list, before, after),
                    "year": change.year,
                    "list": change.list,
                    "kind": change.kind,
                    "from_taxon": before,
                    "to_taxon": after,
                    "rule": change.rule,
                }


def follow(checklist: birds.Checklist) -> dict[str, str]:
    """Return what each taxon that has changed is read as today: id -> id, changes followed to their end.

    `auto` leads to the one daughter that occurs here, `slash` to the taxon "a/b" of several; `ask` and `none` lead
    nowhere.
    """
    step = {
        before: change.to[0]
        for change in sorted(checklist.changes, key=lambda change: change.year)
        if change.rule in ("auto", "slash") and len(change.to) == 1
        for before in change.from_
    }
    found = {}
    for taxon, end in step.items():
        seen = {taxon}
        while end in step and end not in seen:
            seen.add(end)
            end = step[end]
        if end != taxon:
            found[taxon] = end
    return found
