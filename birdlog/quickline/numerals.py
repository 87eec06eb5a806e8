"""Han numerals as counters write them: 十二, 两千, 一万二, 十几, 三五, 二三十."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Numeral", "read_numeral"]

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_RUN = re.compile("[零〇一二两三四五六七八九十百千万廿卅几]+")
_DIGIT = "[一二两三四五六七八九]"
#: 三五, 七八十, 十二三, 二十三四: two digits side by side are a range.
_PAIR = re.compile(f"(?P<tens>{_DIGIT}?十)?(?P<a>{_DIGIT})(?P<b>{_DIGIT})(?P<unit>[十百千万]?)")


class Numeral(NamedTuple):
    """A numeral in a text: its ends (None, None if it is none), where it stops, and whether it is only 百 千 万.

    A bare unit counts where something says "about" beside it (近百, 百余), not alone.
    """

    low: int | None
    high: int | None
    end: int
    bare: bool = False


def read_numeral(s: str, start: int, end: int) -> Numeral | None:
    """Read the Han numeral that starts at ``start``; None if none does."""
    match = _RUN.match(s, start, end)
    if match is None:
        return None
    run, stop = match[0].replace("廿", "二十").replace("卅", "三十"), match.end()
    if run.endswith("十几") and (value := _value(run[:-1])) is not None:
        return Numeral(value + 1, value + 9, stop)
    if pair := _PAIR.fullmatch(run):
        a, b = _DIGITS[pair["a"]], _DIGITS[pair["b"]]
        if (b == a + 1 or (a, b) == (3, 5)) and not (pair["tens"] and pair["unit"]):
            base = _value(pair["tens"]) or 0 if pair["tens"] else 0
            unit = 10000 if pair["unit"] == "万" else _UNITS.get(pair["unit"], 1)
            return Numeral(base + a * unit, base + b * unit, stop)
    value = _value(run)
    return Numeral(value, value, stop, bare=run in ("百", "千", "万"))


def _value(run: str) -> int | None:
    """Return what a numeral says, None where it is not well made (十十, 百一千)."""
    total = section = 0
    digit: int | None = None
    unit, after_nought = 100_000, False
    for character in run:
        if character in _DIGITS:
            if digit is not None:
                return None
            if _DIGITS[character] == 0 and len(run) > 1:
                if after_nought:
                    return None
                after_nought = True
                continue
            digit = _DIGITS[character]
        elif character == "万":
            if total:
                return None
            total = (section + (digit or 0) or 1) * 10_000
            section, digit, unit, after_nought = 0, None, 10_000, False
        elif character in _UNITS:
            size = _UNITS[character]
            # Only ten may stand without a digit, and hundreds and thousands only as the whole numeral.
            if size >= unit or (digit is None and size != 10 and len(run) > 1):
                return None
            section += (1 if digit is None else digit) * size
            digit, unit, after_nought = None, size, False
        else:
            return None
    if digit is not None:
        # 一百二 is 120 and 一万二 is 12,000; 一百零二 is 102.
        section += digit * (unit // 10 if 100 <= unit <= 10_000 and not after_nought else 1)
    return total + section
