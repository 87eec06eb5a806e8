"""The one check: what refuses a draft, what is asked, what is only remarked on."""

import math
from dataclasses import replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

import pytest

from birdlog.draft import MOST, Count, Kind, Part, SightingDraft, SurveyDraft, check, check_survey

TAXA = {"little-egret"}
TODAY = date(2026, 11, 22)


def codes(**fields: Any) -> set[tuple[str, str]]:
    given: dict[str, Any] = {"taxon": "little-egret", "count": Count.exact(12), **fields}
    return {(problem.severity, problem.code) for problem in check(SightingDraft(**given), TAXA)}


def survey_codes(**fields: Any) -> set[tuple[str, str]]:
    given: dict[str, Any] = {"site": "s", "date": TODAY, **fields}
    return {(problem.severity, problem.code) for problem in check_survey(SurveyDraft(**given), TODAY)}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"count": Count.none()},
        {"count": Count.present(), "parts": (Part(3, "male"),)},
        {"count": Count.abundance("++")},
        {"count": Count.between(0, MOST)},
        {"count": Count.at_least(MOST)},
        {"parts": (Part(7, "male"), Part(5, "female"), Part(12, "", "adult"))},
        {"parts": (Part(12, "male", "adult", "breeding"),)},
        {"latitude": 30.71, "longitude": 121.34, "uncertainty_m": 5.0},
        {"note": "两行\n\t好的", "time": time(7, 30), "behaviours": ("foraging",), "breeding": "NB"},
        {"evidence": ("IMG_1.jpg",), "determined_by": "观察者丙", "determined_on": TODAY},
    ],
)
def test_what_may_be_written(fields: dict[str, Any]) -> None:
    assert codes(**fields) == set()


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"taxon": "白鹭"}, "taxon-unknown"),
        ({"taxon": ""}, "taxon-unknown"),
        ({"count": None}, "count-kind"),
        ({"count": Count.exact(MOST + 1)}, "count-range"),
        ({"count": Count.exact(-5)}, "count-range"),
        ({"count": Count(Kind.EXACT, True, True, True)}, "count-range"),
        ({"count": Count(Kind.EXACT, 3.7, 3.7, 3.7)}, "count-range"),  # type: ignore[arg-type]
        ({"count": Count(Kind.EXACT, "many", None, None)}, "count-range"),  # type: ignore[arg-type]
        ({"count": Count("lots", 1, 1, 1)}, "count-unknown"),  # type: ignore[arg-type]
        ({"count": Count(Kind.EXACT, 3, 4, 5)}, "count-shape"),
        ({"count": Count(Kind.EXACT, 0, 0, 0)}, "count-shape"),
        ({"count": Count(Kind.RANGE, 20, 15, 10)}, "count-shape"),
        ({"count": Count(Kind.RANGE, 10, 10, 10)}, "count-shape"),
        ({"count": Count(Kind.RANGE, 10, 20, 20)}, "count-shape"),
        ({"count": Count(Kind.AT_LEAST, 10, 10, 10)}, "count-shape"),
        ({"count": Count(Kind.PRESENT, 1, 1, 1)}, "count-shape"),
        ({"count": Count.abundance("++++")}, "count-shape"),
        ({"count": Count(Kind.NONE)}, "count-shape"),
        ({"parts": (Part(7, "male"), Part(6, "female"))}, "parts-exceed"),
        ({"parts": (Part(7, "", "adult"), Part(6, "", "juvenile"))}, "parts-exceed"),
        ({"parts": (Part(0, "male"),)}, "part-number"),
        ({"parts": (Part(3),)}, "part-blank"),
        ({"parts": (Part(3, "lady"),)}, "sex-unknown"),
        ({"count": Count.none(), "detection": "heard"}, "none-noticed"),
        ({"count": Count.none(), "behaviours": ("foraging",)}, "none-noticed"),
        ({"count": Count.none(), "op": "more"}, "more-nothing"),
        ({"op": "less"}, "op-unknown"),
        ({"detection": "smelt"}, "detection-unknown"),
        ({"behaviours": ("flirting",)}, "behaviour-unknown"),
        ({"breeding": "nb"}, "breeding-unknown"),
        ({"latitude": 30.7}, "point-half"),
        ({"latitude": 300.0, "longitude": 1.0}, "latitude-range"),
        ({"latitude": math.nan, "longitude": 1.0}, "latitude-range"),
        ({"latitude": 30.0, "longitude": 1.0, "uncertainty_m": -1.0}, "uncertainty-range"),
        ({"time": "07:30"}, "time-type"),
        ({"time": datetime(2026, 11, 22, 7, 30)}, "time-type"),
        ({"time": time(7, 30, tzinfo=timezone(timedelta(hours=8)))}, "time-type"),
        ({"note": "a" * 4001}, "text-long"),
        ({"note": "\x1b[31m"}, "text-control"),
        ({"note": "\ud800"}, "text-control"),
        ({"plot": "a\nb"}, "text-control"),
        ({"note": None}, "text-type"),
        ({"determined_on": datetime(2026, 11, 22)}, "date-type"),
        ({"uid": "17"}, "uid-length"),
        ({"evidence": "IMG_1.jpg"}, "text-type"),
    ],
)
def test_what_refuses_a_sighting(fields: dict[str, Any], code: str) -> None:
    assert ("error", code) in codes(**fields)


