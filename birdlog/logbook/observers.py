"""Those who count."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from birdlog.draft import LONGEST, Findings
from birdlog.errors import DataError, Problem
from birdlog.i18n import _
from birdlog.logbook.act import Act
from birdlog.logbook.errors import refuse
from birdlog.logbook.rows import find, folded, made, revise
from birdlog.models import Observer, uid7


def observer(s: Session, act: Act, name: str) -> Observer:
    """Return the active observer of that name, made where there is none; case and spacing do not count."""
    if there := named_observer(s, name):
        return there
    try:
        return add_observer(s, act, name)
    except DataError:
        # Somebody else may have added the same name at this very moment.
        if there := named_observer(s, name):
            return there
        raise


def add_observer(s: Session, act: Act, name: str) -> Observer:
    """Add an observer; DataError for a blank name, or one that is there."""
    name = _checked_name(name)
    row = Observer(uid=uid7(act.at), name=name, folded=folded(name), **made(act))
    try:
        # Two people may add the same name at the same moment: the index lets one of them through.
        with s.begin_nested():
            s.add(row)
            s.flush()
    except sa.exc.IntegrityError as error:
        if there := named_observer(s, name):
            raise _taken(there.name) from error
        raise
    return row


def amend_observer(s: Session, act: Act, uid: str, *, name: str | None = None, note: str | None = None) -> Observer:
    """Change an observer's name or note."""
    row = find(s, Observer, uid)
    found = Findings()
    found.text("note", note or "", LONGEST["note"], lines=True)
    refuse(found.problems)
    changes: dict[str, Any] = {} if note is None else {"note": note}
    if name is not None:
        name = _checked_name(name)
        other = named_observer(s, name)
        if other is not None and other.uid != uid:
            raise _taken(other.name)
        changes |= {"name": name, "folded": folded(name)}
    revise(s, act, row, changes)
    return row


def withdraw_observer(s: Session, act: Act, uid: str) -> None:
    """Take an observer away from those offered; the surveys they took part in keep them."""
    revise(s, act, find(s, Observer, uid), {"withdrawn_at": act.at})


def _checked_name(name: str) -> str:
    """Return a name with its blanks put right; DataError for one that is blank, too long or cannot be kept."""
    name = " ".join(name.split())
    found = Findings()
    found.text("observer", name, LONGEST["observer"])
    refuse(found.problems)
    if not name:
        raise DataError(_("An observer needs a name."))
    return name


def named_observer(s: Session, name: str) -> Observer | None:
    """Return the active observer of that name, None where there is none."""
    column: Any = Observer
    query = sa.select(Observer).where(column.folded == folded(name), column.withdrawn_at.is_(None))
    return s.scalars(query).one_or_none()


def _taken(name: str) -> DataError:
    message = _("There is an observer {name} already.").format(name=name)
    return DataError(message, problems=(Problem(code="name-taken", message=message, value=name),))
