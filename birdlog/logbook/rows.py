"""How a row is found, made, and changed so that what it was stands in a revision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from birdlog.checklist import fold
from birdlog.logbook.act import Act
from birdlog.logbook.errors import changed_meanwhile, missing
from birdlog.models import Made, Revision, SightingPart, SurveyObserver, uid7

Row = TypeVar("Row", bound=Made)

PARTS = "parts"
OBSERVERS = "observers"
"""Two columns that are tables of their own: a sighting's parts, a survey's observers. Revisions hold them as lists."""


def table_of(row: Made) -> str:
    """Return the name of a row's table."""
    return str(sa.inspect(type(row)).local_table.name)


def folded(name: str) -> str:
    """Return a name as names are compared: full-width as half-width, capitals small, white space once."""
    return " ".join(fold(name).split())


def made(act: Act) -> dict[str, Any]:
    """Return what every new row bears of its action."""
    return {"action": act.uid, "made_by": act.who, "created_at": act.at, "updated_at": act.at}


def find(s: Session, kind: type[Row], uid: str, *, withdrawn: bool = False, version: int | None = None) -> Row:
    """Return a row, held until the transaction ends; DataError where it is not there or was withdrawn.

    version: the one the caller has seen; another one means that somebody changed the row since.
    """
    row = s.get(kind, uid, with_for_update=True, populate_existing=True)
    if row is None or (row.withdrawn_at is not None and not withdrawn):
        raise missing(str(sa.inspect(kind).local_table.name), uid)
    if version is not None and row.version != version:
        raise changed_meanwhile()
    return row


def revise(s: Session, act: Act, row: Made, changes: Mapping[str, Any], *, undoes: str = "") -> bool:
    """Change columns of a row and write the revision; tell whether anything was different."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for column, value in changes.items():
        old = _list_of(s, row, column) if column in (PARTS, OBSERVERS) else getattr(row, column)
        if old == value:
            continue
        before[column], after[column] = _plain(old), _plain(value)
    if not before:
        return False
    for column in after:
        if column not in (PARTS, OBSERVERS):
            setattr(row, column, changes[column])
    row.updated_at = act.at
    flag_modified(row, "updated_at")  # the version counts on even where only a part or an observer changed
    s.flush()
    for column in (PARTS, OBSERVERS):
        if column in after:
            put_list(s, act, row, column, changes[column])
    s.add(
        Revision(
            uid=uid7(act.at),
            created_at=act.at,
            updated_at=act.at,
            action=act.uid,
            table_name=table_of(row),
            row_uid=row.uid,
            row_version=row.version,
            before=before,
            after=after,
            who=act.who,
            at=act.at,
            terminal=act.terminal,
            batch=act.batch,
            why=act.why,
            undoes=undoes,
        )
    )
    s.flush()
    return True


def put_list(s: Session, act: Act, row: Made, column: str, values: Iterable[Any]) -> None:
    """Write the parts of a sighting or the observers of a survey, in place of those there are."""
    stamps: dict[str, Any] = {"created_at": act.at, "updated_at": act.at}
    if column == PARTS:
        s.execute(sa.delete(SightingPart).where(_column(SightingPart, "sighting") == row.uid))
        for position, part in enumerate(values, 1):
            s.add(SightingPart(uid=uid7(act.at), sighting=row.uid, position=position, **part, **stamps))
    else:
        s.execute(sa.delete(SurveyObserver).where(_column(SurveyObserver, "survey") == row.uid))
        for position, observer in enumerate(values, 1):
            s.add(SurveyObserver(uid=uid7(act.at), survey=row.uid, observer=observer, position=position, **stamps))
    s.flush()


def _list_of(s: Session, row: Made, column: str) -> list[Any]:
    if column == PARTS:
        query = sa.select(SightingPart).where(_column(SightingPart, "sighting") == row.uid)
        parts = s.scalars(query.order_by(_column(SightingPart, "position")))
        return [{"number": p.number, "sex": p.sex, "age": p.age, "plumage": p.plumage} for p in parts]
    names = sa.select(_column(SurveyObserver, "observer")).where(_column(SurveyObserver, "survey") == row.uid)
    return list(s.scalars(names.order_by(_column(SurveyObserver, "position"))))


def _column(kind: type[Any], name: str) -> Any:
    """Return a column for a statement; the class itself says it is a plain text."""
    return getattr(kind, name)


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it."""
    return value.isoformat() if isinstance(value, date | time) else value


def from_plain(row: Made, column: str, value: Any) -> Any:
    """Return a value of a revision as the column holds it."""
    if column in (PARTS, OBSERVERS) or not isinstance(value, str):
        return value
    kind = sa.inspect(type(row)).local_table.columns[column].type.python_type
    for parsed in (datetime, date, time):
        if kind is parsed:
            return parsed.fromisoformat(value)
    return value
