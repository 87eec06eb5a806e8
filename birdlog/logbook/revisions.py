"""What was changed, by whom, and whether it still holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from birdlog.models import Observer, Revision, Sighting, Site, Survey

CREATED: tuple[type[Any], ...] = (Survey, Sighting, Site, Observer)
"""The tables whose rows an action of a person makes."""

_R: Any = Revision


def history(s: Session, uid: str) -> list[Revision]:
    """Return the changes of a row, the first one first. Its creation is none: the row itself tells of that."""
    query = sa.select(Revision).where(_R.row_uid == uid).order_by(_R.row_version)
    return list(s.scalars(query))


def is_undone(s: Session, action: str) -> bool:
    """Tell whether an action was taken back, and the taking back was not itself taken back."""
    undos = s.scalars(sa.select(_R.action).where(_R.undoes == action).distinct())
    return any(not is_undone(s, undo) for undo in undos)


_STEPS = 20


def last_action(s: Session, who: str) -> str:
    """Return the last action of somebody that still holds and is itself no undo, "" where there is none."""
    wanted = [(row.action, row.made_by == who) for row in CREATED]
    wanted.append((_R.action, sa.and_(_R.who == who, _R.undoes.is_(None))))
    return _newest(s, wanted)


def last_action_in(s: Session, who: str, survey_uid: str) -> str:
    """Return the last action of somebody in one survey that still holds, "" where there is none.

    The action that made the survey is none of them: to take that back is to withdraw the survey.
    """
    row: Any = Sighting
    survey = s.get(Survey, survey_uid)
    opening = survey.action if survey is not None else ""
    here = sa.select(row.uid).where(row.survey == survey_uid)
    changed = sa.or_(_R.row_uid == survey_uid, _R.row_uid.in_(here))
    return _newest(
        s,
        [
            (row.action, sa.and_(row.made_by == who, row.survey == survey_uid, row.action != opening)),
            (_R.action, sa.and_(_R.who == who, _R.undoes.is_(None), _R.action != opening, changed)),
        ],
    )


def _newest(s: Session, wanted: Sequence[tuple[Any, Any]]) -> str:
    """Return the newest of these actions that was not taken back."""
    before = ""
    while True:
        pages = [_actions(s, action, condition, before) for action, condition in wanted]
        # Below the end of a full page others may follow that it does not show.
        end = max((page[-1] for page in pages if len(page) == _STEPS), default="")
        for action in sorted({action for page in pages for action in page if action >= end}, reverse=True):
            if not is_undone(s, action):
                return action
        if not end:
            return ""
        before = end


def _actions(s: Session, action: Any, condition: Any, before: str) -> list[str]:
    """Return the newest actions that fit, the newest first, a page of them."""
    older = [action < before] if before else []
    query = sa.select(action).where(condition, *older).group_by(action).order_by(action.desc()).limit(_STEPS)
    return [str(found) for found in s.scalars(query)]
