"""How the invented counters write: exact and about, at least and between, males and females, heard and flying over."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, time
from random import Random
from typing import TYPE_CHECKING

from birdlog.demo.birds import Habit
from birdlog.draft import Count, Kind, Part, SightingDraft, SurveyDraft

if TYPE_CHECKING:
    from birdlog.checklist import Checklist, Taxon

__all__ = ["Notebook"]

_BEHAVIOURS = {
    "游禽": ("foraging", "resting", "swimming", "diving", "preening"),
    "涉禽": ("foraging", "resting", "preening", "walking", "alert"),
    "猛禽": ("flying", "perching", "hawking"),
    "攀禽": ("perching", "foraging", "calling"),
    "陆禽": ("foraging", "perching", "walking"),
    "鸣禽": ("foraging", "perching", "calling", "chasing"),
}
_HABITATS = {
    "游禽": ("开阔水面", "深水塘"),
    "涉禽": ("浅滩", "泥滩", "芦苇边"),
    "鸣禽": ("芦苇", "林带", "草地"),
    "陆禽": ("草地", "林带"),
}
_NOTES = ("离得较远，看不清年龄", "与前一群合在一起", "近水闸", "堤外滩涂", "停在电线上", "雾中，数量可能偏低")


class Notebook:
    """The sightings of one outing, written one after another."""

    def __init__(self, checklist: Checklist, chance: Random, header: SurveyDraft) -> None:
        self.checklist = checklist
        self.chance = chance
        self.header = header
        self.lines: list[SightingDraft] = []

    def sightings(self) -> tuple[SightingDraft, ...]:
        """Return what was written, in an order and at times as on a walk."""
        lines = list(self.lines)
        self.chance.shuffle(lines)
        # What is more of a bird comes after its first line.
        lines.sort(key=lambda line: line.op == "more")
        start, minutes = self.header.start, self.header.minutes
        if start is None or minutes is None:
            return tuple(lines)
        moments = sorted(self.chance.randrange(minutes) for _line in lines)
        timed = []
        for line, moment in zip(lines, moments, strict=True):
            at = start.hour * 60 + start.minute + moment
            # Zeros are written at the end and have no time; of the rest about half the times are noted.
            noted = line.count.kind is not Kind.NONE and self.chance.random() < 0.55
            timed.append(replace(line, time=time(at // 60, at % 60)) if noted else line)
        return tuple(timed)

    def write_none(self, taxon: str) -> None:
        """Write that a bird was looked for and not there."""
        bird = self.checklist.get(taxon)
        self.lines.append(SightingDraft(taxon=taxon, name=bird.chinese_name, count=Count.none("0")))

    def write(self, habit: Habit, expected: float) -> None:
        """Write one bird of which the season brings about ``expected``."""
        bird, chance = self.checklist.get(habit.taxon), self.chance
        number = max(1, round(expected))
        count = self._count(number, habit.marks)
        detection = self._detection(habit.marks, count)
        observers = self.header.observers
        dead = number == 1 and bird.waterbird and chance.random() < 0.02
        line = SightingDraft(
            taxon=habit.taxon,
            name=bird.chinese_name,
            count=Count.exact(1, "1") if dead else count,
            detection="seen" if dead else detection,
            condition="dead" if dead else "alive",
            certainty="uncertain" if habit.chance < 0.1 and chance.random() < 0.08 else "certain",
            parts=self._parts(habit.marks, count) if detection in ("seen", "both") and not dead else (),
            observer=chance.choice(observers) if len(observers) > 1 and chance.random() < 0.15 else "",
            note=chance.choice(_NOTES) if chance.random() < 0.03 else "",
        )
        if not dead:
            line = replace(
                line,
                behaviours=self._behaviours(bird, detection),
                breeding=self._breeding(bird, habit.marks, detection),
                habitat=self._habitat(bird, detection),
            )
        self.lines.append(line)
        if not dead and number > 3 and detection == "seen" and chance.random() < 0.04:
            more = chance.randint(1, 5)
            self.lines.append(
                replace(line, op="more", count=Count.exact(more, str(more)), parts=(), note="", breeding="")
            )

    def _count(self, number: int, marks: str) -> Count:
        """Say a number as people do: small ones exactly, large ones roundly, reed birds sometimes not at all."""
        lot = self.chance.random()
        if ("u" in marks and lot < 0.5) or ("h" in marks and lot < 0.08):
            return Count.present("有")
        if number <= 15:
            if number >= 6 and lot > 0.96:
                return Count.between(number - 2, number + 2, f"{number - 2}-{number + 2}")
            return Count.exact(number, str(number))
        step = 5 if number < 60 else 10 if number < 200 else 50
        rounded = max(step, step * round(number / step))
        if lot < 0.42 or "u" in marks:
            return Count.about(rounded, f"约{rounded}")
        if lot < 0.56:
            least = step * math.floor(number / step)
            return Count.at_least(least, f"{least}+")
        if lot < 0.64:
            low, high = step * math.floor(number * 0.8 / step), step * math.ceil(number * 1.2 / step)
            return Count.between(low, high, f"{low}-{high}")
        return Count.exact(number, str(number))

    def _detection(self, marks: str, count: Count) -> str:
        """Seen, unless the bird is one that is heard or flies over."""
        lot = self.chance.random()
        few = count.best is None or count.best <= 6
        if "h" in marks and few and lot < 0.5:
            return "heard" if lot < 0.4 else "both"
        if "o" in marks and lot < 0.5:
            return "overhead"
        return "seen"

    def _parts(self, marks: str, count: Count) -> tuple[Part, ...]:
        """Sexes, young and plumages of what was counted one by one; never more than there were."""
        if count.kind is not Kind.EXACT or count.best is None or count.best > 40:
            return ()
        whole, month, lot = count.best, self.header.date.month, self.chance.random()
        if "s" in marks and lot < 0.5:
            males = sum(self.chance.random() < 0.5 for _bird in range(whole))
            females = (whole - males) if self.chance.random() < 0.7 else (whole - males) // 2
            pairs = (Part(males, sex="male"), Part(females, sex="female"))
            return tuple(part for part in pairs if part.number)
        if "y" in marks and month in (6, 7, 8) and 2 < whole <= 15 and lot < 0.45:
            young = self.chance.randint(1, whole - 1)
            age = "chick" if month == 6 and self.chance.random() < 0.5 else "juvenile"
            return (Part(whole - young, age="adult"), Part(young, age=age))
        if "p" in marks and month in (3, 4, 5) and lot < 0.3:
            return (Part(self.chance.randint(1, whole), plumage="breeding"),)
        return ()

    def _behaviours(self, bird: Taxon, detection: str) -> tuple[str, ...]:
        if detection == "heard" or self.chance.random() > 0.22:
            return ()
        if detection == "overhead":
            return ("flying",)
        choice = _BEHAVIOURS.get(bird.guild)
        return (self.chance.choice(choice),) if choice else ()

    def _habitat(self, bird: Taxon, detection: str) -> str:
        choice = _HABITATS.get(bird.guild)
        if detection == "overhead" or choice is None or self.chance.random() > 0.3:
            return ""
        return self.chance.choice(choice)

    def _breeding(self, bird: Taxon, marks: str, detection: str) -> str:
        """Signs of breeding from late April to July, of birds that stay for it."""
        day = self.header.date
        season = date(day.year, 4, 20) <= day <= date(day.year, 7, 20)
        if not season or not set(bird.status) & {"R", "S"} or detection == "overhead" or self.chance.random() > 0.12:
            return ""
        if detection in ("heard", "both"):
            return "S"
        if "y" not in marks and bird.guild != "鸣禽":
            return "P"
        codes = ("P", "C", "CN", "NB") if day.month < 6 else ("ON", "FY", "CF", "FL")
        return self.chance.choice(codes)
