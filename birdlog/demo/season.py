"""What the season and the sky make of a morning: presence of a status through the year, weather, tide."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from random import Random

__all__ = ["Sky", "presence", "sky", "tide"]

_SHANGHAI = timezone(timedelta(hours=8))

# Mean morning temperature of each month in degrees C, and how windy, wet and foggy it is.
_WARM = (3.5, 5.0, 9.0, 14.5, 19.5, 23.5, 27.5, 27.5, 23.5, 18.0, 12.0, 6.0)
_WINDS = {"winter": ("N", "NW", "NE", "NW", "N", "E"), "summer": ("SE", "S", "E", "SE", "SW", "NE")}
_SKIES = ("clear", "partly-cloudy", "overcast", "drizzle", "fog", "haze")
_ODDS = {"winter": (34, 28, 22, 6, 4, 6), "spring": (26, 30, 26, 10, 6, 2), "summer": (30, 36, 20, 12, 1, 1)}

# A new moon (2000-01-06 18:14 UTC) and the mean length of a moon; half a lunar day from high water to high water.
_NEW_MOON = datetime(2000, 1, 7, 2, 14, tzinfo=_SHANGHAI)
_MONTH = 29.530588853
_TIDE_HOURS = 12.4206
# How long after the moon's passage the water stands highest at the invented site.
_LAG_HOURS = 11.5


def presence(status: str, day: date) -> float:
    """Return how much of its full strength (0 to 1) a bird of a status has on a day; R W S P may stand together."""
    number = day.timetuple().tm_yday
    strength = 0.0
    if "R" in status:
        strength = 1.0
    if "W" in status:
        strength = max(strength, _rise(number, 300, 9) + _rise(-number, -82, 9))
    if "S" in status:
        strength = max(strength, _rise(number, 112, 6) * _rise(-number, -258, 8))
    if "P" in status:
        strength = max(strength, _bump(number, 119, 12), 0.9 * _bump(number, 256, 19))
    return min(strength, 1.0)


def _rise(number: int, middle: int, width: float) -> float:
    """A smooth step from 0 to 1 around a day."""
    return 1.0 / (1.0 + math.exp(-(number - middle) / width * 2.0))


def _bump(number: int, middle: int, width: float) -> float:
    """A smooth hill around a day."""
    return math.exp(-(((number - middle) / width) ** 2) / 2.0)


@dataclass(frozen=True, slots=True)
class Sky:
    """The weather of a morning; codes are those of the survey's header."""

    weather: str
    temperature_c: float
    wind_direction: str
    wind_force: int


def sky(chance: Random, day: date) -> Sky:
    """Invent the weather of a morning that people went out in."""
    season = "summer" if day.month in (6, 7, 8, 9) else "spring" if day.month in (3, 4, 5) else "winter"
    warm = _WARM[day.month - 1] + chance.gauss(0, 2.2)
    weather = chance.choices(_SKIES, _ODDS[season])[0]
    winds = _WINDS["winter" if day.month in (10, 11, 12, 1, 2, 3) else "summer"]
    return Sky(weather, round(warm, 1), chance.choice(winds), min(6, max(1, round(chance.gauss(2.8, 1.1)))))


def tide(day: date, start: time) -> tuple[str, str]:
    """Return the tide's state and range on a morning, from the moon's age alone: plausible, not a tide table."""
    moment = datetime.combine(day, start, _SHANGHAI)
    age = ((moment - _NEW_MOON).total_seconds() / 86400.0) % _MONTH
    # The moon passes at noon when new and about 49 minutes later each day.
    passage = 12.0 + 24.0 * age / _MONTH
    hours = (moment.hour + moment.minute / 60.0 - passage - _LAG_HOURS) % _TIDE_HOURS
    state = "high" if hours < 1 or hours > 11.4 else "falling" if hours < 5.2 else "low" if hours < 7.2 else "rising"
    # Springs come about two days after new and full moon.
    from_spring = (age - 2.0) % (_MONTH / 2.0)
    from_spring = min(from_spring, _MONTH / 2.0 - from_spring)
    return state, "spring" if from_spring < 2.5 else "neap" if from_spring > 5.2 else "middle"
