"""The invented year: plausible, the same for a seed, and said to be invented wherever it goes."""

from collections import Counter
from dataclasses import replace
from datetime import date, time

import pytest

from birdlog.checklist import Checklist
from birdlog.demo.birds import EVERYDAY, LOOKED_FOR
from birdlog.demo.invent import OBSERVERS, PLOTS, SAID_SO, Outing, invent
from birdlog.demo.season import presence, tide
from birdlog.draft import Kind, SightingDraft, check, check_survey


@pytest.fixture(scope="module")
def outings(checklist: Checklist) -> list[Outing]:
    return invent(checklist, 2025, 1)


@pytest.fixture(scope="module")
def birds(outings: list[Outing]) -> list[SightingDraft]:
    return [bird for outing in outings for bird in outing.birds]


def test_every_bird_of_the_table_is_in_the_checklist_and_has_a_season(checklist: Checklist):
    for habit in EVERYDAY:
        taxon = checklist.get(habit.taxon)
        assert set(habit.season or taxon.status) <= set("RWSP"), habit.taxon
        assert habit.season or taxon.status, habit.taxon
        assert set(habit.marks) <= set("hosypu"), habit.taxon
    assert all(taxon in checklist for taxon in LOOKED_FOR)
    assert len({habit.taxon for habit in EVERYDAY}) == len(EVERYDAY)


def test_a_year_has_the_size_of_one(outings: list[Outing], birds: list[SightingDraft]):
    assert 50 <= len(outings) <= 110
    assert 1500 <= len(birds) <= 3200
    assert {outing.header.date.year for outing in outings} == {2025}
    assert {outing.header.date.month for outing in outings} == set(range(1, 13))
    assert 150 <= len({bird.taxon for bird in birds}) <= 260


@pytest.mark.parametrize(("year", "seed"), [(2025, 1), (2024, 1), (2025, 7), (1999, 2**70)])
def test_every_draft_passes_the_check(checklist: Checklist, year: int, seed: int):
    taxa = {taxon.id for taxon in checklist}
    for outing in invent(checklist, year, seed):
        assert not check_survey(replace(outing.header, site="x"), date(year, 12, 31))
        for bird in outing.birds:
            assert not check(bird, taxa)
            assert bird.name == checklist.get(bird.taxon).chinese_name
            if bird.time:
                assert outing.header.start and outing.header.end
                assert outing.header.start <= bird.time <= outing.header.end


def test_a_seed_makes_one_year_and_another_another(checklist: Checklist, outings: list[Outing]):
    assert invent(checklist, 2025, 1) == outings
    assert invent(checklist, 2025, 2) != outings


def test_it_says_everywhere_that_it_is_invented(outings: list[Outing]):
    assert "虚构" in SAID_SO and "Invented" in SAID_SO
    assert all(outing.header.note == SAID_SO for outing in outings)
    assert all("演示" in name for name in [*OBSERVERS, *PLOTS.values()])
    for outing in outings:
        assert set(outing.header.observers) <= set(OBSERVERS)
        assert {bird.observer for bird in outing.birds} <= {"", *outing.header.observers}


def test_counts_of_every_kind_that_people_write(birds: list[SightingDraft]):
    kinds = Counter(bird.count.kind for bird in birds)
    assert {Kind.EXACT, Kind.ABOUT, Kind.AT_LEAST, Kind.RANGE, Kind.PRESENT, Kind.NONE} == set(kinds)
    assert min(kinds.values()) >= 15
    assert {bird.detection for bird in birds} == {"seen", "heard", "both", "overhead"}
    assert sum(bool(bird.parts) for bird in birds) > 50
    assert {part.sex for bird in birds for part in bird.parts} == {"", "male", "female"}
    assert any(bird.breeding for bird in birds)
    assert any(bird.condition == "dead" for bird in birds)


def test_the_seasons_are_those_of_the_checklist(checklist: Checklist, outings: list[Outing]):
    months: dict[str, Counter[int]] = {}
    for outing in outings:
        for bird in outing.birds:
            if bird.count.kind is not Kind.NONE:
                months.setdefault(bird.taxon, Counter())[outing.header.date.month] += 1
    assert not set(months["green-winged-teal"]) & {5, 6, 7, 8}
    assert not set(months["oriental-reed-warbler"]) & {12, 1, 2, 3}
    assert len(months["light-vented-bulbul"]) == 12
    assert set(months["red-necked-stint"]) <= {4, 5, 6, 7, 8, 9, 10}
    for taxon, seen in months.items():
        status = checklist.get(taxon).status
        if status == "W":
            assert not set(seen) & {6, 7, 8}, taxon
        if status == "S":
            assert not set(seen) & {12, 1, 2}, taxon


def test_effort_and_header_are_filled_in(outings: list[Outing]):
    protocols = Counter(outing.header.protocol for outing in outings)
    assert set(protocols) == {"stationary", "traveling", "area", "incidental"}
    complete = Counter(outing.header.complete for outing in outings)
    assert set(complete) == {True, False, None}
    assert complete[True] > complete[False]
    for outing in outings:
        if outing.header.protocol != "incidental":
            header = outing.header
            assert header.weather and header.tide and header.tide_range and header.wind_force
            assert header.minutes and header.start and header.end and header.temperature_c is not None


def test_visits_have_two_parts_that_add_up(outings: list[Outing]):
    by_key = {outing.key: outing for outing in outings}
    parts = [outing for outing in outings if outing.visit]
    assert len(parts) >= 20
    for part in parts:
        visit = by_key[part.visit]
        assert outings.index(visit) < outings.index(part)
        assert not visit.birds
        assert part.place in PLOTS and part.header.relation == "add" and part.header.synchronous
        assert (part.header.date, part.header.weather) == (visit.header.date, visit.header.weather)
        assert set(part.header.observers) <= set(visit.header.observers)


def test_presence_through_the_year():
    winter, spring, summer, autumn = (date(2025, m, d) for m, d in ((1, 10), (4, 29), (6, 25), (9, 13)))
    assert [round(presence("R", day)) for day in (winter, spring, summer, autumn)] == [1, 1, 1, 1]
    assert [round(presence("W", day)) for day in (winter, spring, summer, autumn)] == [1, 0, 0, 0]
    assert [round(presence("S", day)) for day in (winter, spring, summer, autumn)] == [0, 1, 1, 1]
    assert [round(presence("P", day)) for day in (winter, spring, summer, autumn)] == [0, 1, 0, 1]
    assert presence("", winter) == presence("V", winter) == 0
    assert all(0 <= presence("RWSP", date(2024, month, 28)) <= 1 for month in range(1, 13))


def test_tides_turn_and_springs_follow_the_moon():
    days = [date(2025, 3, day) for day in range(1, 32)]
    start = time(6, 0)
    assert {tide(day, start)[0] for day in days} == {"rising", "high", "falling", "low"}
    ranges = [tide(day, start)[1] for day in days]
    # New moon on 29 March 2025, full on the 14th: springs a day or two later, neaps a week on.
    assert ranges[16 - 1] == ranges[31 - 1] == "spring"
    assert ranges[9 - 1] == ranges[23 - 1] == "neap"
