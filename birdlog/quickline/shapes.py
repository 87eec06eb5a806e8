"""What parsing gives: entries with the bird, the draft and the problems of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from birdlog.draft.shapes import SightingDraft
from birdlog.errors import Problem

if TYPE_CHECKING:
    from birdlog.checklist import Candidate, Taxon

__all__ = ["Entry", "Parsed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a text: text[start:end], with its name at text[name_start:name_end].

    ``draft`` is there when nothing (no problem of severity "error") stands against it. ``waiting``: the bird is known
    and only its count is missing; "count-missing" among the problems says so too.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    name: str
    candidates: tuple[Candidate, ...] = ()
    taxon: Taxon | None = None
    draft: SightingDraft | None = None
    problems: tuple[Problem, ...] = ()
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    """Everything a text says, entry by entry, in its order."""

    entries: tuple[Entry, ...] = ()

    @property
    def drafts(self) -> tuple[SightingDraft, ...]:
        """The drafts of the entries that have one."""
        return tuple(entry.draft for entry in self.entries if entry.draft is not None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of all entries."""
        return tuple(problem for entry in self.entries for problem in entry.problems)

    @property
    def faultless(self) -> bool:
        """Whether nothing refuses any entry."""
        return not any(problem.severity == "error" for problem in self.problems)
