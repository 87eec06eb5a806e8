"""The invention itself, as drafts: which mornings, who went, what was written down. Pure, and the same for a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from random import Random
from typing import TYPE_CHECKING

from birdlog.demo.birds import EVERYDAY, LOOKED_FOR, Habit
from birdlog.demo.notebook import Notebook
from birdlog.demo.season import presence, sky, tide
from birdlog.draft import SightingDraft, SurveyDraft

if TYPE_CHECKING:
    from birdlog.checklist import Checklist

__all__ = ["OBSERVERS", "PLOTS", "SAID_SO", "Outing", "invent"]

#: Stands in the note of every invented survey, whatever the language of whoever reads it.
SAID_SO = "演示用的虚构记录，不是真实观测。Invented for demonstration: not a real observation."
#: Nobody's names.
OBSERVERS = ("演示观察者甲", "演示观察者乙", "演示观察者丙", "演示观察者丁", "演示观察者戊")
#: The plots of the invented site, by the key that outings name them by.
PLOTS = {"tower": "演示观鸟塔", "dyke": "演示海堤样线"}

# How much of the whole site's birds a count at a plot meets, of its species and of their numbers.
_AT_PLOT = {"": (0.82, 1.0), "tower": (0.58, 0.6), "dyke": (0.54, 0.5)}
_RARE = 0.03


@dataclass(frozen=True, slots=True)
class Outing:
    """One invented survey: its header without uids, what closes it, and its birds.

    ``place`` is a key of PLOTS, blank for the whole site; ``visit`` the key of the outing that it is a part of.
    """

    key: str
    header: SurveyDraft
    birds: tuple[SightingDraft, ...]
    place: str = ""
    visit: str = ""


def invent(checklist: Checklist, year: int, seed: int) -> list[Outing]:
    """Return a year of outings in order of time: a morning a week, two parties once a month, and stray records."""
    birds = _Birds(checklist)
    outings = [outing for week, day in enumerate(_mornings(year, seed), 1) for outing in _week(birds, week, day, seed)]
    chance = Random(f"birdlog demo {year} {seed} stray")
    for number in range(1, 13):
        day = date(year, number, chance.randint(1, 28))
        outings.append(_stray(birds, f"stray-{number}", day, Random(f"birdlog demo {year} {seed} stray {number}")))
    return sorted(outings, key=lambda outing: (outing.header.date, outing.header.start or time(0), outing.place != ""))


def _mornings(year: int, seed: int) -> Iterator[date]:
    """One morning a week, mostly Saturdays, as volunteers go."""
    chance = Random(f"birdlog demo {year} {seed} mornings")
    day = date(year, 1, 1)
    day += timedelta((5 - day.weekday()) % 7)
    while day.year == year:
        chosen = day + timedelta(chance.choices((0, 1, -2), (7, 3, 1))[0])
        yield chosen if chosen.year == year else day
        day += timedelta(7)


class _Birds:
    """What may turn up: the everyday birds of the table, and the other usual ones of the checklist as rarities."""

    def __init__(self, checklist: Checklist) -> None:
        self.checklist = checklist
        known = [habit for habit in EVERYDAY if habit.taxon in checklist]
        names = {habit.taxon for habit in known}
        rare = [
            Habit(taxon.id, _RARE, 1.4, "", taxon.status)
            for taxon in checklist
            if taxon.tier == "usual" and taxon.kind == "species" and taxon.id not in names and taxon.status
        ]
        self.habits = [(habit, habit.season or checklist.get(habit.taxon).status) for habit in known + rare]

    def meet(self, chance: Random, day: date, place: str, *, only_water: bool = False) -> list[tuple[Habit, float]]:
        """Return the birds of an outing with how many of each its season would bring, in the checklist's order."""
        share, number = _AT_PLOT[place]
        met = []
        for habit, status in self.habits:
            strength = presence(status, day)
            # Drawn for every bird on every day, so that one bird's chance does not move the others.
            lot, size = chance.random(), chance.lognormvariate(0, 0.55)
            if only_water and not self.checklist.get(habit.taxon).waterbird:
                continue
            if lot < habit.chance * strength**0.8 * share:
                met.append((habit, max(1.0, habit.number * number * strength**0.6 * size)))
        return met


