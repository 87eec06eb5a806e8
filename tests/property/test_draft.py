"""The check holds whatever a draft is made of: it raises nothing, and what passes keeps its promises."""

from datetime import date, time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from birdlog.draft import MOST, Count, Kind, Part, SightingDraft, SurveyDraft, check, check_survey

numbers = st.one_of(st.none(), st.integers(-5, 30), st.integers(), st.booleans(), st.floats(), st.text(max_size=3))
texts = st.one_of(st.text(st.characters(codec=None, exclude_categories=()), max_size=8), st.none())
kinds = st.sampled_from([*Kind, "exact", "lots"])
counts = st.builds(Count, kinds, numbers, numbers, numbers, st.text(max_size=4))
parts = st.builds(Part, numbers, *(st.sampled_from(["", "male", "adult", "breeding", "x"]) for _ in range(3)))


def errors(problems: list[Any]) -> list[str]:
    return [problem.code for problem in problems if problem.severity == "error"]


@given(counts, st.lists(parts, max_size=3), texts, st.one_of(numbers), st.one_of(numbers), st.one_of(st.times(), texts))
def test_a_sighting_of_anything_is_checked(
    count: Count, some: list[Part], note: Any, latitude: Any, longitude: Any, clock: Any
) -> None:
    draft = SightingDraft(
        taxon="x", count=count, parts=tuple(some), note=note, latitude=latitude, longitude=longitude, time=clock
    )
    if errors(check(draft, {"x"})):
        return
    numbers_said = [number for number in (count.low, count.best, count.high) if number is not None]
    assert all(type(number) is int and 0 <= number <= MOST for number in numbers_said)
    assert numbers_said == sorted(numbers_said)
    assert count.has_number == (count.kind not in (Kind.PRESENT, Kind.CLASS))
    whole = count.best if count.high is None else count.high
    for field in ("sex", "age", "plumage"):
        total = sum(part.number for part in some if getattr(part, field))
        assert whole is None or total <= whole
    note.encode("utf-8")
    assert clock is None or isinstance(clock, time)
    assert (latitude is None) == (longitude is None)


@given(
    st.dates(), st.dates(), st.one_of(st.none(), st.times()), st.one_of(st.none(), st.times()), numbers, numbers, texts
)
def test_a_survey_of_anything_is_checked(
    day: date, today: date, start: Any, end: Any, minutes: Any, distance: Any, note: Any
) -> None:
    survey = SurveyDraft(site="s", date=day, start=start, end=end, minutes=minutes, distance_m=distance, note=note)
    if errors(check_survey(survey, today)):
        return
    assert day.year >= 1800
    assert minutes is None or 0 <= minutes <= 1440
    assert distance is None or distance >= 0
