"""A count: what was said, and what it means.

Sums add ``best`` and skip what has none; "present" never becomes one, and nought is "looked for, not there".
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

__all__ = ["MOST", "Count", "Kind"]

#: The largest number of birds one entry may hold.
MOST = 9_999_999


class Kind(StrEnum):
    """How a count was said."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    RANGE = "range"
    CLASS = "class"
    PRESENT = "present"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of birds as it was said.

    ``low``, ``best`` and ``high`` are individuals: exact and about n n n, at least n n None, a range its ends and the
    middle rounded down, none 0 0 0; a class (+ ++ +++) and "present" have no numbers. ``text`` is the count as written
    and takes no part in comparison.
    """

    kind: Kind
    low: int | None = None
    best: int | None = None
    high: int | None = None
    text: str = field(default="", compare=False)

    @classmethod
    def exact(cls, number: int, text: str = "") -> Self:
        """Exactly ``number`` birds; nought becomes "looked for, not there"."""
        return cls(Kind.EXACT, number, number, number, text) if number else cls.none(text)

    @classmethod
    def about(cls, number: int, text: str = "") -> Self:
        """About ``number`` birds."""
        return cls(Kind.ABOUT, number, number, number, text)

    @classmethod
    def at_least(cls, number: int, text: str = "") -> Self:
        """``number`` birds or more."""
        return cls(Kind.AT_LEAST, number, number, None, text)

    @classmethod
    def between(cls, low: int, high: int, text: str = "") -> Self:
        """From ``low`` to ``high`` birds; the best figure is the middle, rounded down."""
        return cls(Kind.RANGE, low, (low + high) // 2, high, text)

    @classmethod
    def abundance(cls, text: str) -> Self:
        """A class of abundance (+, ++, +++): no number."""
        return cls(Kind.CLASS, text=text)

    @classmethod
    def present(cls, text: str = "") -> Self:
        """There, not counted."""
        return cls(Kind.PRESENT, text=text)

    @classmethod
    def none(cls, text: str = "") -> Self:
        """Looked for, and not there."""
        return cls(Kind.NONE, 0, 0, 0, text)

    @property
    def has_number(self) -> bool:
        """Whether a sum may use it."""
        return self.best is not None
