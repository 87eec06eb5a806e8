"""Surveys: opened, amended, closed, opened again, withdrawn."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from birdlog.draft import SurveyDraft, check_survey
from birdlog.errors import DataError, Problem
from birdlog.i18n import _, ngettext
from birdlog.logbook import sites
from birdlog.logbook.act import Act
from birdlog.logbook.errors import refuse
from birdlog.logbook.observers import observer
from birdlog.logbook.rows import OBSERVERS, find, made, put_list, revise
from birdlog.lookup import questions, survey_draft
from birdlog.lookup.surveys import observers_of
from birdlog.models import Sighting, Site, Survey, uid7

_ELSEWHERE = {"start": "start_time", "end": "end_time"}


def open_survey(s: Session, act: Act, draft: SurveyDraft) -> Survey:
    """Begin a survey. Its plot is a uid, or a name that is made where the site has none such; observers are names."""
    site = _site(s, draft)
    _check(act, site, draft)
    if draft.uid and s.get(Survey, draft.uid) is not None:
        message = _("There is a survey {uid} already.").format(uid=draft.uid)
        raise DataError(message, problems=(Problem(code="uid-taken", message=message, value=draft.uid),))
    values = _values(s, act, site, draft)
    observers = values.pop(OBSERVERS)
    row = Survey(uid=draft.uid or uid7(act.at), batch=act.batch, **values, **made(act))
    s.add(row)
    s.flush()
    put_list(s, act, row, OBSERVERS, observers)
    return row


def amend_survey(s: Session, act: Act, uid: str, *, version: int | None = None, **changes: Any) -> Survey:
    """Change what a SurveyDraft holds of a survey; `version` is the one the caller has seen."""
    row = find(s, Survey, uid, version=version)
    _revise(s, act, row, _changed(s, row, **changes))
    return row


def close_survey(
    s: Session,
    act: Act,
    uid: str,
    *,
    end: time | None,
    complete: bool | None,
    target: str,
    relation: str = "",
    left_questions: bool,
) -> Survey:
    """End a survey with what only its counter knows. None of it has a default: yesterday's answer is today's error.

    left_questions: sightings with a question that nobody answered (`lookup.questions`) are put among those to check.
    """
    row = find(s, Survey, uid)
    draft = _changed(s, row, end=end, complete=complete, target=target, relation=relation)
    _revise(s, act, row, draft, closed_at=act.at)
    if left_questions:
        for sighting in questions(s, uid):
            revise(s, act, find(s, Sighting, sighting), {"review": "query"})
    return row


def reopen_survey(s: Session, act: Act, uid: str) -> Survey:
    """Open a closed survey again; what was said at closing stays until it is said anew."""
    row = find(s, Survey, uid)
    revise(s, act, row, {"closed_at": None})
    return row


def withdraw_survey(s: Session, act: Act, uid: str) -> None:
    """Withdraw a survey, and with it its sightings; DataError while it has parts of its own."""
    row = find(s, Survey, uid)
    if parts := _parts(s, uid):
        raise DataError(
            ngettext("This visit has {count} part.", "This visit has {count} parts.", parts).format(count=parts),
            _("Withdraw those first, or part them from it."),
        )
    revise(s, act, row, {"withdrawn_at": act.at})


def _refuse_parent(s: Session, draft: SurveyDraft, row: Survey | None) -> None:
    """Raise a DataError for a visit that is itself a part, or where the survey has parts: a visit is one level deep."""
    visit = find(s, Survey, draft.parent)
    if visit.parent or (row is not None and (visit.uid == row.uid or _parts(s, row.uid))):
        message = _("A visit cannot be a part of another visit.")
        raise DataError(message, problems=(Problem(code="visit-nested", message=message, value=draft.parent),))


def _parts(s: Session, uid: str) -> int:
    """Return how many surveys are parts of one."""
    survey: Any = Survey
    query = sa.select(sa.func.count()).select_from(Survey).where(survey.parent == uid, survey.withdrawn_at.is_(None))
    return s.scalar(query) or 0


def today_at(act: Act, site: Site) -> date:
    """Return the day of an action on the wall of a site."""
    return act.at.astimezone(ZoneInfo(site.timezone)).date()


def _site(s: Session, draft: SurveyDraft) -> Site:
    site = s.get(Site, draft.site) if draft.site else None
    if site is None or site.withdrawn_at is not None:
        message = _("There is no such site: {site}.").format(site=draft.site or "-")
        raise DataError(message, problems=(Problem(code="site-unknown", message=message, value=draft.site),))
    return site


def _check(act: Act, site: Site, draft: SurveyDraft) -> None:
    refuse(check_survey(draft, today_at(act, site)))


def _changed(s: Session, row: Survey, **changes: Any) -> SurveyDraft:
    """Return a survey as a draft with something changed; TypeError for what a draft does not hold."""
    return replace(survey_draft(row, observers_of(s, [row.uid]).get(row.uid, ())), **changes)


def _revise(s: Session, act: Act, row: Survey, draft: SurveyDraft, **more: Any) -> None:
    site = _site(s, draft)
    _check(act, site, draft)
    revise(s, act, row, {**_values(s, act, site, draft, row), **more})


def _values(s: Session, act: Act, site: Site, draft: SurveyDraft, row: Survey | None = None) -> dict[str, Any]:
    """Return a draft as the columns of a survey (`row`, where it is there already), its observers as uids."""
    values = {_ELSEWHERE.get(field.name, field.name): getattr(draft, field.name) for field in fields(SurveyDraft)}
    del values["uid"]
    if draft.parent and (row is None or draft.parent != row.parent):
        _refuse_parent(s, draft, row)
    for name in ("distance_m", "area_ha", "temperature_c"):
        values[name] = None if values[name] is None else float(values[name])
    uids = [observer(s, act, name).uid for name in draft.observers]
    # A plot that was withdrawn since stays what the survey says, until somebody says another.
    stays = row is not None and (row.site, row.plot) == (draft.site, draft.plot)
    return {
        **values,
        "plot": draft.plot if stays else sites.plot(s, act, site, draft.plot),
        "timezone": site.timezone,
        OBSERVERS: list(dict.fromkeys(uids)),
    }
