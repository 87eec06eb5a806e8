"""What a site has had: what is usual now, the highest counts, and what a new line has that is surprising.

Surprises are shown and never forbid. They need something to compare with: ten counts of the bird for a high number,
twenty complete lists within fifteen days of the date, from two years at least, for a bird that is new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from birdlog.checklist import Taxon
from birdlog.draft import SightingDraft
from birdlog.errors import Problem
from birdlog.i18n import _, language
from birdlog.lookup.lines import survey_lines
from birdlog.lookup.sites import taxon_of
from birdlog.lookup.tables import SIGHTING, SURVEY, TAXON

WINDOW = 15
"""Days before and after a date that are the same season, in any year."""
COUNTS_TO_COMPARE = 10
LISTS_TO_COMPARE = 20
YEARS_TO_COMPARE = 2

_READ_AS = sa.func.coalesce(sa.type_coerce(TAXON.c.read_as, sa.Text), TAXON.c.id)
_THERE = sa.and_(
    SIGHTING.c.withdrawn_at.is_(None),
    SIGHTING.c.review != "rejected",
    SIGHTING.c.condition != "dead",
    SIGHTING.c.count_kind != "none",
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a site has had until now.

    highest: taxon -> highest number of one survey. counts: taxon -> how many numbers that rests on. ever, season: taxa
    recorded at all, and within the window. lists, years: complete lists in the window, and from how many years.
    """

    highest: Mapping[str, int]
    counts: Mapping[str, int]
    ever: frozenset[str]
    season: frozenset[str]
    lists: int
    years: int


def usual_here(s: Session, site_uid: str, date: date, *, besides: str = "") -> dict[str, float]:
    """Return how often each taxon is on a list of this site at this time of the year, 0 to 1.

    Of the complete lists within 15 days of the date in any year that could have had it (a list of waterbirds says
    nothing of a bulbul); where there is no complete list, of all surveys of that season. `besides`: one to leave out.
    """
    rows = s.execute(
        sa.select(SURVEY.c.uid, SURVEY.c.target, SURVEY.c.complete).where(*_season(site_uid, date, besides))
    ).all()
    complete = [row for row in rows if row.complete]
    taken = {row.uid: row.target if row.complete else "" for row in (complete or rows)}
    if not taken:
        return {}
    lists = {target: list(taken.values()).count(target) for target in set(taken.values())}
    query = (
        sa.select(SURVEY.c.uid, _READ_AS.label("read_as"), TAXON)
        .distinct()
        .select_from(SIGHTING)
        .join(SURVEY, SURVEY.c.uid == SIGHTING.c.survey)
        .join(TAXON, TAXON.c.id == SIGHTING.c.taxon)
        .where(*_season(site_uid, date, besides), _THERE)
    )
    found: dict[str, set[str]] = {}
    could: dict[str, int] = {}
    for row in s.execute(query):
        if row[0] not in taken or not _covers(taken[row[0]], row):
            continue
        found.setdefault(row.read_as, set()).add(row[0])
        could.setdefault(row.read_as, sum(n for target, n in lists.items() if _covers(target, row)))
    return {taxon: len(surveys) / could[taxon] for taxon, surveys in found.items()}


def _covers(target: str, taxon: Any) -> bool:
    """Tell whether a complete list of a target group would have had a taxon."""
    match target:
        case "waterbirds":
            return bool(taxon.waterbird)
        case "landbirds":
            return not taxon.waterbird
        case "raptors":
            return bool(taxon.guild == "猛禽")
        case "shorebirds":
            return bool(taxon.order_name == "Charadriiformes" and taxon.guild == "涉禽")
        case _:
            return True


def _season(site_uid: str, day: date, besides: str) -> tuple[sa.ColumnElement[bool], ...]:
    """Return the conditions of a site's surveys within the window around a day, in any year."""
    low, high = day - timedelta(days=WINDOW), day + timedelta(days=WINDOW)
    number = sa.extract("month", SURVEY.c.date) * 100 + sa.extract("day", SURVEY.c.date)
    first, last = low.month * 100 + low.day, high.month * 100 + high.day
    near = number.between(first, last) if first <= last else sa.or_(number >= first, number <= last)
    return (*_surveys_at(site_uid, besides), SURVEY.c.date_precision == "day", near)


