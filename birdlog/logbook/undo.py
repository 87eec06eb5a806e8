"""Taking an action back, and taking that back in turn.

An undo is an action like any other: it writes revisions that name the action they undo. `undo` without a name takes
back the last action of this person that still holds, undos left out, so that one can step back and back; naming an undo
takes the undo back. What others changed since is never overwritten: it is listed, and the undo refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from birdlog.errors import DataError, Problem
from birdlog.i18n import _
from birdlog.logbook import observers, sites
from birdlog.logbook.act import Act
from birdlog.logbook.errors import ChangedSince, LaterChange
from birdlog.logbook.revisions import CREATED, is_undone, last_action
from birdlog.logbook.rows import find, from_plain, revise, table_of
from birdlog.models import Batch, Made, Observer, Revision, Sighting, Site, Survey, SurveyObserver, Threshold

_R: Any = Revision
_KINDS: dict[str, type[Made]] = {
    "site": Site,
    "observer": Observer,
    "survey": Survey,
    "sighting": Sighting,
    "batch": Batch,
    "threshold": Threshold,
}


@dataclass(frozen=True, slots=True)
class Restored:
    """A row that an undo touched: what became of it, and a few words that name it to its owner."""

    table: str
    uid: str
    became: Literal["withdrawn", "revived", "restored"]
    taxon: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Undone:
    """An action that was taken back (`action`) by another (`by`), and what that did."""

    action: str
    by: str
    what: tuple[Restored, ...]


def undo(s: Session, act: Act, action_uid: str | None = None) -> Undone:
    """Take an action back: the last one of `act.who` where none is named.

    What it made is withdrawn, what it changed becomes what it was, what it withdrew is there again. DataError where
    there is nothing to take back; ChangedSince, with the changes, where later ones rest on it.
    """
    action = action_uid or last_action(s, act.who)
    if not action:
        raise _nothing(_("There is nothing to take back."))
    created = list(_created(s, action))
    made = {row.uid for row in created}
    revisions = list(s.scalars(sa.select(Revision).where(_R.action == action).order_by(_R.row_version.desc())))
    if not created and not revisions:
        raise _nothing(_("There is no action {action}.").format(action=action))
    changed: dict[str, list[Revision]] = {}
    for revision in revisions:
        if revision.row_uid not in made:
            changed.setdefault(revision.row_uid, []).append(revision)
    rows = {uid: find(s, _KINDS[done[0].table_name], uid, withdrawn=True) for uid, done in changed.items()}
    # Asked once the rows are held: at another terminal the same action may be going back right now.
    if is_undone(s, action):
        raise _nothing(_("This was taken back already."))

    kept = {row.uid for row in created if isinstance(row, Observer | Site) and _used(s, row, action, changed)}
    _refuse_if_changed(s, action, [row for row in created if row.uid not in kept], changed)
    what: list[Restored] = []
    # Sightings before the survey they are in: children go first.
    for row in sorted(created, key=lambda row: not isinstance(row, Sighting)):
        if row.uid not in kept and revise(s, act, row, {"withdrawn_at": act.at}, undoes=action):
            what.append(_told(row, "withdrawn"))
    for uid, done in changed.items():
        row = rows[uid]
        was_withdrawn = row.withdrawn_at is not None
        if _has_successor(s, row, done):
            continue
        for revision in done:
            before = {column: from_plain(row, column, value) for column, value in revision.before.items()}
            revise(s, act, row, before, undoes=action)
        became = _became(was_withdrawn, row.withdrawn_at is not None)
        what.append(_told(row, became))
    return Undone(action, act.uid, tuple(what))


def _became(was: bool, now: bool) -> Literal["withdrawn", "revived", "restored"]:
    if was == now:
        return "restored"
    return "withdrawn" if now else "revived"


def _created(s: Session, action: str) -> Iterator[Made]:
    """Yield the rows an action made that are still there, held."""
    for kind in CREATED:
        query = sa.select(kind).where(kind.action == action, kind.withdrawn_at.is_(None)).with_for_update()
        yield from s.scalars(query)


def _has_successor(s: Session, row: Made, done: list[Revision]) -> bool:
    """Tell whether an observer or site that would come back has been added anew meanwhile: it stays withdrawn.

    What refers to it goes on saying its name. A name that another has now cannot be given back: DataError.
    """
    if not isinstance(row, Observer | Site):
        return False
    before = {column: value for revision in done for column, value in revision.before.items()}
    if before.get("withdrawn_at", row.withdrawn_at) is not None:
        return False
    name = before.get("name", row.name)
    there: Made | None = (
        observers.named_observer(s, name)
        if isinstance(row, Observer)
        else sites.named(s, before.get("parent", row.parent), name)
    )
    if there is None or there.uid == row.uid:
        return False
    if row.withdrawn_at is not None:
        return True
    message = _("The name {name} is taken by now.").format(name=name)
    raise DataError(message, problems=(Problem(code="name-taken", message=message, value=name),))


def _used(s: Session, row: Observer | Site, action: str, changed: dict[str, list[Revision]]) -> bool:
    """Tell whether an observer or plot made by the way is used by what other actions made: then it stays.

    Rows that were changed so as to name it do not count: they go back to what they said before.
    """
    survey: Any = Survey
    sighting: Any = Sighting
    others = sa.select(sighting.uid).where(sighting.withdrawn_at.is_(None), sighting.action != action)
    surveys = sa.select(survey.uid).where(survey.withdrawn_at.is_(None), survey.action != action)
    if isinstance(row, Observer):
        took_part: Any = SurveyObserver
        part = sa.select(took_part.survey).where(took_part.observer == row.uid)
        queries = [others.where(sighting.observer == row.uid), surveys.where(survey.uid.in_(part))]
    else:
        site: Any = Site
        queries = [
            others.where(sighting.plot == row.uid),
            surveys.where(sa.or_(survey.site == row.uid, survey.plot == row.uid)),
            sa.select(site.uid).where(site.parent == row.uid, site.withdrawn_at.is_(None), site.action != action),
        ]
    back = {uid for uid, done in changed.items() if any(_names(revision, row.uid) for revision in done)}
    return any(uid not in back for query in queries for uid in s.scalars(query))


def _names(revision: Revision, uid: str) -> bool:
    """Tell whether a change came to name a row: a plot, an observer, or one of several."""
    return any(uid == value or (isinstance(value, list) and uid in value) for value in revision.after.values())


def _refuse_if_changed(s: Session, action: str, created: list[Made], changed: dict[str, list[Revision]]) -> None:
    """Raise ChangedSince where later actions that still hold changed the same rows, or put sightings into them."""
    since = {row.uid: 1 for row in created} | {uid: done[0].row_version for uid, done in changed.items()}
    found: dict[str, LaterChange] = {}
    for uid, version in since.items():
        later = sa.select(Revision).where(
            _R.row_uid == uid, _R.row_version > version, _R.action != action, _R.undoes.is_(None)
        )
        for revision in s.scalars(later.order_by(_R.row_version)):
            if not is_undone(s, revision.action):
                found.setdefault(
                    uid + revision.action,
                    LaterChange(revision.table_name, uid, revision.who, revision.at, revision.action),
                )
    sighting: Any = Sighting
    survey: Any = Survey
    surveys = [row.uid for row in created if isinstance(row, Survey)]
    for query in (
        sa.select(Sighting).where(
            sighting.survey.in_(surveys), sighting.withdrawn_at.is_(None), sighting.action != action
        ),
        sa.select(Survey).where(survey.parent.in_(surveys), survey.withdrawn_at.is_(None), survey.action != action),
    ):
        for row in s.scalars(query) if surveys else ():
            found.setdefault(row.uid, LaterChange(table_of(row), row.uid, row.made_by, row.created_at, row.action))
    if found:
        raise ChangedSince(tuple(found.values()))


def _told(row: Made, became: Literal["withdrawn", "revived", "restored"]) -> Restored:
    taxon = row.taxon if isinstance(row, Sighting) else ""
    name = row.name if isinstance(row, Site | Observer) else row.name_entered if isinstance(row, Sighting) else ""
    return Restored(table_of(row), row.uid, became, taxon, name)


def _nothing(message: str) -> DataError:
    return DataError(message, problems=(Problem(code="nothing-to-undo", message=message),))
