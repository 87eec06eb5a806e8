"""What a point is, and the error for one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from birdlog.errors import DataError, Problem
from birdlog.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PlacedPoint", "Point", "PointError"]


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the earth: latitude and longitude in degrees WGS 84, north and east positive."""

    lat: float
    lon: float

    def __iter__(self) -> Iterator[float]:
        yield self.lat
        yield self.lon


@dataclass(frozen=True, slots=True)
class PlacedPoint(Point):
    """A point that somebody typed: WGS 84 degrees, what was entered, and the datum it was entered in.

    ``precision_m`` is how far the true place may lie from the point because of the last digit typed alone (half of its
    unit in both directions, in m): a lower bound for the uncertainty. ``swapped`` says that the longitude stood first
    without saying so and was known by its size.
    """

    entered: str
    datum: str = "WGS84"
    precision_m: float = 0.0
    swapped: bool = False

    @property
    def remark(self) -> str:
        """What was made of the text beyond what it says, as a sentence; blank where there is nothing to say."""
        if not self.swapped:
            return ""
        return _("Read as longitude first: a latitude is never more than 90 degrees.")


class PointError(DataError):
    """A text is no point; `problem` says where and why, and what would be right."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message, problem.expected, problems=(problem,))
        self.problem = problem
