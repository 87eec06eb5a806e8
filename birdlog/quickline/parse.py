"""Typed lines to drafts: parse(text) reads any text, and raises nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from birdlog.i18n import _
from birdlog.quickline.heading import heading_end, next_birds, numbering_end, starts_bird, words_before
from birdlog.quickline.marks import Marks
from birdlog.quickline.names import read_name
from birdlog.quickline.reader import read_marks
from birdlog.quickline.shapes import Parsed
from birdlog.quickline.source import Source
from birdlog.quickline.split import Piece, split
from birdlog.quickline.work import Work, finish, resolve

if TYPE_CHECKING:
    from birdlog.checklist import Candidate, Checklist, Taxon

__all__ = ["parse"]

Choice = Callable[[str, "list[Candidate]"], "Taxon | None"]
Favour = Callable[[str], float]

_CLOCK = re.compile(r"([0-9]{1,2}:[0-9]{2})(?![0-9])\s*(?=\S)")
_NOTE = re.compile(r"[^;\s][^;]*")
_LISTED = re.compile(r"[^;,、\s][^;,、]*")
_AMONG = re.compile(r"其中\s*(?:有|包括|包含|含)?\s*:?\s*")


def parse(text: str, checklist: Checklist, choice: Choice | None = None, *, favour: Favour | None = None) -> Parsed:
    """Read a text of any number of lines into entries, each with its draft or with what stands against it.

    A name is taken if it is one bird's whole name or the start of one bird only; initials and codes if exactly one
    active taxon has them. ``choice`` decides the last entry's bird instead: it is given what was typed as its name and
    the candidates, and returns the taxon, or None where the user has still to choose. ``favour`` orders candidates.
    """
    source = Source(text)

    def find(name: str) -> list[Candidate]:
        return checklist.find(name, favour=favour)

    reader = _Lines(source, checklist, find)
    start = 0
    while start <= len(text):
        stop = start
        while stop < len(text) and text[stop] not in "\r\n":
            stop += 1
        reader.line(start, stop)
        start = stop + 1
    for work in reader.works:
        last = work is reader.works[-1]
        resolve(source, work, checklist, find, choice if last else None)
    return Parsed(finish(source, reader.works))


class _Lines:
    """Reads lines into works, and keeps what a later piece may belong to."""

    def __init__(self, source: Source, checklist: Checklist, find: Callable[[str], list[Candidate]]) -> None:
        self.source = source
        self.checklist = checklist
        self.find = find
        self.works: list[Work] = []
        self.whole: Work | None = None  # the birds that 其中 was said of, while it holds
        self.said = ""  # what 其中 gave last: birds or parts

    def line(self, start: int, end: int) -> None:
        """Read one line."""
        source = self.source
        start, end = source.trim(start, end)
        if start == end:
            return
        self.said = ""
        if (stop := heading_end(source, start, end, self.checklist)) > start:
            heading = source.problem(
                "line-heading", start, stop, _("“{value}” is no sighting and is left out."), severity="warning"
            )
            self.works.append(Work(start, stop, start, start, Marks(problems=[heading]), heading=True))
            start = stop
        start = numbering_end(source, start, end)
        pieces: list[Piece] = []
        split(source, start, end, pieces, self._previous())
        for piece in pieces:
            for one in self._by_blanks(piece):
                self._piece(one)

    def _by_blanks(self, piece: Piece) -> list[Piece]:
        """Part 白鹭3 夜鹭5 at the blanks: as in a chat, a name and its count, and again."""
        starts = next_birds(self.source, piece.start, piece.end, self.checklist)
        if not starts:
            return [piece]
        spans = zip([piece.start, *starts], [*starts, piece.end], strict=True)
        parts = [Piece(*self.source.trim(start, end), "," if start in starts else piece.joined) for start, end in spans]
        parts[-1].notes, parts[-1].fault = piece.notes, piece.fault
        return parts

    def _previous(self) -> bool:
        return any(not work.heading for work in self.works)

    def _piece(self, piece: Piece) -> None:
        source = self.source
        notes = [source.text[a:b] for a, b in piece.notes]
        if piece.start == piece.end:
            # A note that starts a line is on the entry before it.
            last = next(work for work in reversed(self.works) if not work.heading)
            last.marks.notes += notes
            last.end = piece.notes[-1][1]
            return
        stop = piece.notes[-1][1] if piece.notes else piece.end
        start, whole = self._among(piece)
        if whole is not None and self._parts_of(whole, start, piece.end, stop, notes):
            self.said = "parts"
            return
        if piece.fault is not None and piece.fault.code == "note-alone":
            work = Work(piece.start, stop, piece.start, piece.start, Marks(problems=[piece.fault]))
            self.works.append(work)
            return
        work = self._entry(start, piece.end)
        work.start, work.end = piece.start, stop
        work.marks.notes += notes
        if piece.fault is not None:
            work.marks.problems.insert(0, piece.fault)
        if whole is not None:
            self.said = "birds"
            work.whole = whole
        elif piece.start < start:
            message = _("“{value}”: of which birds? Write them and their count before it.")
            work.marks.problems.append(source.problem("among-nothing", piece.start, start, message, "鸥类300，其中…"))
        elif piece.joined == "," and self.said == "birds":
            work.perhaps = self.whole
        if whole is None:
            self.said, self.whole = "", None
        for a, b in work.marks.among:
            self._bracket(work, a, b)
        for a, b in work.marks.noted:
            if any(starts_bird(source, part.start(), b, self.checklist) for part in _LISTED.finditer(source.s, a, b)):
                message = _("“{value}” is kept as a note. For birds of this flock write 其中 before them.")
                work.marks.problems.append(source.problem("note-like-birds", a, b, message, severity="question"))
        for a, b in piece.notes:
            if any(starts_bird(source, part.start(), b, self.checklist) for part in _NOTE.finditer(source.s, a, b)):
                message = _("“{value}” is kept as a note. For the next bird write a comma, not a semicolon.")
                work.marks.problems.append(source.problem("note-like-birds", a, b, message, severity="question"))

    def _entry(self, start: int, end: int) -> Work:
        clock = _CLOCK.match(self.source.s, start, end)
        problems = []
        if clock is not None:
            message = _("“{value}” stands before the bird: write the time after it, as {expected}.")
            expected = "@" + self.source.s[clock.start(1) : clock.end(1)]
            message = message.replace("{expected}", expected)
            problems.append(self.source.problem("time-first", clock.start(1), clock.end(1), message, expected))
            start = clock.end()
        elif (at := words_before(self.source, start, end, self.checklist)) > start:
            stop = self.source.trim(start, at)[1]
            message = _(
                "“{value}” stands before the bird: leave it out, or write it after the count, as a plot (@) or note."
            )
            problems.append(self.source.problem("words-first", start, stop, message, "白鹭 3 @1号塘"))
            start = at
        reading = read_name(self.source, start, end, self.checklist, self.find)
        work = Work(start, end, reading.name_start, reading.name_end, reading.marks, candidates=reading.candidates)
        work.marks.problems[:0] = problems
        self.works.append(work)
        return work

    def _among(self, piece: Piece) -> tuple[int, Work | None]:
        """Return where the piece starts after 其中, and what it is among; 、 goes on with what 其中 began."""
        among = _AMONG.match(self.source.s, piece.start, piece.end)
        if among is None:
            return piece.start, self.whole if self.said and piece.joined == "、" else None
        if not self.said:
            self.whole = next((work for work in reversed(self.works) if not work.heading), None)
        return among.end(), self.whole

    def _parts_of(self, whole: Work, start: int, end: int, stop: int, notes: list[str]) -> bool:
        """Read 其中雄3、雌5 or 其中幼鸟4只: parts of the birds before, not other birds."""
        if self.checklist.longest_name(self.source.text[start:end], 0) is not None:
            return False
        trial = Marks()
        read_marks(self.source, start, end, trial, named=False)
        if not trial.parts or trial != Marks(
            parts=trial.parts, parts_at=trial.parts_at, count=trial.count, count_at=trial.parts_at
        ):
            return False
        whole.marks.parts += trial.parts
        whole.marks.parts_at = (whole.marks.parts_at[0] or trial.parts_at[0], trial.parts_at[1])
        whole.marks.notes += notes
        whole.end = stop
        return True

    def _bracket(self, whole: Work, start: int, end: int) -> None:
        """Read 鸥类300（其中红嘴鸥约200、黑嘴鸥50）."""
        pieces: list[Piece] = []
        split(self.source, start, end, pieces, True)
        stop = whole.end
        for piece in pieces:
            among = _AMONG.match(self.source.s, piece.start, piece.end)
            begin = among.end() if among else piece.start
            notes = [self.source.text[a:b] for a, b in piece.notes]
            if self._parts_of(whole, begin, piece.end, stop, notes):
                continue
            work = self._entry(begin, piece.end)
            work.start = piece.start
            work.marks.notes += notes
            work.whole = whole
