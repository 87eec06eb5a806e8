"""A survey and a sighting before they are records: what every door hands to the one writer."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

from birdlog.draft.count import Count

__all__ = ["Part", "SightingDraft", "SurveyDraft"]


@dataclass(frozen=True, slots=True)
class Part:
    """Some of the birds of one sighting: their number and what they were (codes; blank: not said)."""

    number: int
    sex: str = ""
    age: str = ""
    plumage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SightingDraft:
    """One bird, its count and what was noticed; texts are blank and values None where nothing was said.

    ``taxon`` is a checklist id. ``op`` is "new" for a sighting, "more" for +3 (a further sighting of a bird already
    there) and "set" for =15 (the one line of that bird is to be that). ``latitude``/``longitude`` are WGS 84 degrees,
    ``point_entered``/``datum`` what was typed. ``determined_by`` is who named the bird where that was somebody else,
    ``evidence`` names files, ``uid`` is an identity that a sheet brings along. Name and count as written take no part
    in comparison.
    """

    taxon: str
    count: Count
    name: str = field(default="", compare=False)
    op: Literal["new", "more", "set"] = "new"
    detection: str = "seen"
    condition: str = "alive"
    certainty: str = "certain"
    parts: tuple[Part, ...] = ()
    plot: str = ""
    time: datetime.time | None = None
    behaviours: tuple[str, ...] = ()
    breeding: str = ""
    habitat: str = ""
    distance_band: str = ""
    latitude: float | None = None
    longitude: float | None = None
    uncertainty_m: float | None = None
    point_entered: str = ""
    datum: str = ""
    observer: str = ""
    determined_by: str = ""
    determined_on: datetime.date | None = None
    evidence: tuple[str, ...] = ()
    note: str = ""
    source_cell: str = field(default="", compare=False)
    uid: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDraft:
    """One count at one place: when, how, by whom, and what it was a count of.

    ``site``, ``plot`` and ``parent`` are uids; ``date`` and the times are the clock on the wall at the site.
    ``complete`` is None where it was not stated. Codes are those of birdlog.draft.terms; distance in m, area in ha.
    """

    site: str
    date: datetime.date
    plot: str = ""
    date_precision: str = "day"
    date_end: datetime.date | None = None
    start: datetime.time | None = None
    end: datetime.time | None = None
    minutes: int | None = None
    entered: str = "live"
    protocol: str = "stationary"
    synchronous: bool = False
    distance_m: float | None = None
    area_ha: float | None = None
    party_size: int | None = None
    observers: tuple[str, ...] = ()
    complete: bool | None = None
    target: str = ""
    coverage: str = ""
    weather: str = ""
    temperature_c: float | None = None
    wind_direction: str = ""
    wind_force: int | None = None
    tide: str = ""
    tide_range: str = ""
    water_level: str = ""
    disturbance: str = ""
    note: str = ""
    parent: str = ""
    relation: str = ""
    source: str = ""
    uid: str = ""
