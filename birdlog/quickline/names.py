"""Which part of an entry is the bird's name: before a count, after it (12震旦鸦雀), whole, or only begun."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from birdlog.quickline.counts import Found, read_count
from birdlog.quickline.marks import Marks
from birdlog.quickline.reader import read_marks
from birdlog.quickline.source import Source
from birdlog.quickline.words import latin_mark, read_word

if TYPE_CHECKING:
    from birdlog.checklist import Candidate, Checklist

__all__ = ["Find", "Reading", "read_name"]

Find = Callable[[str], "list[Candidate]"]

_STOP = frozenset('0123456789+=@#?()~≥≤<>*×√:",、;')
_BEFORE_NAME = re.compile(r"\s*(?:(?:[×*]|[xX](?=\s|[^\x00-\x7f]))\s*)?")
_DOUBT = re.compile(r"疑似?\s*(?=.)")
#: At most so many ways of parting a name from what follows are looked up.
_TRIES = 4
_LAST_WORD = re.compile(r" +([A-Za-z]+)$")
_ODD = re.compile(r"[xXmfaijpho]")


@dataclass(slots=True)
class Reading:
    """One way to read an entry: where its name stands, and what stands beside it."""

    name_start: int
    name_end: int
    marks: Marks
    candidates: list[Candidate] | None = None


def read_name(source: Source, start: int, end: int, checklist: Checklist, find: Find) -> Reading:
    """Read an entry the way that fits best; its name is blank where none was found."""
    doubt = _DOUBT.match(source.s, start, end)
    i = doubt.end() if doubt else start
    reading = _read(source, i, end, checklist, find)
    if doubt:
        reading.marks.said.setdefault("certainty", "uncertain")
    return reading


def _read(source: Source, i: int, end: int, checklist: Checklist, find: Find) -> Reading:
    whole = _whole_name(source, i, end, checklist)
    if whole is not None and not _continues(source, whole):
        return whole
    ahead = None if whole else _count_first(source, i, end, checklist, find)
    if ahead is not None:
        return ahead
    begun = _begun_name(source, i, end, find)
    if whole is None or (begun.candidates and begun.candidates[0].rank < 7 and begun.name_end > whole.name_end):
        return begun
    return whole


def _after(source: Source, start: int, stop: int, end: int) -> Reading:
    """Read what stands after a name."""
    reading = Reading(start, stop, Marks())
    read_marks(source, stop, end, reading.marks)
    return reading


def _whole_name(source: Source, i: int, end: int, checklist: Checklist) -> Reading | None:
    stop = checklist.longest_name(source.text[i:end], 0)
    return None if stop is None else _after(source, i, i + stop, end)


def _continues(source: Source, reading: Reading) -> bool:
    """Tell whether what follows a whole name goes on as a name would: 白鹭属, swan g."""
    problems = reading.marks.problems
    if not problems or problems[0].code != "word-unknown" or problems[0].column is None:
        return False
    at = problems[0].column - 1
    between = source.s[reading.name_end : at]
    return not between.strip() and (not between or source.s[at].isascii()) and source.s[at].isalpha()


def _count_first(source: Source, i: int, end: int, checklist: Checklist, find: Find) -> Reading | None:
    """Read 12震旦鸦雀, 约60只白鹭, 一对白鹭: a count, then the name, then any marks."""
    found = read_count(source, i, end, op=True)
    if found is None:
        return None
    gap = _BEFORE_NAME.match(source.s, found.end, end)
    at = gap.end() if gap else found.end
    sure = (
        found.fault is not None or source.s[i] in "+=" or any(char in "0123456789" for char in source.s[i : found.end])
    )
    stop = checklist.longest_name(source.text[at:end], 0) if at < end else None
    if stop is None and not (sure or found.measured):
        return None
    if stop is not None:
        reading = _counted(source, at, at + stop, end, i, found)
        if not _continues(source, reading):
            return reading
    if at == end:
        return _counted(source, i, i, i, i, found) if sure else None
    begun = _begun_name(source, at, end, find)
    reading = _counted(source, begun.name_start, begun.name_end, end, i, found)
    reading.candidates = begun.candidates
    return reading


def _counted(source: Source, start: int, stop: int, end: int, at: int, found: Found) -> Reading:
    """Read what follows the name of an entry whose count stands before it."""
    marks = Marks(count=found.count, count_at=(at, found.end), op=found.op)
    if found.fault is not None:
        marks.problems.append(found.fault)
    read_marks(source, stop, end, marks)
    return Reading(start, stop, marks)


def _begun_name(source: Source, i: int, end: int, find: Find) -> Reading:
    """Read a name that is no whole one: the longest start that may be a bird, with what follows understood."""
    full = _run_end(source.s, i, end)
    best: Reading | None = None
    clean: Reading | None = None
    for stop in _stops(source, i, full, end, find):
        reading = _after(source, i, stop, end)
        reading.candidates = find(source.text[i:stop])
        understood = stop == full or not reading.marks.problems
        if understood and reading.candidates and reading.candidates[0].rank < 7:
            return reading
        if best is None:
            best = reading
        if understood and stop < full:
            clean = reading
    if clean is not None:
        return clean
    return best if best is not None else Reading(i, i, Marks())


def _run_end(s: str, i: int, end: int) -> int:
    """Return where the run of name characters ends: no digits or signs, and no change between Latin and Han."""
    if i >= end or s[i] in _STOP:
        return i
    latin = s[i].isascii()
    stop = i
    while stop < end and s[stop] not in _STOP:
        char = s[stop]
        if char == "-" and not (stop + 1 < end and s[stop + 1].isalpha() and s[stop - 1].isalpha()):
            break
        if char.isalpha() and char.isascii() != latin and (char.isascii() or char >= "\u2e80"):
            break
        stop += 1
    while stop > i and s[stop - 1].isspace():
        stop -= 1
    return stop


def _stops(source: Source, i: int, full: int, end: int, find: Find) -> Iterator[int]:
    """Return the places where the name may stop, the likeliest first: the whole run, then before each mark in it."""
    s = source.s
    if full == i:
        return
    if s[i].isascii():
        yield from _latin_stops(s, i, full, end, source, find)
        return
    yield full
    tries = 0
    for stop in range(full - 1, i, -1):
        if tries < _TRIES and not s[stop].isspace() and _starts_mark(source, stop, end):
            tries += 1
            while s[stop - 1].isspace():
                stop -= 1
            yield stop


def _latin_stops(s: str, i: int, full: int, end: int, source: Source, find: Find) -> Iterator[int]:
    """A last lone h or x after a complete name is the count; glued to a number (zdyqx12, zdyq m3) perhaps a mark."""
    glued = full < end and s[full].isascii() and s[full].isdigit()
    last = _LAST_WORD.search(s, i, full) if full > i else None
    if last and not glued:
        word = last[1]
        if word in ("h", "x", "o", "X") or latin_mark(s, last.start(1), full, glued=False):
            head = find(source.text[i : last.start()])
            whole = find(source.text[i:full])
            if head and head[0].whole and not (whole and whole[0].whole):
                yield last.start()
    yield full
    if last:
        yield last.start()
    if glued and full - i > 2 and _ODD.fullmatch(s, full - 1, full):
        yield full - 1


def _starts_mark(source: Source, i: int, end: int) -> bool:
    word = read_word(source.s, i, end)
    return word is not None or read_count(source, i, end) is not None
