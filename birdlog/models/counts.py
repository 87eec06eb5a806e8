"""The records themselves: surveys, who took part, sightings and their parts."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlmodel import Field

from birdlog.draft import Kind, terms
from birdlog.models.base import (
    Identified,
    Made,
    between,
    clock,
    flag,
    one_of,
    point_rules,
    rule,
    said,
    stamp,
    text,
    uid_rule,
    whole,
)

_NUMBERS = "count_low IS NOT NULL AND count_best IS NOT NULL AND count_high IS NOT NULL"
_NO_NUMBERS = "count_low IS NULL AND count_best IS NULL AND count_high IS NULL"
COUNT_RULE = (
    f"(count_kind IN ('exact', 'about') AND {_NUMBERS}"
    " AND count_low = count_best AND count_best = count_high AND count_best > 0)"
    " OR (count_kind = 'at_least' AND count_low IS NOT NULL AND count_best IS NOT NULL AND count_high IS NULL"
    " AND count_low = count_best AND count_best > 0)"
    f" OR (count_kind = 'range' AND {_NUMBERS}"
    " AND count_low < count_high AND count_best = (count_low + count_high) / 2)"
    f" OR (count_kind IN ('class', 'present') AND {_NO_NUMBERS})"
    f" OR (count_kind = 'none' AND {_NUMBERS} AND count_low = 0 AND count_best = 0 AND count_high = 0)"
)
"""What the numbers of each kind of count may be; spelt out, because a comparison with NULL lets everything pass."""


class Survey(Made, table=True):
    """One count at one place on one day: Darwin Core's Event. Date and times are the clock on the wall there.

    `parent` is the visit it is a part of, and `relation` how it relates to the other parts. `complete` is NULL where
    it was not stated. `timezone` is the site's own on that day.
    """

    __tablename__ = "survey"
    __table_args__ = (
        one_of("date_precision", terms.PRECISION.codes),
        one_of("entered", terms.ENTERED.codes),
        one_of("protocol", terms.PROTOCOL.codes),
        one_of("target", terms.TARGET.codes),
        one_of("coverage", terms.COVERAGE.codes),
        one_of("weather", terms.SKY.codes),
        one_of("tide", terms.TIDE.codes),
        one_of("tide_range", terms.TIDE_RANGE.codes),
        one_of("water_level", terms.WATER_LEVEL.codes),
        one_of("disturbance", terms.DISTURBANCE.codes),
        one_of("relation", terms.RELATION.codes),
        rule("parent", "parent <> uid"),
        rule("date_end", "(date_precision = 'interval') = (date_end IS NOT NULL)"),
        rule("date_order", "date_end >= date"),
        between("minutes", 0, 5000000),
        between("distance_m", 0, 1000000),
        between("area_ha", 0, 1000000),
        between("party_size", 1, 10000),
        between("temperature_c", -70, 60),
        between("wind_force", 0, 17),
        sa.Index(None, "site", "date"),
        sa.Index(None, "date"),
        sa.Index(None, "parent"),
        sa.Index(None, "batch"),
        sa.Index(None, "action", "made_by"),
        *uid_rule("uid", "action"),
    )

    parent: str = said(foreign_key="survey.uid")
    relation: str = said()
    site: str = text(foreign_key="site.uid")
    plot: str = said(foreign_key="site.uid")
    date: dt.date = Field(sa_type=sa.Date, nullable=False)
    date_precision: str = text(default="day")
    date_end: dt.date | None = Field(default=None, sa_type=sa.Date)
    start_time: dt.time | None = clock()
    end_time: dt.time | None = clock()
    timezone: str = text()
    minutes: int | None = whole()
    entered: str = text(default="live")
    protocol: str = text(default="stationary")
    synchronous: bool = flag(default=False)
    distance_m: float | None = Field(default=None, sa_type=sa.Float)
    area_ha: float | None = Field(default=None, sa_type=sa.Float)
    party_size: int | None = whole()
    complete: bool | None = flag(required=False)
    target: str = said()
    coverage: str = said()
    weather: str = said()
    temperature_c: float | None = Field(default=None, sa_type=sa.Float)
    wind_direction: str = said()
    wind_force: int | None = whole()
    tide: str = said()
    tide_range: str = said()
    water_level: str = said()
    disturbance: str = said()
    note: str = said()
    source: str = said()
    closed_at: dt.datetime | None = stamp()
    batch: str = said(foreign_key="batch.uid")


class SurveyObserver(Identified, table=True):
    """Somebody who took part in a survey; `position` is the order in which they were named."""

    __tablename__ = "survey_observer"
    __table_args__ = (
        sa.UniqueConstraint("survey", "observer"),
        sa.Index(None, "observer"),
        *uid_rule("uid"),
    )

    survey: str = text(foreign_key="survey.uid")
    observer: str = text(foreign_key="observer.uid")
    position: int = whole(required=True)


class Sighting(Made, table=True):
    """One bird (a taxon) in one survey, and its count: Darwin Core's Occurrence.

    `name_entered` and `count_text` are as somebody wrote them; `line` is an order on the screen only. `behaviour` and
    `evidence` hold several, parted by " | ". `source_hash` is the row as it was last imported.
    """

    __tablename__ = "sighting"
    __table_args__ = (
        one_of("count_kind", (kind.value for kind in Kind)),
        rule("count", COUNT_RULE),
        rule("count_class", "count_kind <> 'class' OR coalesce(count_text, '') IN ('+', '++', '+++')"),
        rule("count_most", "count_low <= 9999999 AND count_best <= 9999999 AND count_high <= 9999999"),
        one_of("detection", terms.DETECTION.codes),
        one_of("condition", terms.CONDITION.codes),
        one_of("certainty", terms.CERTAINTY.codes),
        one_of("breeding", terms.BREEDING.codes),
        one_of("review", terms.REVIEW.codes),
        rule("line", "line > 0"),
        *point_rules(),
        sa.Index(None, "survey", "taxon"),
        sa.Index(None, "taxon", "survey"),
        sa.Index(None, "batch"),
        sa.Index(None, "action", "made_by"),
        *uid_rule("uid", "action"),
    )

    survey: str = text(foreign_key="survey.uid")
    line: int = whole(required=True)
    taxon: str = text(foreign_key="taxon.id")
    name_entered: str = said()
    checklist_version: str = text()
    count_kind: str = text()
    count_low: int | None = whole()
    count_best: int | None = whole()
    count_high: int | None = whole()
    count_text: str = said()
    detection: str = text(default="seen")
    condition: str = text(default="alive")
    certainty: str = text(default="certain")
    plot: str = said(foreign_key="site.uid")
    time: dt.time | None = clock()
    latitude: float | None = Field(default=None, sa_type=sa.Float)
    longitude: float | None = Field(default=None, sa_type=sa.Float)
    point_entered: str = said()
    datum: str = said()
    uncertainty_m: float | None = Field(default=None, sa_type=sa.Float)
    distance_band: str = said()
    behaviour: str = said()
    breeding: str = said()
    habitat: str = said()
    observer: str = said(foreign_key="observer.uid")
    determined_by: str = said()
    determined_on: dt.date | None = Field(default=None, sa_type=sa.Date)
    evidence: str = said()
    review: str = text(default="none")
    note: str = said()
    batch: str = said(foreign_key="batch.uid")
    source_cell: str = said()
    source_hash: str = said()


class SightingPart(Identified, table=True):
    """Some of the birds of a sighting by age, sex and plumage; part of what the sighting says, replaced with it."""

    __tablename__ = "sighting_part"
    __table_args__ = (
        one_of("sex", terms.SEX.codes),
        one_of("age", terms.AGE.codes),
        one_of("plumage", terms.PLUMAGE.codes),
        between("number", 1, 9999999),
        rule("said", "sex IS NOT NULL OR age IS NOT NULL OR plumage IS NOT NULL"),
        sa.UniqueConstraint("sighting", "position"),
        *uid_rule("uid"),
    )

    sighting: str = text(foreign_key="sighting.uid")
    position: int = whole(required=True)
    number: int = whole(required=True)
    sex: str = said()
    age: str = said()
    plumage: str = said()
