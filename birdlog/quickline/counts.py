"""How many: one count as counters write it, from 12 and 3+5+12 to 约60, 十几, 若干 and 有."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from birdlog.draft.count import MOST, Count, Kind
from birdlog.errors import Problem
from birdlog.i18n import _
from birdlog.quickline.numerals import read_numeral
from birdlog.quickline.source import Source

__all__ = ["Found", "read_count"]

_ABOUT = re.compile(r"约有?|大约|大概|大致|将近|接近|近|估计|~|[Cc]a?\.(?=\s*\d)")
_AT_LEAST = re.compile(r"至少|最少|起码|不少于|不低于|超过|≥|>=|>")
_AT_MOST = re.compile(r"至多|最多|不超过|不到|不足|≤|<=|<")
_OVER = re.compile(r"[上过](?=[百千万])")
_MEASURE = re.compile(r"\s*(只次|羽次|个体|[只羽个头])")
_PAIR = re.compile(r"\s*[对双]")
_FLOCK = re.compile(r"\s*[大小]?群")
_AFTER_ABOUT = re.compile(r"\s*(左右|上下|±)|\s?[?疑]|来(?=[只羽个对])")
_STILL_ABOUT = re.compile(r"\s*(左右|上下)|来(?=[只羽个对])")
_AFTER_MORE = re.compile(r"\s*(以上|多|余)|\+(?!\+)")
_PLUS = re.compile(r"\+(?=[^\s+])|\s+\+\s+(?=\S)")
_TO = re.compile(r"\s*(?:-|~|至|到)\s*(?=[0-9零一二两三四五六七八九十百千万廿卅])")
_VAGUE = re.compile(
    r"(?:一?[大小]群|一群|成群|上[百千万]成[千万]|成百上千|[几数](?:[十百千万]+[多余]?|(?=[只羽个头群对]))"
    r"|好几(?=[只羽个头群对])|若干|一些|一批|少量|少许|少数|多数|许多|很多|好多|大量|不少|无数|数不清|多(?=[只羽]))(?:[只羽个头群对])?"
)
_PRESENT = re.compile(r"有|√|[xX](?![A-Za-z0-9])")
_NONE = re.compile(r"未见到?|没见到?|没看见|没有|无(?!数)|零")
_NUMBER = re.compile(r"[0-9]+")
_SCALED = re.compile(r"([0-9]+(?:\.[0-9]+)?)([百千万])")
_TOTAL = re.compile(r"(?:共计|合计|总计|总共|共有?|计)\s*(?=[0-9约零一二两三四五六七八九十百千万几数])")


@dataclass(slots=True)
class Found:
    """A count in the text: what it says, where it stops, whether it adds (+) or sets (=), or why it says nothing.

    ``number`` is set where it is a plain number, which a mark beside it may make a part (3雄).
    """

    count: Count | None
    end: int
    op: str = "new"
    number: int | None = None
    fault: Problem | None = None
    measured: bool = False


@dataclass(slots=True)
class _Number:
    """A number, a range or a vague word, before what stands around it is read."""

    low: int
    high: int
    end: int
    bare: bool = False
    fault: Problem | None = None


def read_count(source: Source, start: int, end: int, *, op: bool = False) -> Found | None:
    """Read the count at ``start``; None if there is none. ``op``: whether + and = in front are read as such."""
    s, i = source.s, start
    how = "new"
    if op and i < end and s[i] in "+=":
        plus = re.compile(r"\++").match(s, i, end)
        after = plus.end() if plus else _skip(s, i + 1, end)
        if plus and not _starts_count(s, after, end):
            if len(plus[0]) > 3:
                return _fault(source, "count-plus", start, plus.end(), _plus_message())
            return Found(Count.abundance(plus[0]), plus.end())
        if plus and len(plus[0]) > 1:
            return _fault(source, "count-plus", start, plus.end(), _plus_message())
        if not plus and (stars := re.compile(r"\+{1,3}(?![0-9+])").match(s, after, end)):
            return Found(Count.abundance(stars[0]), stars.end(), "set")
        how = "more" if plus else "set"
        i = after
        if not _starts_count(s, i, end):
            return _fault(source, "count-missing", start, i, _("How many? “{value}” wants a number after it."), "=15")
    found = _read_plain(source, i, end)
    if found is None:
        return None
    found.op = how
    if found.fault is None and found.count is not None:
        if how == "more" and found.count.kind is Kind.NONE:
            return _fault(source, "more-nothing", start, found.end, _("Nought more is nothing to add."), "+3")
        if how == "more" and s[found.end - 1] == "+":
            return _fault(source, "count-plus", start, found.end, _plus_message(), "+3")
        if how != "new":
            found.number = None
    return found


def _plus_message() -> str:
    return _("“{value}” says two things: write +3 for three more, 3+ for at least three.")


def _starts_count(s: str, i: int, end: int) -> bool:
    """Whether a count can start here; what it is, and whether it is right, is read later."""
    if i >= end:
        return False
    patterns = (_ABOUT, _AT_LEAST, _AT_MOST, _VAGUE, _PRESENT, _NONE, _NUMBER, _OVER)
    return any(pattern.match(s, i, end) for pattern in patterns) or read_numeral(s, i, end) is not None


def _skip(s: str, i: int, end: int) -> int:
    while i < end and s[i].isspace():
        i += 1
    return i


def _fault(source: Source, code: str, start: int, end: int, message: str, expected: str = "") -> Found:
    return Found(None, end, fault=source.problem(code, start, end, message, expected))


def _read_plain(source: Source, start: int, end: int) -> Found | None:
    """Read a count without an operator."""
    s = source.s
    if start >= end:
        return None
    if s[start] == "-" and (number := _NUMBER.match(s, start + 1, end)):
        return _fault(
            source,
            "count-negative",
            start,
            number.end(),
            _("“{value}”: a count is never less than nought. Write the number alone; to correct a count write =15."),
            source.text[start + 1 : number.end()],
        )
    i = total.end() if (total := _TOTAL.match(s, start, end)) else start
    if none := _NONE.match(s, i, end):
        return Found(Count.none(source.text[start : none.end()]), none.end())
    if vague := _VAGUE.match(s, i, end):
        inner = _read_plain(source, vague.end(), end)
        # 一群60只 says the number too; in 一群 3雄 the number is a part's.
        if inner is not None and inner.count is not None and inner.count.has_number and inner.count.best:
            inner.count = _with_text(inner.count, source.text[start : inner.end])
            return inner
        return Found(Count.present(source.text[start : vague.end()]), vague.end(), measured=True)
    if present := _PRESENT.match(s, i, end):
        if s[i] == "有" and (inner := _read_plain(source, i + 1, end)) is not None:
            return inner
        return Found(Count.present(source.text[start : present.end()]), present.end())
    return _read_number(source, start, i, end)


def _with_text(count: Count, text: str) -> Count:
    return Count(count.kind, count.low, count.best, count.high, text)


def _read_number(source: Source, start: int, i: int, end: int) -> Found | None:
    """Read a number with what stands before and after it."""
    s = source.s
    about = at_least = False
    if most := _AT_MOST.match(s, i, end):
        stop = inner.end if (inner := _read_figure(source, _skip(s, most.end(), end), end)) else most.end()
        return _fault(
            source,
            "count-at-most",
            start,
            stop,
            _("“{value}”: write a range (10-20), or ~60 for about 60."),
            "10-20",
        )
    if before := _ABOUT.match(s, i, end):
        about, i = True, _skip(s, before.end(), end)
    elif before := (_AT_LEAST.match(s, i, end) or _OVER.match(s, i, end)):
        at_least, i = True, _skip(s, before.end(), end)
    figure = _read_figure(source, i, end)
    if figure is None:
        return None
    if figure.fault is not None:
        return Found(None, figure.end, fault=figure.fault)
    low, high, j = figure.low, figure.high, figure.end
    plain = figure.low == figure.high and not before and not figure.bare
    measured = pair = False
    while j < end:
        if not measured and (match := _PAIR.match(s, j, end)):
            measured = pair = True
            low, high = low * 2, high * 2
        elif not measured and (match := _FLOCK.match(s, j, end)):
            # The number is of flocks, not of birds.
            return Found(Count.present(source.text[start : match.end()]), match.end(), measured=True)
        elif not measured and (match := _MEASURE.match(s, j, end)):
            measured = True
        elif not (about or at_least) and (match := _AFTER_ABOUT.match(s, j, end)):
            about, plain = True, False
        elif match := _AFTER_MORE.match(s, j, end):
            if at_least and not before:
                break
            at_least, plain = True, False
        elif about and (match := _STILL_ABOUT.match(s, j, end)):
            plain = False
        else:
            break
        j = match.end()
    stop = j
    if (junk := _junk(s, j, end)) > j:
        return _fault(source, "number-digits", start, junk, _digits_message(), "12")
    if figure.bare and not (about or at_least):
        return _fault(
            source, "number-unclear", start, stop, _("“{value}” is no number here: write 100, or ~100."), "100"
        )
    if high > MOST:
        return _too_large(source, start, stop)
    return _made(source, start, stop, low, high, about, at_least, plain and not pair, measured)


def _made(
    source: Source, start: int, stop: int, low: int, high: int, about: bool, at_least: bool, plain: bool, measured: bool
) -> Found:
    """Make the count its number and the words around it say."""
    text = source.text[start:stop]
    if low != high:
        if at_least:
            return _fault(
                source,
                "count-unclear",
                start,
                stop,
                _("“{value}” is a range and a lower bound: write one of them."),
                "10-20",
            )
        if low > high:
            expected = f"{high}-{low}"
            return _fault(source, "range-order", start, stop, _("“{value}”: write the smaller number first."), expected)
        return Found(Count.between(low, high, text), stop, measured=measured)
    if low == 0 and (about or at_least):
        return _fault(
            source, "count-unclear", start, stop, _("“{value}”: nought is exact; write 0, or x for present."), "0"
        )
    if at_least:
        return Found(Count.at_least(low, text), stop, measured=measured)
    if about:
        return Found(Count.about(low, text), stop, measured=measured)
    return Found(Count.exact(low, text), stop, number=low if plain else None, measured=measured)


def _too_large(source: Source, start: int, stop: int) -> Found:
    return _fault(
        source,
        "number-large",
        start,
        stop,
        _("“{value}” is too large: the most one entry may hold is {most}.").replace("{most}", f"{MOST}"),
        str(MOST),
    )


def _digits_message() -> str:
    return _("“{value}” is no number here: write it with the digits 0-9.")


def _read_figure(source: Source, i: int, end: int) -> _Number | None:
    """Read a number, a sum of them, or a range."""
    s, text = source.s, source
    first = _read_single(source, i, end)
    if first is None or first.fault is not None:
        return first
    low, high, j = first.low, first.high, first.end
    summed = False
    while plus := _PLUS.match(s, j, end):
        term = _read_single(source, plus.end(), end)
        if term is None or low != high:
            break
        if term.fault is not None:
            return term
        low, high, j, summed = low + term.low, high + term.high, term.end, True
    if summed and j < end and s[j] == "+":
        fault = text.problem(
            "count-plus", i, j + 1, _("“{value}”: one more number is missing, or one + too many."), "3+5"
        )
        return _Number(0, 0, j + 1, fault=fault)
    if (to := _TO.match(s, j, end)) and not summed and low == high:
        last = _read_single(source, to.end(), end)
        if last is not None and last.fault is not None:
            return last
        if last is not None and last.low == last.high:
            return _Number(low, last.high, last.end)
    return _Number(low, high, j, first.bare)


def _read_single(source: Source, i: int, end: int) -> _Number | None:
    """Read one number: digits, digits with 百 千 万, or a Han numeral."""
    s = source.s
    if scaled := _SCALED.match(s, i, end):
        whole, _dot, fraction = scaled[1].partition(".")
        unit = {"百": 2, "千": 3, "万": 4}[scaled[2]]
        if len(fraction) <= unit and len(whole) < 8:
            value = int(whole + fraction) * 10 ** (unit - len(fraction))
            return _Number(value, value, scaled.end())
    if digits := _NUMBER.match(s, i, end):
        return _read_digits(source, i, digits.end(), end)
    numeral = read_numeral(s, i, end)
    if numeral is None:
        junk = _junk(s, i, end)
        if junk == i:
            return None
        return _Number(0, 0, junk, fault=source.problem("number-digits", i, junk, _digits_message(), "12"))
    if numeral.low is None or numeral.high is None:
        return _Number(
            0, 0, numeral.end, fault=source.problem("number-unclear", i, numeral.end, _digits_message(), "12")
        )
    return _Number(numeral.low, numeral.high, numeral.end, numeral.bare)


def _read_digits(source: Source, i: int, j: int, end: int) -> _Number:
    """Read plain digits, and see what people put between and around them that makes them unclear."""
    s = source.s
    if (junk := _junk(s, j, end)) > j:
        return _Number(0, 0, junk, fault=source.problem("number-digits", i, junk, _digits_message(), "12"))
    if comma := re.compile(r"(,[0-9]+)+").match(s, j, end):
        plain = s[i : comma.end()].replace(",", "")
        fault = source.problem(
            "number-comma",
            i,
            comma.end(),
            _(
                "“{value}”: no comma inside a number. Write {plain}, or a blank after the comma for the next bird."
            ).replace("{plain}", plain),
            plain,
        )
        return _Number(0, 0, comma.end(), fault=fault)
    if dot := re.compile(r"\.[0-9]+").match(s, j, end):
        fault = source.problem(
            "number-decimal", i, dot.end(), _("“{value}”: birds are counted in whole numbers."), s[i:j]
        )
        return _Number(0, 0, dot.end(), fault=fault)
    if j - i > 1 and s[i] == "0":
        message = _("“{value}”: a number does not start with 0. A time of day is written @0730.")
        return _Number(0, 0, j, fault=source.problem("number-zero", i, j, message, s[i:j].lstrip("0") or "0"))
    if j - i > len(str(MOST)):
        return _Number(0, 0, j, fault=_too_large(source, i, j).fault)
    return _Number(int(s[i:j]), int(s[i:j]), j)


def _junk(s: str, i: int, end: int) -> int:
    """Return where a run of other scripts' digits, powers and fractions stops (², ½, ٣, Ⅻ, ①)."""
    while i < end and not s[i].isascii() and unicodedata.category(s[i])[0] == "N" and not "\u3007" <= s[i] <= "\u9fff":
        i += 1
    return i
