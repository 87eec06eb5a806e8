"""The survey on the page: what is stored, what is on its way, what was asked. No widgets in it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from birdlog.draft import Count, SightingDraft
from birdlog.lookup import Header, Line, Totals
from birdlog.tui.desk import Asked, SurveyView

__all__ = ["Job", "Question", "Session", "joined", "timed"]


@dataclass(frozen=True, slots=True)
class Job:
    """Entries on their way to the database, and the text they came from."""

    number: int
    text: str
    drafts: tuple[SightingDraft, ...]
    said: tuple[SightingDraft, ...] = ()  # without what the page added, the time


@dataclass(frozen=True, slots=True)
class Question:
    """A bird that stands there already: is the new number to be added, or is it to replace the old one?"""

    at: int  # which of the drafts
    draft: SightingDraft
    lines: tuple[Line, ...]

    @property
    def there(self) -> int:
        """How many stand there."""
        return sum(line.draft.count.best or 0 for line in self.lines)

    @property
    def may_set(self) -> bool:
        """Whether there is one line that could be replaced."""
        return len(self.lines) == 1


@dataclass
class Session:
    """One survey while it is on the page."""

    view: SurveyView
    pending: dict[int, Job] = field(default_factory=dict)
    usual: dict[str, float] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def uid(self) -> str:
        """The survey's uid."""
        return self.view.head.uid

    @property
    def head(self) -> Header:
        """Its header."""
        return self.view.head

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its sightings."""
        return self.view.lines

    @property
    def sums(self) -> Totals:
        """Its totals."""
        return self.view.head.totals

    @property
    def questions(self) -> tuple[Asked, ...]:
        """What surprises."""
        return self.view.questions

    @property
    def taxa(self) -> set[str]:
        """The birds that are there, those on their way too."""
        return {line.draft.taxon for line in self.lines} | {
            draft.taxon for job in self.pending.values() for draft in job.drafts
        }

    def send(self, text: str, drafts: Sequence[SightingDraft], said: Sequence[SightingDraft]) -> Job:
        """Note that these are on their way."""
        job = Job(next(self._numbers), text, tuple(drafts), tuple(said))
        self.pending[job.number] = job
        return job

    def arrived(self, job: Job) -> None:
        """Note that they are stored, or came back."""
        self.pending.pop(job.number, None)

    def question(self, drafts: Sequence[SightingDraft], start: int = 0) -> Question | None:
        """Return the first of the drafts, from `start` on, whose bird stands there already."""
        for at, draft in enumerate(drafts):
            if at < start or draft.op != "new" or draft.count == Count.none():
                continue
            there = tuple(line for line in self.lines if line.draft.taxon == draft.taxon)
            if there:
                return Question(at, draft, there)
        return None

    def unclear(self, drafts: Sequence[SightingDraft]) -> tuple[Line, ...]:
        """Return the lines of the first of the drafts that is to set a bird right of which several lines stand here."""
        for draft in drafts:
            there = tuple(line for line in self.lines if line.draft.taxon == draft.taxon)
            if draft.op == "set" and len(there) > 1:
                return there
        return ()

    def missing(self, least: float = 0.3) -> list[tuple[str, float]]:
        """Return the birds usual here now that are not on this survey, the most usual first."""
        there = self.taxa
        found = [(taxon, share) for taxon, share in self.usual.items() if taxon not in there and share >= least]
        return sorted(found, key=lambda pair: -pair[1])


def timed(drafts: Sequence[SightingDraft], head: Header, wall: datetime) -> tuple[SightingDraft, ...]:
    """Return the drafts of a live survey with the time they are entered at, where none was said."""
    if head.draft.entered != "live" or head.draft.date != wall.date():
        return tuple(drafts)
    now = wall.time().replace(second=0, microsecond=0)
    return tuple(draft if draft.time or draft.op == "set" else replace(draft, time=now) for draft in drafts)


def joined(first: str, then: str) -> str:
    """Return two lines as one. A note at the end of the first goes into brackets, to take nothing that follows it."""
    if not first.strip() or not then.strip():
        return first if first.strip() else then
    head, mark, note = first.replace("；", ";").partition(";")
    if mark and note.strip():
        open_ = head.replace("(", "（").count("（") > head.replace(")", "）").count("）")
        if open_ or any(sign in note for sign in "()（）"):
            return f"{then.rstrip()}、{first}"
        first = f"{head}（{note.strip()}）"
    return f"{first.rstrip().rstrip('、，,')}、{then}"
