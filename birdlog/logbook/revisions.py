"""What was changed, by whom, and whether it still holds."""

from __future__ import annotations

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
    before = ""
    while True:
        pages = [_actions(s, row.action, row.made_by == who, before) for row in CREATED]
        pages.append(_actions(s, _R.action, sa.and_(_R.who == who, _R.undoes.is_(None)), before))
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
