"""Surveys: one, the open ones, the last at a site, or those that fit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from birdlog.draft import SurveyDraft
from birdlog.lookup.lines import totals_of
from birdlog.lookup.rows import Header, Totals
from birdlog.lookup.tables import OBSERVER, SITE, SURVEY, SURVEY_OBSERVER

PAGE = 500
"""How many surveys are answered at once where nothing else is asked for."""

_PLOT = SITE.alias("plot")
_SAME = (
    *("site", "date", "plot", "date_precision", "date_end", "minutes", "entered", "protocol", "synchronous"),
    *("distance_m", "area_ha", "party_size", "complete", "target", "coverage", "weather", "temperature_c"),
    *("wind_direction", "wind_force", "tide", "tide_range", "water_level", "disturbance", "note", "parent"),
    *("relation", "source", "uid"),
)
_NEWEST = (SURVEY.c.date.desc(), SURVEY.c.start_time.desc().nulls_last(), SURVEY.c.uid.desc())


def survey_draft(row: Any, observers: Sequence[str] = ()) -> SurveyDraft:
    """Return a survey (a row or an object) as the draft that would open it; observers by their names."""
    same = {name: getattr(row, name) for name in _SAME}
    return SurveyDraft(**same, start=row.start_time, end=row.end_time, observers=tuple(observers))


def survey_header(s: Session, survey_uid: str) -> Header | None:
    """Return the head of a survey, None where it is not there or was withdrawn."""
    return next(iter(_headers(s, _select().where(SURVEY.c.uid == survey_uid))), None)


def open_surveys(s: Session, date: date | None = None, *, site: str | None = None) -> list[Header]:
    """Return the surveys that are not closed yet, of a day and at a site where these are given; the newest first."""
    query = _select().where(SURVEY.c.closed_at.is_(None))
    if date is not None:
        query = query.where(SURVEY.c.date == date)
    if site is not None:
        query = query.where(SURVEY.c.site == site)
    return _headers(s, query.order_by(*_NEWEST))


def last_survey(s: Session, site: str) -> Header | None:
    """Return the newest survey at a site that was typed, so that its head need not be typed again."""
    query = _select().where(SURVEY.c.site == site, SURVEY.c.entered != "imported").order_by(*_NEWEST).limit(1)
    return next(iter(_headers(s, query)), None)


def surveys(
    s: Session,
    *,
    site: str | None = None,
    start: date | None = None,
    end: date | None = None,
    observer: str | None = None,
    text: str = "",
    limit: int | None = PAGE,
    offset: int = 0,
) -> list[Header]:
    """Return the surveys that fit, the newest first, `limit` at a time (None: all).

    site: a site's or plot's uid; start, end: days, both included; observer: a name or uid; text: part of a note, of a
    source, or of the name of a site, plot or observer.
    """
    query = _select()
    if site is not None:
        query = query.where(sa.or_(SURVEY.c.site == site, SURVEY.c.plot == site))
    if start is not None:
        query = query.where(sa.func.coalesce(SURVEY.c.date_end, SURVEY.c.date) >= start)
    if end is not None:
        query = query.where(SURVEY.c.date <= end)
    if observer is not None:
        query = query.where(_observed(sa.or_(OBSERVER.c.name == observer, OBSERVER.c.uid == observer)))
    if text.strip():
        columns = (SURVEY.c.note, SURVEY.c.source, SITE.c.name, SITE.c.english_name, _PLOT.c.name)
        part = text.strip()
        fits = [sa.type_coerce(column, sa.Text).icontains(part, autoescape=True) for column in columns]
        query = query.where(sa.or_(*fits, _observed(OBSERVER.c.name.icontains(part, autoescape=True))))
    return _headers(s, query.order_by(*_NEWEST).limit(limit).offset(offset or None))


def _observed(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return the condition that an observer of the survey fits."""
    return (
        sa.select(sa.literal(1))
        .select_from(SURVEY_OBSERVER)
        .join(OBSERVER, OBSERVER.c.uid == SURVEY_OBSERVER.c.observer)
        .where(SURVEY_OBSERVER.c.survey == SURVEY.c.uid, condition)
        .exists()
    )


def _select() -> sa.Select[Any]:
    return (
        sa.select(
            SURVEY,
            SITE.c.name.label("site_name"),
            SITE.c.english_name.label("site_english_name"),
            _PLOT.c.name.label("plot_name"),
        )
        .select_from(SURVEY)
        .join(SITE, SITE.c.uid == SURVEY.c.site)
        .outerjoin(_PLOT, _PLOT.c.uid == SURVEY.c.plot)
        .where(SURVEY.c.withdrawn_at.is_(None))
    )


def _headers(s: Session, query: sa.Select[Any]) -> list[Header]:
    rows = s.execute(query).all()
    uids = [row.uid for row in rows]
    totals = totals_of(s, uids) if uids else {}
    observers = observers_of(s, uids) if uids else {}
    return [
        Header(
            uid=row.uid,
            site=row.site,
            site_name=row.site_name,
            site_english_name=row.site_english_name,
            plot=row.plot,
            plot_name=row.plot_name or "",
            date=row.date,
            start=row.start_time,
            end=row.end_time,
            timezone=row.timezone,
            protocol=row.protocol,
            observers=observers.get(row.uid, ()),
            closed_at=row.closed_at,
            version=row.version,
            made_by=row.made_by,
            draft=survey_draft(row, observers.get(row.uid, ())),
            totals=totals.get(row.uid, Totals()),
        )
        for row in rows
    ]


def observers_of(s: Session, survey_uids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the names of who took part in each survey, in the order they were named."""
    query = (
        sa.select(SURVEY_OBSERVER.c.survey, OBSERVER.c.name)
        .join(OBSERVER, OBSERVER.c.uid == SURVEY_OBSERVER.c.observer)
        .where(SURVEY_OBSERVER.c.survey.in_(survey_uids))
        .order_by(SURVEY_OBSERVER.c.survey, SURVEY_OBSERVER.c.position)
    )
    found: dict[str, tuple[str, ...]] = {}
    for survey, name in s.execute(query):
        found[survey] = (*found.get(survey, ()), name)
    return found
