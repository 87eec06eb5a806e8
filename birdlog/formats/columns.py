"""A format is a table of columns: the name in the file, where the value comes from, and what it means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Column", "Row", "text"]

Row = Mapping[str, Any]
"""A record on its way out: the names of the view's columns, and what they hold."""


def text(value: object) -> str:
    """Return a value as a file holds it: nothing for None, ISO dates, true and false, numbers without a needless .0."""
    if value is None:
        return ""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.7f}".rstrip("0").rstrip(".")
    return str(value)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file.

    `source` is the key of the row it is read from; `make` works the value out of the whole row where copying is not
    enough. `meaning` is a sentence for whoever reads the file.
    """

    name: str
    meaning: str
    source: str = ""
    make: Callable[[Row], object] | None = None

    def value(self, row: Row) -> object:
        """Return this column's value for the row; `text` and the guard make a cell of it."""
        return self.make(row) if self.make else row[self.source or self.name]
