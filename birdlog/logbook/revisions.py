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


def last_action(s: Session, who: str) -> str:
    """Return the last action of somebody that still holds and is itself no undo, "" where there is none."""
    before = ""
    while True:
        newest = [
            sa.select(row.action.label("action"))
            .where(row.made_by == who, *([row.action < before] if before else []))
            .order_by(row.action.desc())
            .limit(1)
            .subquery()
            .select()
            for row in CREATED
        ]
        changed = sa.select(_R.action.label("action")).where(
            _R.who == who, _R.undoes.is_(None), *([_R.action < before] if before else [])
        )
        newest.append(changed.order_by(_R.action.desc()).limit(1).subquery().select())
        found = sa.union_all(*newest).subquery()
        action = s.scalar(sa.select(sa.func.max(found.c.action)))
        if action is None:
            return ""
        if not is_undone(s, action):
            return str(action)
        before = action
