"""What lookup answers with: frozen rows, free of any session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from birdlog.draft import SightingDraft, SurveyDraft


@dataclass(frozen=True, slots=True)
class Line:
    """One sighting of a survey as the log page shows it; `draft` is all of it, ready to be amended.

    `plot` and `observer` stand in the draft as names. `version` counts the sighting's changes.
    """

    uid: str
    survey: str
    line: int
    taxon: str
    name: str  # as entered
    draft: SightingDraft
    time: time | None
    review: str
    version: int
    created_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class Totals:
    """What a survey adds up to.

    taxa: species among the living (spuhs, slashes, hybrids and domestic birds are none). individuals: living birds, the
    overhead ones included. uncounted: lines of living birds without a number. at_least: one of the numbers is a least.
    about: one of them is about so many or a range, which counts with its middle: then the sum is no least any more.
    overhead: how many of the individuals were flying over. dead: lines of dead birds. records: lines.
    """

    taxa: int = 0
    individuals: int = 0
    uncounted: int = 0
    at_least: bool = False
    overhead: int = 0
    dead: int = 0
    records: int = 0
    about: bool = False

    @property
    def sign(self) -> Literal["", "~", "≥"]:
        """What stands before the individuals: about so many, at least so many, or nothing where all were counted."""
        return "~" if self.about else "≥" if self.at_least else ""


@dataclass(frozen=True, slots=True)
class Header:
    """A survey's head: where, when, by whom, and what it adds up to. `draft` is all of it, ready to be amended."""

    uid: str
    site: str
    site_name: str
    site_english_name: str
    plot: str
    plot_name: str
    date: date
    start: time | None
    end: time | None
    timezone: str
    protocol: str
    observers: tuple[str, ...]
    closed_at: datetime | None
    version: int
    made_by: str
    draft: SurveyDraft
    totals: Totals

    @property
    def closed(self) -> bool:
        """Whether its questions have been asked."""
        return self.closed_at is not None

    @property
    def visit(self) -> str:
        """The visit it is, or is a part of."""
        return self.draft.parent or self.uid


@dataclass(frozen=True, slots=True)
class Place:
    """A site, or a plot, point or transect of one (`parent`). The point is WGS 84; surveys counts those at it."""

    uid: str
    parent: str
    kind: str
    name: str
    english_name: str
    latitude: float | None
    longitude: float | None
    point_entered: str
    datum: str
    uncertainty_m: float | None
    boundary: dict[str, object] | None
    area_ha: float | None
    timezone: str
    note: str
    version: int
    surveys: int
