"""Lines that come in through standard input: decoded whatever system wrote them, their problems told by line."""

import codecs
import re
import sys
from dataclasses import replace
from datetime import date

from birdlog.errors import DataError, Problem
from birdlog.i18n import _

__all__ = ["decoded", "from_stdin", "heading_day", "in_line"]

_DAY = re.compile(r"([0-9]{4})\D{1,3}([0-9]{1,2})\D{1,3}([0-9]{1,2})")


def from_stdin() -> str:
    """Return all of standard input as text."""
    if sys.stdin is None:
        return ""
    raw = getattr(sys.stdin, "buffer", None)
    return decoded(raw.read()) if raw else sys.stdin.read()


def decoded(data: bytes) -> str:
    """Return bytes as text: UTF-8, UTF-16 where it says so (PowerShell), else what Chinese Windows writes (GBK)."""
    says_utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ["utf-16"] if says_utf16 else ["utf-8-sig", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataError(_("Standard input is not text that can be read."), _("Save it as UTF-8."))


def in_line(problem: Problem, text: str) -> Problem:
    """Return a problem of a text of many lines with its line (`row`) and its column in that line, both from 1."""
    if problem.column is None:
        return problem
    before = re.split("\r\n|\r|\n", text[: problem.column - 1])
    return replace(problem, row=len(before), column=len(before[-1]) + 1)


def heading_day(text: str) -> date | None:
    """Return the whole date that a heading names, None where it names none."""
    found = _DAY.search(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
