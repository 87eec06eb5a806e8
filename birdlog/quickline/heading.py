"""Where birds begin: lines and beginnings of lines that are none (list numbers, dates, times), and the next bird."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from birdlog.quickline.counts import read_count
from birdlog.quickline.source import Source

if TYPE_CHECKING:
    from birdlog.checklist import Checklist

__all__ = ["heading_end", "next_birds", "numbering_end", "starts_bird", "words_before"]

# 1. 2、 3) （4） ⑤ before a name: how people number a list. Before a digit it is something else (1.5).
_NUMBERING = re.compile(
    r"(?:[0-9]{1,3}\s*[.、)]|\([0-9]{1,3}\)\s*[.、]?|[①-⑳]\s*[.、]?|[-*]\s+|[•·●○◆▪■□]\s*)\s*(?=[^\s0-9.,、;)(@#+=?~-])"
)
_CLOCK = r"[0-9]{1,2}:[0-9]{2}"
_DAY = re.compile(
    r"[0-9]{4}\s*[-./年]\s*[0-9]{1,2}(?:\s*[-./月]\s*[0-9]{1,2})?\s*[日号月]?(?![0-9])"
    r"|[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*[日号]?(?![0-9])"
)
_PERHAPS_DAY = re.compile(rf"[0-9]{{1,2}}[./][0-9]{{1,2}}(?![0-9])|{_CLOCK}(?:\s*[-~至到]\s*{_CLOCK})?(?![0-9])")
_WORD = re.compile(r"[^\s,、;:()]+")
_GAP = re.compile(r"\s*:\s*|\s+")
_BEFORE_COUNT = re.compile(r"\s*[:×*]?\s*")
_DIGITS = re.compile(r"[0-9]*")
_LONGEST_NAME = 200  # characters looked at for a name, so that a long text takes no longer for each of its birds
_LONGEST_LEAD = 40  # what may stand before the first bird and still be asked about as such


def numbering_end(source: Source, start: int, end: int) -> int:
    """Return where a list number or bullet at the start of a line stops; ``start`` where there is none."""
    match = _NUMBERING.match(source.s, start, end)
    return match.end() if match else start


def heading_end(source: Source, start: int, end: int, checklist: Checklist) -> int:
    """Return how far a line that starts with a date or time is a heading; ``start`` where it is none.

    To its end where no bird with a count follows; else only the date, and what follows is read. A time, or 11.22, with
    birds after it is no heading: the entry says what is wrong with it.
    """
    day = _DAY.match(source.s, start, end)
    if match := day or _PERHAPS_DAY.match(source.s, start, end):
        if not has_bird(source, match.end(), end, checklist):
            return end
        if day:
            return source.trim(start, day.end())[1]
    return start


def has_bird(source: Source, start: int, end: int, checklist: Checklist) -> bool:
    """Tell whether a whole name with a count beside it stands anywhere in the span."""
    return any(starts_bird(source, word.start(), end, checklist) for word in _WORD.finditer(source.s, start, end))


def starts_bird(source: Source, start: int, end: int, checklist: Checklist) -> bool:
    """Tell whether the span starts with a whole name and a count after it, or digits and a whole name."""
    digits = _DIGITS.match(source.s, start, end)
    if digits and digits.end() > start:
        return _name_end(source, digits.end(), end, checklist) is not None
    return _counted(source, start, end, checklist) is not None


def words_before(source: Source, start: int, end: int, checklist: Checklist) -> int:
    """Return where the bird begins in 1号塘：白鹭3 or 北塘 白鹭3, where other words stand first; else ``start``."""
    s = source.s
    if s.startswith("疑", start) or _name_end(source, start, end, checklist) is not None:
        return start
    count = read_count(source, start, end, op=True)
    # In 3只 白鹭 the count stands first, in 1号塘 白鹭3 a number of something else.
    after = start if count is None else count.end
    for gap in _GAP.finditer(s, after, min(end, start + _LONGEST_LEAD)):
        if count is not None and gap.start() == after:
            return start
        if not _inside(s, start, gap.end()) and _counted(source, gap.end(), end, checklist) is not None:
            return gap.end()
    return start


def next_birds(source: Source, start: int, end: int, checklist: Checklist) -> list[int]:
    """Return where further birds begin in 白鹭3 夜鹭5 or 白鹭3夜鹭5: each a whole name with its count after it.

    Only after a bird that has its count: whatever else follows belongs to the bird before it. After a blank, or, in
    Han, right after the count.
    """
    found: list[int] = []
    at = _counted(source, start, end, checklist)
    while at is not None:
        after = at
        at = None
        for word in _WORD.finditer(source.s, after, end):
            i = word.start()
            apart = not source.s[i].isascii() if i == after else source.s[i - 1].isspace()
            if apart and not _inside(source.s, start, i):
                at = _counted(source, i, end, checklist)
                if at is not None:
                    found.append(i)
                    break
    return found


def _counted(source: Source, start: int, end: int, checklist: Checklist) -> int | None:
    """Return where the count stops of a bird that is named right at ``start``; None where there is no such bird."""
    stop = _name_end(source, start, end, checklist)
    if stop is None:
        return None
    gap = _BEFORE_COUNT.match(source.s, stop, end)
    count = read_count(source, gap.end(), end) if gap else None
    return count.end if count else None


def _name_end(source: Source, start: int, end: int, checklist: Checklist) -> int | None:
    """Return where the whole name that stands right at ``start`` stops, None where there is none."""
    stop = checklist.longest_name(source.text[start : min(end, start + _LONGEST_NAME)], 0)
    return None if stop is None else start + stop


def _inside(s: str, start: int, at: int) -> bool:
    """Tell whether a place is inside brackets or quotes."""
    return s.count("(", start, at) > s.count(")", start, at) or s.count('"', start, at) % 2 == 1