def _surveys_at(site_uid: str, besides: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (SURVEY.c.site == site_uid, SURVEY.c.withdrawn_at.is_(None), SURVEY.c.uid != besides)


def highest_here(s: Session, site_uid: str, *, besides: str = "") -> dict[str, int]:
    """Return the highest number of living birds of each taxon that one survey of a site has had."""
    return {taxon: highest for taxon, highest, _counts in _highest(s, site_uid, besides) if highest is not None}


def _highest(s: Session, site_uid: str, besides: str) -> list[tuple[str, int | None, int]]:
    """Return each taxon a site has had, its highest number of one survey, and from how many surveys."""
    whole = (
        sa.select(_READ_AS.label("taxon"), sa.func.sum(SIGHTING.c.count_best).label("birds"))
        .select_from(SIGHTING)
        .join(SURVEY, SURVEY.c.uid == SIGHTING.c.survey)
        .join(TAXON, TAXON.c.id == SIGHTING.c.taxon)
        .where(*_surveys_at(site_uid, besides), _THERE)
        .group_by(SURVEY.c.uid, _READ_AS)
        .subquery()
    )
    query = sa.select(whole.c.taxon, sa.func.max(whole.c.birds), sa.func.count(whole.c.birds))
    rows = s.execute(query.group_by(whole.c.taxon))
    return [(taxon, None if highest is None else int(highest), counts) for taxon, highest, counts in rows]


def expect(s: Session, site_uid: str, date: date, *, besides: str = "") -> Expected:
    """Gather what a site has had, once for a survey (`besides` is that survey itself)."""
    season = _season(site_uid, date, besides)
    lists = s.execute(sa.select(SURVEY.c.date).where(*season, SURVEY.c.complete)).scalars().all()
    taxa = (
        sa.select(_READ_AS)
        .distinct()
        .select_from(SIGHTING)
        .join(SURVEY, SURVEY.c.uid == SIGHTING.c.survey)
        .join(TAXON, TAXON.c.id == SIGHTING.c.taxon)
        .where(_THERE)
    )
    highest = _highest(s, site_uid, besides)
    return Expected(
        highest={taxon: most for taxon, most, _counts in highest if most is not None},
        counts={taxon: counts for taxon, _most, counts in highest},
        ever=frozenset(taxon for taxon, _most, _counts in highest),
        season=frozenset(s.scalars(taxa.where(*season))),
        lists=len(lists),
        years=len({day.year for day in lists}),
    )


def surprises(draft: SightingDraft, taxon: Taxon, expected: Expected) -> list[Problem]:
    """Return the questions that a line raises at a site; none forbids it. Pure: `expect` has asked the database."""
    found: list[Problem] = []

    def ask(code: str, message: str) -> None:
        found.append(
            Problem(code=code, message=message, severity="question", value=draft.count.text, candidates=(taxon.id,))
        )

    name = taxon.name(language())
    if taxon.tier == "historical":
        ask("tier-historical", _("{name} has not been found here for a long time: are you sure?").format(name=name))
    elif taxon.tier == "unconfirmed":
        ask("tier-unconfirmed", _("{name} has never been confirmed here: are you sure?").format(name=name))
    elif taxon.tier == "escape":
        ask("tier-escape", _("{name} is known here as an escaped bird only: are you sure?").format(name=name))
    if draft.count.best == 0:
        return found
    if expected.lists >= LISTS_TO_COMPARE and expected.years >= YEARS_TO_COMPARE and taxon.kind == "species":
        if taxon.id not in expected.ever:
            ask("new-to-site", _("{name} is new to this site.").format(name=name))
        elif taxon.id not in expected.season:
            ask("new-to-season", _("{name} is new to this site at this time of the year.").format(name=name))
    best, highest = draft.count.best, expected.highest.get(taxon.id, 0)
    # Twice the highest and ten more: the third of a bird that comes in ones is no surprise.
    if (
        best is not None
        and expected.counts.get(taxon.id, 0) >= COUNTS_TO_COMPARE
        and best > 2 * highest
        and best > highest + 10
    ):
        ask(
            "count-high",
            _("{count} {name} are far more than this site has had ({highest}).").format(
                count=best, name=name, highest=highest
            ),
        )
    return found


def questions(s: Session, survey_uid: str, expected: Expected | None = None) -> dict[str, list[Problem]]:
    """Return what is still to be asked about a survey: sighting uid -> its questions, in the order of the lines.

    A sighting that was reviewed, or put among those to be checked, is not asked about again. expected: what `expect`
    gathered for this survey before; it does not change with the survey itself, and gathering reads the site's records.
    """
    head = s.execute(sa.select(SURVEY.c.site, SURVEY.c.date).where(SURVEY.c.uid == survey_uid)).one_or_none()
    lines = [line for line in survey_lines(s, survey_uid) if line.review == "none"]
    if head is None or not lines:
        return {}
    expected = expected or expect(s, head.site, head.date, besides=survey_uid)
    rows = s.execute(sa.select(TAXON).where(TAXON.c.id.in_({line.taxon for line in lines})))
    taxa = {row.id: taxon_of(row) for row in rows}
    found = {line.uid: surprises(line.draft, taxa[line.taxon], expected) for line in lines}
    return {uid: problems for uid, problems in found.items() if problems}
