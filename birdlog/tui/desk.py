"""What the pages ask of the database, a method each. All of them run in a clerk's thread, none touches a widget.

Each writing method is one transaction and one action; it answers with the survey as it then stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time

from birdlog import logbook, lookup
from birdlog.checklist import Checklist
from birdlog.draft import SightingDraft, SurveyDraft
from birdlog.errors import DataError
from birdlog.i18n import _
from birdlog.logbook import Act, SiteDraft, Undone
from birdlog.lookup import Header, Line, Place
from birdlog.places import PlacedPoint
from birdlog.store import Store

__all__ = ["Asked", "Closed", "Desk", "Start", "SurveyView", "TakenBack"]

RECENT = 30
"""As many surveys as are offered to go back to."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about a sighting; `key` is the sighting's uid."""

    key: str
    message: str


@dataclass(frozen=True, slots=True)
class SurveyView:
    """All that the log page shows of a survey."""

    head: Header
    lines: tuple[Line, ...] = ()
    questions: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True)
class Start:
    """What the list of surveys is made of; `parties`: who counted together lately."""

    open: tuple[Header, ...] = ()
    recent: tuple[Header, ...] = ()
    last: Header | None = None
    parties: tuple[tuple[str, ...], ...] = ()
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Closed:
    """The answers that close a survey; `confirmed`: the sightings that the counter is sure of."""

    end: time | None
    complete: bool | None
    target: str
    relation: str
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What an undo did, the survey after it, and each sighting as it is, or was before it went."""

    undone: Undone
    view: SurveyView
    drafts: dict[str, SightingDraft]


class Desk:
    """The database as the pages see it."""

    def __init__(
        self, store: Store, checklist: Checklist, who: Callable[[], str], terminal: str, now: Callable[[], datetime]
    ) -> None:
        self.store = store
        self._checklist = checklist
        self._who = who
        self._terminal = terminal
        self._now = now

    def _act(self, why: str = "") -> Act:
        return logbook.new_act(self._who(), self._terminal, self._now(), why)

    # Reading.

    def changed(self) -> int:
        """Return a number that is another one after anybody has written."""
        return self.store.changed()

    def places(self) -> tuple[Place, ...]:
        """Return the sites, each with its plots."""
        with self.store.reading() as s:
            return tuple(lookup.sites(s))

    def start(self, site: str) -> Start:
        """Return what there is to go on with."""
        with self.store.reading() as s:
            recent = lookup.surveys(s, limit=RECENT)
            parties = [head.observers for head in recent if head.observers]
            parties += [(name,) for name in lookup.observers(s)]
            return Start(
                tuple(lookup.open_surveys(s)),
                tuple(recent),
                lookup.last_survey(s, site),
                tuple(dict.fromkeys(parties)),
                tuple(lookup.sites(s)),
            )

    def view(self, uid: str) -> SurveyView:
        """Return a survey; DataError where it is gone."""
        with self.store.reading() as s:
            head = lookup.survey_header(s, uid)
            if head is None:
                raise DataError(_("This survey is not there any more."), _("Choose another one."))
            asked = lookup.questions(s, uid)
            return SurveyView(
                head,
                tuple(lookup.survey_lines(s, uid)),
                tuple(Asked(key, problem.message) for key, problems in asked.items() for problem in problems),
            )

    def usual(self, site: str, day: date, besides: str) -> dict[str, float]:
        """Return how often each bird is on a list here at this time of the year."""
        with self.store.reading() as s:
            return lookup.usual_here(s, site, day, besides=besides)

    def siblings(self, uid: str) -> tuple[Header, ...]:
        """Return the other counts at the same site on the same day."""
        with self.store.reading() as s:
            head = lookup.survey_header(s, uid)
            if head is None:
                return ()
            others = lookup.surveys(s, site=head.site, start=head.date, end=head.date)
            return tuple(other for other in others if other.uid != uid)

    # Writing.

    def open(self, draft: SurveyDraft) -> SurveyView:
        """Begin a survey."""
        with self.store.writing() as s:
            uid = logbook.open_survey(s, self._act(), draft).uid
        return self.view(uid)

    def change(self, uid: str, before: SurveyDraft, after: SurveyDraft) -> SurveyView:
        """Change what is different in a header."""
        changes = {
            field.name: getattr(after, field.name)
            for field in fields(SurveyDraft)
            if getattr(after, field.name) != getattr(before, field.name)
        }
        with self.store.writing() as s:
            logbook.amend_survey(s, self._act(), uid, **changes)
        return self.view(uid)

    def record(self, uid: str, drafts: Sequence[SightingDraft], note: str = "") -> SurveyView:
        """Record sightings, and add a note to the survey: one action, all or nothing."""
        act = self._act()
        with self.store.writing() as s:
            if drafts:
                logbook.record_all(s, act, uid, drafts, self._checklist)
            if note:
                head = lookup.survey_header(s, uid)
                before = head.draft.note if head else ""
                logbook.amend_survey(s, act, uid, note="\n".join(part for part in (before, note) if part))
        return self.view(uid)

    def amend(self, survey: str, line: Line, draft: SightingDraft) -> SurveyView:
        """Change a sighting, if nobody else has meanwhile."""
        with self.store.writing() as s:
            logbook.amend(s, self._act(), line.uid, draft, self._checklist, version=line.version)
        return self.view(survey)

    def withdraw(self, survey: str, line: Line) -> SurveyView:
        """Withdraw a sighting, if nobody else has changed it meanwhile."""
        with self.store.writing() as s:
            logbook.withdraw(s, self._act(), line.uid, version=line.version)
        return self.view(survey)

    def undo(self, survey: str) -> TakenBack:
        """Take this person's last action in a survey back; DataError where only its opening is left."""
        act = self._act()
        with self.store.writing() as s:
            action = logbook.last_action_in(s, act.who, survey)
            if not action:
                raise DataError(_("Nothing of this survey is left to undo."))
            before = {line.uid: line.draft for line in lookup.survey_lines(s, survey)}
            undone = logbook.undo(s, act, action)
        view = self.view(survey)
        return TakenBack(undone, view, before | {line.uid: line.draft for line in view.lines})

    def confirm(self, survey: str, sightings: Sequence[str]) -> SurveyView:
        """Note that the counter is sure of these."""
        act = self._act()
        with self.store.writing() as s:
            for uid in sightings:
                logbook.review(s, act, uid, "confirmed")
        return self.view(survey)

    def close(self, uid: str, closed: Closed) -> SurveyView:
        """Close a survey; what was not confirmed is to be checked."""
        act = self._act()
        with self.store.writing() as s:
            for sighting in closed.confirmed:
                logbook.review(s, act, sighting, "confirmed")
            logbook.close_survey(
                s,
                act,
                uid,
                end=closed.end,
                complete=closed.complete,
                target=closed.target,
                relation=closed.relation,
                left_questions=True,
            )
        return self.view(uid)

    def add_place(self, name: str, parent: str, point: PlacedPoint | None) -> tuple[str, tuple[Place, ...]]:
        """Add a site or plot; return its uid and all places."""
        draft = SiteDraft(
            name=name,
            kind="plot" if parent else "wetland",
            parent=parent,
            latitude=point.lat if point else None,
            longitude=point.lon if point else None,
            point_entered=point.entered if point else "",
            datum=point.datum if point else "",
        )
        with self.store.writing() as s:
            uid = logbook.add_site(s, self._act(), draft).uid
        return uid, self.places()


def amended(before: SightingDraft, typed: SightingDraft) -> SightingDraft:
    """Return the sighting with what an entry line can say changed, and the rest of it as it was."""
    said = ("taxon", "count", "name", "detection", "condition", "certainty", "parts", "plot", "time")
    noticed = ("behaviours", "breeding", "note")
    return replace(before, op="new", **{name: getattr(typed, name) for name in (*said, *noticed)})
