"""Reads what stands beside a name, in any order and with or without blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from birdlog.draft.count import Count, Kind
from birdlog.draft.shapes import Part
from birdlog.i18n import _
from birdlog.quickline.counts import Found, read_count
from birdlog.quickline.marks import Marks
from birdlog.quickline.source import Source
from birdlog.quickline.tags import read_at, read_hash
from birdlog.quickline.words import Mark, latin_mark, read_word

__all__ = ["read_marks"]

_PARTS = ("sex", "age", "plumage")
_TIMES = re.compile(r"[×*]\s*(?=[0-9])|[xX](?=[0-9])")
_UNKNOWN = re.compile(r"[^\s,、;()#@]+")
_COLON = re.compile(r"\s*:")
#: Counts that begin with the character of a mark.
_NO_MARK = ("成群", "成百")


def read_marks(source: Source, start: int, end: int, marks: Marks, *, named: bool = True) -> None:
    """Read everything in the span into ``marks``; ``named``: the name stands right before it."""
    reader = _Reader(source, end, marks, "name" if named else "")
    reader.read(start)
    reader.finish()


@dataclass(slots=True)
class _Reader:
    source: Source
    end: int
    marks: Marks
    last: str  # what was read last: name, count, part, other
    inner: bool = False
    touching: int = -1  # where the last number stopped

    def read(self, i: int) -> None:
        s = self.source.s
        if self.last == "name" and (colon := _COLON.match(s, i, self.end)):
            i = colon.end()
        while i < self.end:
            if s[i].isspace() or (self.inner and s[i] in ",、;/"):
                i += 1
            elif s[i] == "(":
                i = self._bracket(i)
            elif s[i] == "@":
                i, self.last = read_at(self.source, i, self.end, self.marks), "other"
            elif s[i] == "#":
                i, self.last = read_hash(self.source, i, self.end, self.marks), "other"
            elif s[i] == "?":
                i = self._question(i)
            elif s[i] in "+/" and self.last == "part" and not self.inner:
                i += 1
            else:
                i = self._word(i)

    def _problem(self, code: str, start: int, stop: int, message: str, expected: str = "") -> None:
        self.marks.problems.append(self.source.problem(code, start, stop, message, expected))

    def _word(self, i: int) -> int:
        """Read a word, a letter or a number."""
        s, marks = self.source.s, self.marks
        if (times := _TIMES.match(s, i, self.end)) and marks.count is None and not marks.parts:
            return times.end()
        if not s.startswith(_NO_MARK, i):
            if word := read_word(s, i, self.end):
                return self._marked((word[0],), i, word[1])
            letters = latin_mark(s, i, self.end, glued=i == self.touching)
            if letters and self._may_be_marks(letters[0], i, letters[1]):
                return self._marked(letters[0], i, letters[1])
        fresh = marks.count is None and not marks.parts
        if found := read_count(self.source, i, self.end, op=fresh and self.last in ("name", "")):
            return self._number(i, found)
        if s[i] in ".!" and i + 1 == self.end:
            return i + 1
        stop = _UNKNOWN.match(s, i, self.end)
        after = stop.end() if stop else i + 1
        self._problem(
            "word-unknown",
            i,
            after,
            _("“{value}” is not understood. Write a comma before the next bird; put a note into (…)."),
            f"，{self.source.text[i:after]}" if self._counted(after) else f"（{self.source.text[i:after]}）",
        )
        self.last = "other"
        return after

    def _counted(self, i: int) -> bool:
        """Tell whether what ends here has a number in it or after it, as a bird would."""
        s = self.source.s
        rest = s[i : self.end].lstrip()
        return s[i - 1].isdigit() or bool(rest and rest[0].isdigit())

    def _may_be_marks(self, letters: tuple[Mark, ...], start: int, stop: int) -> bool:
        """A single letter is a mark only when glued to a number or alone after the count; h and o also after a name."""
        if stop - start > 1 or start == self.touching or self.inner:
            return True
        s, marks = self.source.s, self.marks
        digit = stop < self.end and s[stop].isascii() and s[stop].isdigit()
        counted = marks.count is not None or bool(marks.parts)
        return counted or digit or letters[0].field == "detection"

    def _marked(self, words: tuple[Mark, ...], start: int, stop: int) -> int:
        """Take marks; sex, age and plumage look for their number to the right (雄3)."""
        part = [mark for mark in words if mark.field in _PARTS]
        for mark in words:
            if mark.field not in _PARTS:
                self._say(mark, start, stop)
                self.last = "other"
        if not part:
            return stop
        stop = self._more_part_words(part, stop)
        s = self.source.s
        at = stop
        while at < self.end and s[at] == " ":
            at += 1
        found = read_count(self.source, at, self.end) if at < self.end else None
        # In 雄 3雌 the number belongs to what is glued to it.
        if found is not None and found.number is not None and (at == stop or not self._part_words(found.end)):
            return self._part(found.number, part, start, found.end)
        self.marks.loose += [(mark, start, stop) for mark in part]
        self.last = "part"
        return stop

    def _part_words(self, i: int) -> bool:
        word = read_word(self.source.s, i, self.end) or latin_mark(self.source.s, i, self.end, glued=True)
        if word is None:
            return False
        first = word[0] if isinstance(word[0], Mark) else word[0][0]
        return first.field in _PARTS

    def _more_part_words(self, part: list[Mark], i: int) -> int:
        """Take the part words glued to the last one, of a kind not yet said (成雄)."""
        while i < self.end and (word := read_word(self.source.s, i, self.end)):
            if word[0].field not in _PARTS or any(word[0].field == mark.field for mark in part):
                break
            part.append(word[0])
            i = word[1]
        return i

    def _number(self, start: int, found: Found) -> int:
        """Take a number: a part's where a word for it follows, else the count."""
        s, marks = self.source.s, self.marks
        if found.fault is not None:
            marks.problems.append(found.fault)
            self.last = "count"
            return found.end
        part: list[Mark] = []
        stop = found.end
        if found.number is not None:
            at = stop
            if word := read_word(s, at, self.end):
                if word[0].field in _PARTS:
                    part, stop = [word[0]], word[1]
            elif letters := latin_mark(s, at, self.end, glued=True):
                part = [mark for mark in letters[0] if mark.field in _PARTS]
                others = [mark for mark in letters[0] if mark.field not in _PARTS]
                if part:
                    stop = letters[1]
                    for mark in others:
                        self._say(mark, at, stop)
            elif at < self.end and s[at] == " ":
                part, stop = self._spaced_part(at)
            if part:
                stop = self._more_part_words(part, stop)
                if "+" in s[start : found.end]:
                    return self._part_of_sum(found, start, stop)
                return self._part(found.number, part, start, stop)
        if marks.count is not None:
            self._problem(
                "two-numbers",
                start,
                found.end,
                _("“{value}” is a second number: write 12+3 for a sum, 3m5f for parts, (…) for a note."),
                "12+3",
            )
        else:
            marks.count, marks.count_at, marks.op = found.count, (start, found.end), found.op
        self.last, self.touching = "count", found.end
        return found.end

    def _spaced_part(self, i: int) -> tuple[list[Mark], int]:
        """Read the word after a number and a blank (3 雄), unless that word has a number of its own (12 雄3)."""
        s = self.source.s
        while i < self.end and s[i] == " ":
            i += 1
        word = read_word(s, i, self.end)
        if word is None or word[0].field not in _PARTS:
            return [], i
        part = [word[0]]
        stop = self._more_part_words(part, word[1])
        own = read_count(self.source, stop, self.end)
        if own is not None and own.number is not None:
            return [], i
        return [word[0]], word[1]

    def _part_of_sum(self, found: Found, start: int, stop: int) -> int:
        """2+4幼 may be six young birds, or four of six: only the counter knows."""
        last = self.source.text[start:stop].replace("＋", "+").rpartition("+")[2].strip()
        message = _("“{value}”: were all of them so, or only the last? Write the count, and the part after it.")
        self._problem("part-of-sum", start, stop, message, f"{found.number} {last}")
        self.last = "count"
        return stop

    def _part(self, number: int, words: list[Mark], start: int, stop: int) -> int:
        marks = self.marks
        fields = {mark.field: mark.code for mark in words}
        if len(fields) < len(words) or number == 0:
            self._problem(
                "part-unclear", start, stop, _("“{value}”: a part is a number and what those birds were."), "3雄"
            )
        else:
            marks.parts.append(Part(number, **fields))
            first = marks.parts_at[0] if len(marks.parts) > 1 else start
            marks.parts_at = (first, stop)
        self.last, self.touching = "part", stop
        return stop

    def _say(self, mark: Mark, start: int, stop: int) -> None:
        said = self.marks.said
        before = said.get(mark.field)
        if before is not None and before != mark.code:
            if mark.field == "detection" and {before, mark.code} == {"seen", "heard"}:
                said["detection"] = "both"
                return
            self.marks.contradicts(self.source, start, stop)
            return
        if mark.field == "certainty" and self.last == "count" and mark.code == "uncertain":
            self._doubt_count(start, stop)
            return
        said[mark.field] = mark.code

    def _question(self, i: int) -> int:
        if self.last == "name":
            self.marks.said["certainty"] = "uncertain"
        elif self.last == "count":
            self._doubt_count(i, i + 1)
        else:
            message = _("“{value}”: put it right after the bird's name or right after the number it doubts.")
            self._problem("mark-unclear", i, i + 1, message, "白鹭? 12")
        return i + 1

    def _doubt_count(self, start: int, stop: int) -> None:
        """疑 or ? after the number doubts the number."""
        count = self.marks.count
        if count is not None and count.kind is Kind.EXACT and count.best:
            self.marks.count = Count.about(count.best, self.source.text[self.marks.count_at[0] : stop])
        elif count is None or count.kind is not Kind.ABOUT:
            message = _("“{value}”: put it right after the bird's name or right after the number it doubts.")
            self._problem("mark-unclear", start, stop, message, "白鹭? 12")

    def _bracket(self, i: int) -> int:
        """Read （…）: marks, if all of it is; 其中 with birds; else a note on this bird."""
        source, marks = self.source, self.marks
        depth, stop = 1, i + 1
        while stop < self.end and depth:
            depth += {"(": 1, ")": -1}.get(source.s[stop], 0)
            stop += 1
        if depth:
            return self.end  # the splitter has said so
        a, b = source.trim(i + 1, stop - 1)
        if source.s.startswith("其中", a):
            marks.among.append((a, b))
        elif a < b:
            marks.brackets.append((a, b))
            # 白鹭（?）3: the doubt is about the bird still.
            self.last = self.last if self.last == "name" else "other"
        return stop

    def finish(self) -> None:
        """Settle the brackets and the marks that apply to the whole count, now that the count is known."""
        for a, b in self.marks.brackets:
            self._settle_bracket(a, b)
        self.marks.brackets = []
        self._settle_loose()
        marks = self.marks
        if marks.count is None and marks.parts:
            total = sum(part.number for part in marks.parts)
            marks.count_at = marks.parts_at
            marks.count = Count.exact(total, self.source.text[slice(*marks.parts_at)])

    def _settle_bracket(self, a: int, b: int) -> None:
        marks = self.marks
        trial = Marks(count=None)
        reader = _Reader(self.source, b, trial, "name", inner=True)
        reader.read(a)
        fits = not trial.problems and not trial.brackets and not trial.among and trial.op == "new"
        if fits and trial.count is not None:
            if marks.count is None or (marks.count.kind is Kind.PRESENT and trial.count.has_number):
                marks.count, marks.count_at = trial.count, trial.count_at
            elif trial == Marks(count=trial.count, count_at=trial.count_at) and trial.count.has_number:
                message = _("“{value}” is a second number: write 12+3 for a sum, 3m5f for parts, (…) for a note.")
                self._problem("two-numbers", a, b, message, "12+3")
                return
            else:
                fits = False
        if fits:
            fits = self._merge(trial)
        if not fits:
            marks.notes.append(self.source.text[a:b])
            marks.noted.append((a, b))

    def _merge(self, trial: Marks) -> bool:
        """Take what a bracket says, unless it contradicts what was said outside it."""
        marks = self.marks
        said = {**marks.said, **trial.said}
        twice = any(said[key] != value for key, value in marks.said.items())
        times = {marks.time, trial.time} - {None}
        if twice or len(times) > 1 or (marks.plot and trial.plot) or (marks.breeding and trial.breeding):
            return False
        marks.said = said
        marks.parts += trial.parts
        if trial.parts and not marks.parts_at[1]:
            marks.parts_at = trial.parts_at
        marks.loose += trial.loose
        marks.time = marks.time or trial.time
        marks.plot = marks.plot or trial.plot
        marks.breeding = marks.breeding or trial.breeding
        marks.behaviours += [code for code in trial.behaviours if code not in marks.behaviours]
        return True

    def _settle_loose(self) -> None:
        """A sex, age or plumage without a number of its own is that of the whole count: 白鹭 1（雌）."""
        marks = self.marks
        if not marks.loose:
            return
        start, stop = (
            min(start for _mark, start, _stop in marks.loose),
            max(stop for _mark, _start, stop in marks.loose),
        )
        fields = {mark.field: mark.code for mark, _start, _stop in marks.loose}
        count = marks.count
        taken = {name for part in marks.parts for name in _PARTS if getattr(part, name)}
        clear = len(fields) == len(marks.loose) and not taken & fields.keys()
        if clear and count is not None and count.kind in (Kind.EXACT, Kind.ABOUT) and count.best:
            marks.parts.append(Part(count.best, **fields))
            return
        self._problem("part-number", start, stop, _("How many were “{value}”? Write the number beside it."), "3m5f")
