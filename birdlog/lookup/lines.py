"""The lines of a survey and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from birdlog.draft import Count, Kind, Part, SightingDraft
from birdlog.lookup.rows import Line, Totals
from birdlog.lookup.tables import OBSERVER, SIGHTING, SIGHTING_PART, SITE, SURVEY, TAXON

SPECIES_KINDS = ("species", "form", "broad")
"""What counts as a species in a total, as the field counts: no "gull sp.", no hybrid, no farmyard goose."""

SEVERAL = " | "
"""What parts several values in one column."""


def joined(values: Iterable[str]) -> str:
    """Return several values as one column holds them."""
    return SEVERAL.join(values)


def parted(value: str) -> tuple[str, ...]:
    """Return the values that one column holds."""
    return tuple(value.split(SEVERAL)) if value else ()


def draft_of(sighting: Any, parts: Iterable[Any] = (), *, plot: str = "", observer: str = "") -> SightingDraft:
    """Return a sighting (a row or an object) as the draft that would record it; plot and observer by their names."""
    return SightingDraft(
        uid=sighting.uid,
        taxon=sighting.taxon,
        name=sighting.name_entered,
        count=Count(
            Kind(sighting.count_kind),
            sighting.count_low,
            sighting.count_best,
            sighting.count_high,
            sighting.count_text,
        ),
        detection=sighting.detection,
        condition=sighting.condition,
        certainty=sighting.certainty,
        parts=tuple(Part(part.number, part.sex, part.age, part.plumage) for part in parts),
        plot=plot,
        time=sighting.time,
        behaviours=parted(sighting.behaviour),
        breeding=sighting.breeding,
        habitat=sighting.habitat,
        distance_band=sighting.distance_band,
        latitude=sighting.latitude,
        longitude=sighting.longitude,
        uncertainty_m=sighting.uncertainty_m,
        point_entered=sighting.point_entered,
        datum=sighting.datum,
        observer=observer,
        determined_by=sighting.determined_by,
        determined_on=sighting.determined_on,
        evidence=parted(sighting.evidence),
        note=sighting.note,
        source_cell=sighting.source_cell,
    )


def survey_lines(s: Session, survey_uid: str) -> list[Line]:
    """Return the sightings of a survey in the order of their lines, withdrawn ones left out."""
    return _lines(s, SIGHTING.c.survey == survey_uid)


def line(s: Session, sighting_uid: str) -> Line | None:
    """Return one sighting, None where it is not there or was withdrawn."""
    return next(iter(_lines(s, SIGHTING.c.uid == sighting_uid)), None)


def _lines(s: Session, condition: sa.ColumnElement[bool]) -> list[Line]:
    active = (condition, SIGHTING.c.withdrawn_at.is_(None))
    query = (
        sa.select(SIGHTING, SITE.c.name.label("plot_name"), OBSERVER.c.name.label("observer_name"))
        .select_from(SIGHTING)
        .outerjoin(SITE, SITE.c.uid == SIGHTING.c.plot)
        .outerjoin(OBSERVER, OBSERVER.c.uid == SIGHTING.c.observer)
        .where(*active)
        .order_by(SIGHTING.c.line, SIGHTING.c.uid)
    )
    rows = s.execute(query).all()
    parts: dict[str, list[Any]] = {}
    found = (
        sa.select(SIGHTING_PART)
        .join(SIGHTING, SIGHTING.c.uid == SIGHTING_PART.c.sighting)
        .where(*active)
        .order_by(SIGHTING_PART.c.sighting, SIGHTING_PART.c.position)
    )
    for part in s.execute(found):
        parts.setdefault(part.sighting, []).append(part)
    return [
        Line(
            uid=row.uid,
            survey=row.survey,
            line=row.line,
            taxon=row.taxon,
            name=row.name_entered,
            draft=draft_of(row, parts.get(row.uid, ()), plot=row.plot_name or "", observer=row.observer_name or ""),
            time=row.time,
            review=row.review,
            version=row.version,
            created_at=row.created_at,
            made_by=row.made_by,
        )
        for row in rows
    ]


_INEXACT = ("about", "range", "class")


def survey_totals(s: Session, survey_uid: str) -> Totals:
    """Return what a survey adds up to; rejected sightings are left out."""
    return totals_of(s, [survey_uid]).get(survey_uid, Totals())


def totals_of(s: Session, survey_uids: Iterable[str]) -> Mapping[str, Totals]:
    """Return what each of several surveys adds up to; those without sightings are left out."""
    living = SIGHTING.c.condition != "dead"
    there = sa.and_(living, SIGHTING.c.count_kind != "none")
    species = sa.and_(there, TAXON.c.kind.in_(SPECIES_KINDS))
    best = SIGHTING.c.count_best
    read_as = sa.func.coalesce(sa.type_coerce(TAXON.c.read_as, sa.Text), TAXON.c.id)
    query = (
        sa.select(
            SIGHTING.c.survey,
            sa.func.count(sa.distinct(sa.case((species, read_as)))).label("taxa"),
            sa.func.sum(sa.case((living, best), else_=0)).label("individuals"),
            sa.func.sum(sa.case((sa.and_(living, best.is_(None)), 1), else_=0)).label("uncounted"),
            sa.func.sum(sa.case((sa.and_(living, SIGHTING.c.count_kind == "at_least"), 1), else_=0)).label("least"),
            sa.func.sum(
                sa.case((sa.and_(living, SIGHTING.c.count_kind.in_(_INEXACT), best.is_not(None)), 1), else_=0)
            ).label("about"),
            sa.func.sum(sa.case((sa.and_(living, SIGHTING.c.detection == "overhead"), best), else_=0)).label(
                "overhead"
            ),
            sa.func.sum(sa.case((living, 0), else_=1)).label("dead"),
            sa.func.count().label("records"),
        )
        .select_from(SIGHTING)
        .join(TAXON, TAXON.c.id == SIGHTING.c.taxon)
        .join(SURVEY, SURVEY.c.uid == SIGHTING.c.survey)
        .where(
            SIGHTING.c.survey.in_(list(survey_uids)),
            SIGHTING.c.withdrawn_at.is_(None),
            SIGHTING.c.review != "rejected",
        )
        .group_by(SIGHTING.c.survey)
    )
    return {
        row.survey: Totals(
            taxa=row.taxa,
            individuals=int(row.individuals or 0),
            uncounted=int(row.uncounted),
            at_least=bool(row.least),
            about=bool(row.about),
            overhead=int(row.overhead or 0),
            dead=int(row.dead),
            records=row.records,
        )
        for row in s.execute(query)
    }
