"""Amending, withdrawing and judging a sighting that is there."""

from __future__ import annotations

from sqlalchemy.orm import Session

from birdlog.checklist import Checklist
from birdlog.draft import SightingDraft, terms
from birdlog.errors import DataError
from birdlog.i18n import _
from birdlog.logbook.act import Act
from birdlog.logbook.record import amend_row
from birdlog.logbook.rows import find, revise
from birdlog.models import Sighting, Survey


def amend(
    s: Session, act: Act, uid: str, draft: SightingDraft, checklist: Checklist, *, version: int | None = None
) -> Sighting:
    """Make a sighting what a draft says, all of it; what it was stands in a revision.

    version: the one the caller has seen (`Line.version`); DataError where somebody changed the sighting since.
    """
    row, survey = _held(s, uid, version)
    return amend_row(s, act, row, survey, draft, checklist)


def withdraw(s: Session, act: Act, uid: str, *, version: int | None = None) -> None:
    """Take a sighting away; nothing vanishes, and undo brings it back."""
    row, _survey = _held(s, uid, version)
    revise(s, act, row, {"withdrawn_at": act.at})


def review(s: Session, act: Act, uid: str, verdict: str) -> Sighting:
    """Say what a reviewer holds of a sighting: none, query, confirmed, rejected."""
    if verdict not in terms.REVIEW:
        raise DataError(_("{verdict} is no verdict.").format(verdict=verdict), " | ".join(terms.REVIEW.codes))
    row, _survey = _held(s, uid, None)
    revise(s, act, row, {"review": verdict})
    return row


def _held(s: Session, uid: str, version: int | None) -> tuple[Sighting, Survey]:
    """Return a sighting and its survey, both held: the survey first, as recording does, so that nobody deadlocks."""
    seen = s.get(Sighting, uid)
    survey = find(s, Survey, seen.survey) if seen is not None else None
    row = find(s, Sighting, uid, version=version)
    assert survey is not None
    return row, survey