def test_a_point_on_the_diagonal_is_remarked_on() -> None:
    assert codes(latitude=30.7, longitude=30.7) == {("warning", "point-diagonal")}


def test_all_problems_are_found_together() -> None:
    assert len(codes(taxon="x", detection="x", breeding="x", time="x", note=None, latitude=1.0)) == 6


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"protocol": "traveling", "distance_m": 1200.0},
        {"start": time(7), "end": time(9), "minutes": 90},
        {"start": time(23), "end": time(1), "minutes": 120},
        {"date": date(1987, 5, 1), "date_precision": "interval", "date_end": date(1987, 5, 31)},
        {"complete": False, "synchronous": True, "uid": "0" * 36},
        {"party_size": 3, "observers": ("a", "b"), "weather": "clear", "tide": "high", "wind_force": 3},
    ],
)
def test_surveys_that_are_right(fields: dict[str, Any]) -> None:
    assert survey_codes(**fields) == set()


@pytest.mark.parametrize(
    ("fields", "severity", "code"),
    [
        ({"date": TODAY + timedelta(1)}, "question", "date-future"),
        ({"date": date(2206, 11, 22)}, "error", "date-far"),
        ({"date": date(1726, 11, 22)}, "error", "date-early"),
        ({"date": datetime(2026, 11, 22)}, "error", "date-type"),
        ({"date_end": TODAY}, "error", "date-end-extra"),
        ({"date_precision": "interval"}, "error", "date-end-missing"),
        ({"date_precision": "interval", "date_end": date(2026, 1, 1)}, "error", "date-order"),
        ({"date_precision": "month", "start": time(7)}, "warning", "time-without-day"),
        ({"start": time(8), "end": time(7)}, "question", "time-order"),
        ({"start": time(8), "end": time(9), "minutes": 90}, "question", "minutes-exceed"),
        ({"minutes": -1}, "error", "minutes-range"),
        ({"minutes": 1441}, "error", "minutes-range"),
        ({"protocol": "traveling"}, "warning", "distance-missing"),
        ({"protocol": "area"}, "warning", "area-missing"),
        ({"distance_m": math.nan}, "error", "distance-range"),
        ({"distance_m": -5.0}, "error", "distance-range"),
        ({"party_size": 0}, "error", "party-range"),
        ({"party_size": 1, "observers": ("a", "b")}, "warning", "party-small"),
        ({"observers": (" ",)}, "error", "observer-blank"),
        ({"site": ""}, "error", "site-missing"),
        ({"protocol": "x"}, "error", "protocol-unknown"),
        ({"tide": "x"}, "error", "tide-unknown"),
        ({"wind_force": 2.5}, "error", "wind-range"),
        ({"wind_force": True}, "error", "wind-range"),
        ({"complete": "yes"}, "error", "complete-unknown"),
        ({"complete": 1}, "error", "complete-unknown"),
        ({"synchronous": None}, "error", "synchronous-unknown"),
        ({"observers": "观察者戊"}, "error", "text-type"),
        ({"observers": (7,)}, "error", "text-type"),
        ({"uid": "17"}, "error", "uid-length"),
    ],
)
def test_what_is_said_of_a_survey(fields: dict[str, Any], severity: str, code: str) -> None:
    assert (severity, code) in survey_codes(**fields)


def test_a_wrong_clock_locks_nobody_out() -> None:
    survey = SurveyDraft(site="s", date=TODAY)
    assert not [problem for problem in check_survey(survey, date(1970, 1, 1)) if problem.severity == "error"]


def test_count_and_name_as_written_take_no_part_in_comparison() -> None:
    draft = SightingDraft(taxon="little-egret", count=Count.exact(3, "三只"), name="小白鹭")
    assert draft == replace(draft, count=Count.exact(3, "3"), name="白鹭")
    assert Count.exact(0) == Count.none()
    assert Count.between(10, 21).best == 15
    assert not Count.present().has_number