def _week(birds: _Birds, week: int, day: date, seed: int) -> list[Outing]:
    """One morning: a count of the whole site, or once a month a visit in two parts, at the tower and on the dyke."""
    chance = Random(f"birdlog demo {day.year} {seed} week {week}")
    start = time(5 if day.month in (5, 6, 7, 8) else 6, chance.choice((0, 10, 20, 30, 40, 50)))
    observers = tuple(chance.sample(OBSERVERS, chance.choices((1, 2, 3, 4), (2, 5, 3, 1))[0]))
    key = f"week-{week:02d}"
    if week % 4 != 2:
        protocol = chance.choices(("area", "traveling", "stationary"), (5, 3, 2))[0]
        complete = chance.random() < 0.85
        only_water = complete and chance.random() < 0.08
        header = _header(chance, day, start, observers, protocol, minutes=chance.randrange(90, 185, 5))
        header = _closed(header, complete=complete, target="waterbirds" if only_water else "all" if complete else "")
        return [Outing(key, header, _write(birds, chance, header, "", only_water=only_water))]
    if len(observers) < 2:
        observers = OBSERVERS[:2]
    half = len(observers) // 2
    visit = _header(chance, day, start, observers, "area", minutes=150, synchronous=True)
    outings = [Outing(key, _closed(visit, complete=None, target=""), ())]
    for place, party, protocol in (("tower", observers[:half], "stationary"), ("dyke", observers[half:], "traveling")):
        header = _header(chance, day, start, party, protocol, minutes=150, synchronous=True, like=visit)
        header = _closed(header, complete=True, target="all", relation="add")
        outings.append(Outing(f"{key}-{place}", header, _write(birds, chance, header, place), place, key))
    return outings


def _stray(birds: _Birds, key: str, day: date, chance: Random) -> Outing:
    """A few birds noted in passing, on any day."""
    start = time(chance.randint(7, 17), chance.choice((5, 15, 25, 35, 45, 55)))
    header = SurveyDraft(
        site="", date=day, start=start, entered="live", protocol="incidental", party_size=1,
        observers=(chance.choice(OBSERVERS),), note=SAID_SO,
    )  # fmt: skip
    notebook = Notebook(birds.checklist, chance, header)
    met = birds.meet(chance, day, "")
    for habit, number in chance.sample(met, min(len(met), chance.randint(1, 4))):
        notebook.write(habit, number)
    return Outing(key, header, notebook.sightings())


def _header(
    chance: Random, day: date, start: time, observers: tuple[str, ...], protocol: str, *, minutes: int,
    synchronous: bool = False, like: SurveyDraft | None = None,
) -> SurveyDraft:  # fmt: skip
    """Fill in a header as a counter does; ``like`` shares its weather."""
    air = sky(chance, day)
    if like is not None:
        weather, warm = like.weather, like.temperature_c
        wind_direction, wind_force = like.wind_direction, like.wind_force
    else:
        weather, warm, wind_direction, wind_force = air.weather, air.temperature_c, air.wind_direction, air.wind_force
    state, tide_range = tide(day, start)
    whole = start.hour * 60 + start.minute + minutes
    return SurveyDraft(
        site="",
        date=day,
        start=start,
        end=time(whole // 60, whole % 60),
        minutes=minutes,
        entered="afterwards",
        protocol=protocol,
        synchronous=synchronous,
        distance_m=float(chance.randrange(12, 32) * 100) if protocol == "traveling" else None,
        area_ha=float(chance.choice((12, 16, 20))) if protocol == "area" else None,
        party_size=len(observers),
        observers=observers,
        coverage=chance.choices(("C", "E", "G"), (6, 3, 1))[0] if protocol == "area" else "",
        weather=weather,
        temperature_c=warm,
        wind_direction=wind_direction,
        wind_force=wind_force,
        tide=state,
        tide_range=tide_range,
        water_level=chance.choices(("L", "N", "H"), (2, 6, 2))[0],
        disturbance=chance.choices(("N", "L", "M", "S"), (5, 4, 2, 1))[0],
        note=SAID_SO,
    )


def _closed(header: SurveyDraft, *, complete: bool | None, target: str, relation: str = "") -> SurveyDraft:
    """Answer what closing a survey asks."""
    return replace(header, complete=complete, target=target, relation=relation)


def _write(
    birds: _Birds, chance: Random, header: SurveyDraft, place: str, *, only_water: bool = False
) -> tuple[SightingDraft, ...]:
    """Write down the birds of a morning, and the looked-for ones that were not there."""
    notebook = Notebook(birds.checklist, chance, header)
    met = birds.meet(chance, header.date, place, only_water=only_water)
    for habit, number in met:
        notebook.write(habit, number)
    if header.complete and not only_water:
        found = {habit.taxon for habit, _number in met}
        for taxon in LOOKED_FOR:
            if taxon in birds.checklist and taxon not in found and chance.random() < 0.3:
                notebook.write_none(taxon)
    return notebook.sightings()
