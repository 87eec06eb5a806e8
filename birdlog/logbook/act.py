"""An action: one Enter, one amendment, one import. Its id stands on each row and revision it makes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from birdlog.models import uid7


@dataclass(frozen=True, slots=True)
class Act:
    """Who does something, from which terminal, when (aware, UTC), and why where that was said."""

    uid: str
    who: str
    terminal: str
    at: datetime
    why: str = ""
    batch: str = ""


def new_act(who: str, terminal: str, at: datetime, why: str = "", *, batch: str = "") -> Act:
    """Begin an action. `at` is now, aware; ids of later actions sort after those of earlier ones."""
    if at.utcoffset() is None:
        raise ValueError("an action needs a moment with its timezone")
    return Act(uid=uid7(at), who=who or "?", terminal=terminal, at=at, why=why, batch=batch)
