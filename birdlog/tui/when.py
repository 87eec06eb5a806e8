"""Dates, times and winds as people type them in a header. Pure: today and now are passed in."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta

__all__ = ["COMPASS", "parse_date", "parse_time", "parse_wind", "say_wind"]

COMPASS = {
    "N": "北",
    "NE": "东北",
    "E": "东",
    "SE": "东南",
    "S": "南",
    "SW": "西南",
    "W": "西",
    "NW": "西北",
}
"""Wind directions: the code stored, and the Chinese word."""

_DAYS = {"今天": 0, "今日": 0, "today": 0, "t": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "y": 1, "前天": 2, "前日": 2}
_DATE = re.compile(r"(?:(\d{4}|\d{2})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?")
_DIGITS = re.compile(r"(\d{4})?(\d{2})(\d{2})")
_DAY = re.compile(r"(\d{1,2})[日号]?")
_TIME = re.compile(r"(\d{1,2})[:.点时h](\d{1,2})?分?|(\d{1,2})(\d{2})")
_WIND = re.compile(r"(?P<from>[a-z]{0,2}|[东南西北]{0,2})(?:风|wind)?(?P<force>\d{1,2})?级?(?:bft)?")


def _folded(text: str) -> str:
    """Full-width digits and signs as their narrow twins, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def parse_date(text: str, today: date) -> date | None:
    """Return the day that `text` means, None where it means none.

    Without a year it is the latest such day that is not after today; a day of the month alone likewise.
    """
    text = _folded(text)
    if text in _DAYS:
        return today - timedelta(days=_DAYS[text])
    if back := re.fullmatch(r"-(\d{1,3})", text):
        return today - timedelta(days=int(back[1]))
    year = month = day = None
    if found := _DATE.fullmatch(text) or _DIGITS.fullmatch(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        if year is not None and year < 100:
            year += 2000
    elif found := _DAY.fullmatch(text):
        return _latest_day(int(found[1]), today)
    if month is None or day is None:
        return None
    try:
        if year is not None:
            return date(year, month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year <= today else date(today.year - 1, month, day)
    except ValueError:
        return None


def _latest_day(day: int, today: date) -> date | None:
    """Return the latest day of that number in a month that is not after today."""
    first = today.replace(day=1)
    for _month in range(3):
        try:
            found = first.replace(day=day)
        except ValueError:
            found = None
        if found is not None and found <= today:
            return found
        first = (first - timedelta(days=1)).replace(day=1)
    return None


def parse_time(text: str, now: time) -> time | None:
    """Return the time of day that `text` means (0730, 7:30, 7点半, now), None where it means none."""
    text = _folded(text)
    if text in {"now", "n", "现在", "此刻"}:
        return now.replace(second=0, microsecond=0, tzinfo=None)
    text = re.sub(r"(?<=[点时])半$", "30", text)
    text = re.sub(r"(?<=[点时])一刻$", "15", text)
    found = _TIME.fullmatch(text)
    if not found:
        return None
    hour = int(found[1] or found[3])
    minute = int(found[2] or found[4] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def parse_wind(text: str) -> tuple[str, int | None] | None:
    """Return direction code and force in Beaufort ("" and None: not said), None where `text` is no wind."""
    text = _folded(text)
    if not text:
        return "", None
    if text in {"无风", "静风", "无", "calm"}:
        return "", 0
    found = _WIND.fullmatch(text)
    if not found:
        return None
    force = int(found["force"]) if found["force"] else None
    if force is not None and force > 17:
        return None
    where = found["from"].upper()
    if not where:
        return ("", force) if force is not None else None
    words = {word: code for code, word in COMPASS.items()} | {"北东": "NE", "南东": "SE", "南西": "SW", "北西": "NW"}
    code = where if where in COMPASS else words.get(where)
    return (code, force) if code else None


def say_wind(direction: str, force: int | None, language: str) -> str:
    """Return the wind in words, blank where nothing was said."""
    if not direction and force == 0:
        return "无风" if language == "zh" else "calm"
    if language == "zh":
        return (f"{COMPASS.get(direction, direction)}风" if direction else "风" if force else "") + (
            f"{force}级" if force is not None else ""
        )
    return " ".join(part for part in (direction, f"force {force}" if force is not None else "") if part)
