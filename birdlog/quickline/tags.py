"""The marks with a sign before them: @ a time or a plot, # a behaviour or a breeding code."""

from __future__ import annotations

import re
from datetime import time

from birdlog.draft.terms import BEHAVIOUR, BREEDING
from birdlog.i18n import _
from birdlog.quickline.marks import Marks
from birdlog.quickline.source import Source
from birdlog.quickline.split import quoted

__all__ = ["read_at", "read_hash"]

_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})|([0-9]{2})([0-9]{2})")
_LIKE_TIME = re.compile(r"[0-9]{3,4}|[0-9]{1,2}:[0-9]{1,2}")
_PLOT = re.compile(r'[^\s,、;()#@"]+')
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9-]*(?: [A-Za-z]+){0,2}")
_HAN_WORD = re.compile("[㐀-鿿]+")


def read_at(source: Source, i: int, end: int, marks: Marks) -> int:
    """Read @: a valid time, else a plot; quotes make it a plot."""
    s = source.s
    if i + 1 < end and s[i + 1] == '"':
        stop = quoted(s, i + 1, end)
        closed = stop > i + 2 and s[stop - 1] == '"'
        inside = _unquoted(source, i + 2, stop - 1).strip() if closed else ""
        if not inside:
            message = _("“{value}”: a plot in quotes needs both quotes and a name.")
            marks.problems.append(source.problem("plot-quote", i, stop, message, '@"1号塘"'))
        else:
            _plot(source, marks, inside, i, stop)
        return stop
    word = _PLOT.match(s, i + 1, end)
    if word is None:
        message = _("After “{value}” comes a time or a plot.")
        marks.problems.append(source.problem("plot-missing", i, i + 1, message, "@0730"))
        return i + 1
    stop = word.end()
    clock = _clock(word[0])
    if clock is None:
        if _LIKE_TIME.fullmatch(word[0]):
            message = _("“{value}” is taken for a plot. A time of day is written @0730 or @7:30.")
            marks.problems.append(source.problem("plot-like-time", i, stop, message, "@0730", severity="question"))
        _plot(source, marks, source.text[i + 1 : stop], i, stop)
    elif marks.time is not None and marks.time != clock:
        marks.contradicts(source, i, stop)
    else:
        marks.time = clock
    return stop


def _plot(source: Source, marks: Marks, name: str, start: int, stop: int) -> None:
    if marks.plot and marks.plot != name:
        marks.contradicts(source, start, stop)
        return
    marks.plot = name


def read_hash(source: Source, i: int, end: int, marks: Marks) -> int:
    """Read #: a behaviour or a breeding code, each also by its word."""
    s = source.s
    word = _HAN_WORD.match(s, i + 1, end) or _LATIN_WORD.match(s, i + 1, end)
    whole = word.end() if word else i + 1
    text = word[0] if word else ""
    while text:
        stop = i + 1 + len(text)
        # Codes are upper case, so that #a is not taken for one.
        breeding = BREEDING.find(text)
        if breeding is not None and text.isascii() and text != breeding.code:
            breeding = None
        behaviour = None if breeding else BEHAVIOUR.find(text)
        if breeding is not None:
            if marks.breeding and marks.breeding != breeding.code:
                marks.contradicts(source, i, stop)
            marks.breeding = breeding.code
            return stop
        if behaviour is not None:
            if behaviour.code not in marks.behaviours:
                marks.behaviours.append(behaviour.code)
            return stop
        # #觅食飞过, #hawking insects: the longest start that is a word of the list.
        text = text.rpartition(" ")[0] if text.isascii() else text[:-1]
    message = _("“{value}” is no behaviour and no breeding code of the list; as a note write (…).")
    marks.problems.append(source.problem("behaviour-unknown", i, whole, message, "#觅食, #NB"))
    return whole


def _unquoted(source: Source, start: int, stop: int) -> str:
    """Return a quoted text with its doubled quotes made single."""
    out, i = [], start
    while i < stop:
        out.append(source.text[i])
        i += 2 if source.s[i] == '"' else 1
    return "".join(out)


def _clock(word: str) -> time | None:
    match = _TIME.fullmatch(word)
    if match is None:
        return None
    hour, minute = (match[1] or match[3]), (match[2] or match[4])
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None
