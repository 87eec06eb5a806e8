"""`export csv`: the flat file of records, one row a sighting. Memory does not grow with the number of rows."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import TextIOBase
from typing import IO, TYPE_CHECKING, cast

from birdlog.export.records import records
from birdlog.formats import guard, plain
from birdlog.formats.flat import COLUMNS
from birdlog.formats.scope import Scope

if TYPE_CHECKING:
    from sqlmodel import Session

__all__ = ["Written", "write", "write_table"]


@dataclass(frozen=True, slots=True)
class Written:
    """What a file holds."""

    records: int
    generalised: int  # how many of them, of sensitive birds


def write(session: "Session", out: IO[str], scope: Scope | None = None, *, full: bool = False) -> Written:
    """Write the records of the scope to a text stream; `full` gives the exact places of sensitive birds too."""
    writer = csv.writer(cast(TextIOBase, out))
    writer.writerow([column.name for column in COLUMNS])
    count = hidden = 0
    for row, is_generalised in records(session, scope or Scope(), full=full):
        writer.writerow([guard(plain(column.value(row))) for column in COLUMNS])
        count += 1
        hidden += is_generalised
    return Written(count, hidden)


def write_table(out: IO[str], header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write any table as csv: every cell guarded, nothing for None."""
    writer = csv.writer(cast(TextIOBase, out))
    writer.writerow([guard(plain(cell)) for cell in header])
    for row in rows:
        writer.writerow(["" if cell is None else guard(plain(str(cell))) for cell in row])
