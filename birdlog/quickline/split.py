"""Where one entry ends and the next begins: separators, brackets, quotes and notes of a text of any number of lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from birdlog.errors import Problem
from birdlog.i18n import _
from birdlog.quickline.source import Source

__all__ = ["Piece", "quoted", "split"]

_DIGITS = re.compile("[0-9]+")


@dataclass(slots=True)
class Piece:
    """The span of one entry without its note, the spans of the notes after it, and what stood before it.

    ``joined`` is the separator before: "" at the start of a line, "、" or ",", and "among" where 其中 was glued on.
    """

    start: int
    end: int
    joined: str
    notes: list[tuple[int, int]] = field(default_factory=list)
    fault: Problem | None = None


def split(source: Source, start: int, end: int, pieces: list[Piece], previous: bool) -> None:
    """Add the pieces of one line (or of what stands in a bracket), blank ones left out, to those before it.

    A note before any entry of the line is a blank piece where something is ``previous`` to it, else a fault.
    """
    s = source.s
    joined = ""
    open_at: list[int] = []
    begin = i = start

    def close(stop: int) -> None:
        a, b = source.trim(begin, stop)
        if a < b:
            pieces.append(Piece(a, b, joined))

    while i < end:
        char = s[i]
        if char == "(":
            open_at.append(i)
        elif char == ")":
            if open_at:
                open_at.pop()
        elif open_at:
            pass
        elif char == "@" and i + 1 < end and s[i + 1] == '"':
            i = quoted(s, i + 1, end)
            continue
        elif char == ";":
            close(i)
            _note(source, i, end, pieces, previous)
            return
        elif char in ",、" and not _inside_number(source, i, end):
            close(i)
            begin, joined = i + 1, "、" if char == "、" else ","
        elif char == "其" and s.startswith("其中", i) and s[begin:i].strip():
            close(i)
            begin, joined = i, "among"
        i += 1
    close(end)
    if open_at:
        at = open_at[0]
        pieces[-1].fault = source.problem(
            "bracket-open", at, at + 1, _("The bracket “{value}” is not closed."), source.text[at:end] + "）"
        )


def quoted(s: str, start: int, end: int) -> int:
    """Return where the quoted text that opens at ``start`` stops; a doubled quote stands for itself."""
    i = start + 1
    while i < end:
        if s[i] == '"':
            if s.startswith('"', i + 1) and i + 1 < end:
                i += 2
                continue
            return i + 1
        i += 1
    return end


def _note(source: Source, at: int, end: int, pieces: list[Piece], previous: bool) -> None:
    """Put the note that follows the semicolon on the last entry."""
    a, b = source.trim(at + 1, end)
    if a == b:
        return
    if not pieces and previous:
        pieces.append(Piece(at, at, "", [(a, b)]))
        return
    if not pieces:
        fault = source.problem(
            "note-alone", at, b, _("“{value}” is a note, but no bird stands before it."), "白鹭 3；" + source.text[a:b]
        )
        pieces.append(Piece(at, b, "", [(a, b)], fault))
        return
    pieces[-1].notes.append((a, b))


def _inside_number(source: Source, i: int, end: int) -> bool:
    """Tell whether a comma stands inside a number (1,200): then it parts no entries, and is a problem of its entry.

    A full stop or 、 never does; nor does a comma before a number that has a bird after it, unless that number has just
    three digits, when nobody can tell.
    """
    s = source.s
    if source.text[i] not in ",，" or i == 0 or not s[i - 1].isascii() or not s[i - 1].isdigit():
        return False
    digits = _DIGITS.match(s, i + 1, end)
    if digits is None:
        return False
    rest = s[digits.end() : end].lstrip()
    return len(digits[0]) == 3 or not rest or rest[0] in ",、;"
