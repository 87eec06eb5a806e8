"""`export csv`: the flat file of records, one row a sighting. Memory does not grow with the number of rows."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from io import TextIOBase
from typing import IO, TYPE_CHECKING, cast

from birdlog.export.records import records
from birdlog.formats import guard, plain, text
from birdlog.formats.flat import COLUMNS
from birdlog.formats.scope import Scope

if TYPE_CHECKING:
    from sqlmodel import Session

__all__ = ["Written", "cell", "write", "write_table"]


@dataclass(frozen=True, slots=True)
class Written:
    """What a file holds."""

    records: int
    generalised: int  # how many of them, of sensitive birds


@lru_cache(maxsize=65536, typed=True)
def cell(value: object) -> str:
    """Return a value as a guarded cell. Most cells of a file have been written before: names, codes, dates."""
    return guard(plain(text(value)))


def write(session: "Session", out: IO[str], scope: Scope | None = None, *, full: bool = False) -> Written:
    """Write the records of the scope to a text stream; `full` gives the exact places of sensitive birds too."""
    writer = csv.writer(cast(TextIOBase, out))
    writer.writerow([column.name for column in COLUMNS])
    count = hidden = 0
    for row, is_generalised in records(session, scope or Scope(), full=full):
        writer.writerow([cell(column.value(row)) for column in COLUMNS])
        count += 1
        hidden += is_generalised
    return Written(count, hidden)


def write_table(out: IO[str], header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write any table as csv: every cell guarded, nothing for None."""
    writer = csv.writer(cast(TextIOBase, out))
    writer.writerow([cell(name) for name in header])
    for row in rows:
        writer.writerow([cell(value) for value in row])
