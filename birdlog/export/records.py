"""Records on their way out, as many as there are and one at a time: those of sensitive birds generalised, and last."""

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from birdlog.formats import Row
from birdlog.formats.flat import generalised, placed, statement
from birdlog.formats.scope import Scope

if TYPE_CHECKING:
    from sqlmodel import Session

__all__ = ["records"]

_PSEUDONYMS = UUID("6a0f6f0e-5f0c-5d3c-9f1b-0f6f3a0c2f4e")
_AT_ONCE = 2000


def records(session: "Session", scope: Scope, *, full: bool) -> Iterator[tuple[Row, bool]]:
    """Yield each record of the scope, and whether it was generalised.

    With `full` all are exact, in the order of their surveys. Otherwise records of sensitive birds come last, by bird
    and month and then by pseudonym, so that neither their place in the file nor their id tells which survey they
    were made on.
    """
    if full:
        yield from ((row, False) for row in _rows(session, scope, "", "v.date, v.survey, v.line, v.sighting"))
        return
    yield from (
        (row, False) for row in _rows(session, scope, "AND NOT v.sensitive", "v.date, v.survey, v.line, v.sighting")
    )
    hidden = _rows(session, scope, "AND v.sensitive", "v.taxon, v.year, v.month")
    public = (generalised(row, str(uuid5(_PSEUDONYMS, row["sighting"]))) for row in hidden)
    for _month, rows in groupby(public, key=lambda row: (row["taxon"], row["year"], row["month_of_year"])):
        yield from ((row, True) for row in sorted(rows, key=lambda row: str(row["sighting"])))


def _rows(session: "Session", scope: Scope, condition: str, order: str) -> Iterator[Row]:
    import sqlalchemy as sa

    limits = scope.conditions()
    connection = session.connection()
    within = ""
    if limits.where != "1 = 1":
        before = f"WITH RECURSIVE {limits.ctes.removesuffix(', ')} " if limits.ctes else ""
        within = f"AND v.sighting IN ({before}SELECT sighting FROM v_sighting WHERE {limits.where})"
    sql = f"{statement(connection.dialect.name)} WHERE 1 = 1 {condition} {within} ORDER BY {order}"
    found: Any = session.execute(
        sa.text(sql).bindparams(*limits.types), limits.values, execution_options={"yield_per": _AT_ONCE}
    )
    return (placed(row) for row in found.mappings())
