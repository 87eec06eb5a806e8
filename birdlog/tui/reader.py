"""What the entry line means at each key, and what Enter will do. Pure: no widgets, no database.

The rules are those of the entry line: one bird that fits best alone is stored; where several fit equally the
highlighted name is written out first; a bare name waits for its number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from birdlog.checklist import Candidate, Checklist, Taxon
from birdlog.draft import Count, SightingDraft
from birdlog.errors import Problem
from birdlog.quickline import Entry, parse

__all__ = ["Do", "Reader", "Reading"]


class Do(Enum):
    """What Enter does."""

    NOTHING = "nothing"  # an empty line
    WRITE = "write"  # write the highlighted name out in full
    WAIT = "wait"  # a bare name waits for its number
    STORE = "store"
    MEND = "mend"  # nothing of it can be stored


@dataclass(frozen=True, slots=True)
class Reading:
    """A line as it is understood."""

    text: str
    entries: tuple[Entry, ...] = ()
    candidates: tuple[Candidate, ...] = ()  # for the last name, best first
    index: int = 0  # the highlighted candidate
    ambiguous: bool = False
    waiting: bool = False  # the last entry is a bare name
    do: Do = Do.NOTHING

    @property
    def highlighted(self) -> Taxon | None:
        """The bird the last entry means."""
        return self.candidates[self.index].taxon if self.candidates else None

    @property
    def last(self) -> Entry | None:
        """The last entry."""
        return self.entries[-1] if self.entries else None

    @property
    def drafts(self) -> tuple[SightingDraft, ...]:
        """What can be stored."""
        return tuple(entry.draft for entry in self.entries if entry.draft is not None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What stands in the way; a name that still waits for its number is no problem yet."""
        return tuple(
            problem
            for entry in self.entries
            for problem in entry.problems
            if problem.severity == "error" and not (entry is self.last and entry.waiting)
        )

    @property
    def stays(self) -> tuple[Entry, ...]:
        """What stays in the line when the sound entries are stored."""
        return tuple(entry for entry in self.entries if refused(entry) and not (entry is self.last and entry.waiting))

    @property
    def sent(self) -> str:
        """The text of what is stored."""
        gone = [entry for entry in self.entries if not refused(entry) or entry.waiting]
        return "、".join(self.text[entry.start : entry.end].strip() for entry in gone)

    @property
    def rest(self) -> str:
        """The text that stays."""
        return "、".join(self.text[entry.start : entry.end].strip() for entry in self.stays)


def refused(entry: Entry) -> bool:
    """Whether something stands against the entry. One without a draft may also be a heading, which is only left out."""
    return any(problem.severity == "error" for problem in entry.problems)


class Reader:
    """Reads lines against a checklist, for one page with its own favourites."""

    def __init__(self, checklist: Checklist, name: Callable[[Taxon], str]) -> None:
        self._checklist = checklist
        self._name = name
        self._favours: dict[str, float] = {}
        self._moved_for = ""  # the name for which the highlight was moved
        self._index = 0
        self._wrote = ""  # the line after a name was written out or waited for
        self._cache: tuple[tuple[str, int, str], Reading] | None = None

    def favour(self, usual: dict[str, float], here: set[str]) -> None:
        """Among equals, birds on this survey come first, then those usual here now."""
        self._favours = usual | {taxon: 2.0 + usual.get(taxon, 0.0) for taxon in here}
        self._cache = None

    def read(self, text: str) -> Reading:
        """Return what the line means now."""
        key = (text, self._index, self._wrote)
        if self._cache is not None and self._cache[0] == key:
            return self._cache[1]
        reading = self._read(text)
        self._cache = ((text, self._index, self._wrote), reading)
        return reading

    def _read(self, text: str) -> Reading:
        if not text.strip():
            self._moved_for, self._index, self._wrote = "", 0, ""
            return Reading(text)
        seen: list[tuple[Candidate, ...]] = []

        def choose(name: str, found: list[Candidate]) -> Taxon | None:
            if name != self._moved_for:
                self._moved_for, self._index = name, 0
            seen.append(tuple(found))
            return found[min(self._index, len(found) - 1)].taxon if found else None

        entries = parse(text, self._checklist, choose, favour=self._favour).entries
        last = entries[-1] if entries else None
        candidates = seen[-1] if seen else ()
        index = min(self._index, max(len(candidates) - 1, 0))
        waiting = last is not None and last.waiting
        ambiguous = self._unsettled(last, candidates, index)
        return Reading(
            text,
            entries,
            candidates,
            index,
            ambiguous,
            waiting,
            self._what_enter_does(text, entries, ambiguous, waiting),
        )

    def _unsettled(self, last: Entry | None, candidates: tuple[Candidate, ...], index: int) -> bool:
        """Whether the last name must be written out before it is stored: several fit, it is a guess, or one letter."""
        if last is None or not candidates or last.name == self._name(candidates[index].taxon):
            return False
        begun = len(last.name) == 1 and not candidates[index].whole
        return begun or index != 0 or self._checklist.ambiguous(candidates)

    def _what_enter_does(self, text: str, entries: tuple[Entry, ...], ambiguous: bool, waiting: bool) -> Do:
        if not entries:
            return Do.NOTHING
        if ambiguous and not _hopeless(entries[-1]):
            return Do.WRITE
        if waiting:
            return Do.STORE if text.strip() == self._wrote.strip() else Do.WAIT
        return Do.STORE if any(entry.draft is not None for entry in entries) else Do.MEND

    def _favour(self, taxon: str) -> float:
        return self._favours.get(taxon, 0.0)

    def move(self, text: str, step: int) -> Reading:
        """Move the highlight."""
        reading = self.read(text)
        if reading.candidates:
            self._index = (reading.index + step) % len(reading.candidates)
        return self.read(text)

    def pick(self, text: str, index: int) -> Reading:
        """Highlight one of the candidates."""
        reading = self.read(text)
        if 0 <= index < len(reading.candidates):
            self._index = index
        return self.read(text)

    def written_out(self, text: str) -> str:
        """Return the line with the highlighted name in place of what was typed for it."""
        reading = self.read(text)
        entry, taxon = reading.last, reading.highlighted
        if entry is None or taxon is None:
            return text
        name = self._name(taxon)
        before, after = text[: entry.name_start], text[entry.name_end :]
        # English names need a space between themselves and a number; Han does not.
        if before and before[-1].isdigit() and name[0].isascii():
            before += " "
        if name[-1].isascii() and (not after or after[0].isalnum()):
            name += " "
        return f"{before}{name}{after}"

    def write_out(self, text: str) -> str:
        """Write the name out and remember it: the next Enter on it goes on."""
        written = self.written_out(text)
        self._wrote = written
        self._moved_for, self._index = "", 0
        return written

    def present(self, text: str) -> tuple[SightingDraft, ...]:
        """Return what a second Enter on a bare name stores: the bird was there, uncounted."""
        reading = self.read(text)
        taxon, entry = reading.highlighted, reading.last
        drafts = reading.drafts
        if not reading.waiting or entry is None or taxon is None:
            return drafts
        return (*drafts, SightingDraft(taxon=taxon.id, count=Count.present(), name=entry.name))


def _hopeless(entry: Entry) -> bool:
    """Whether the entry has a problem that choosing its bird and giving its number would not mend."""
    return any(
        problem.severity == "error" and problem.code != "count-missing" and not problem.code.startswith("bird-")
        for problem in entry.problems
    )
