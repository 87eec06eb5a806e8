"""Columns, the flat file's derived values, the scope, and the sheet of birdreport.cn."""

import math
from datetime import date
from typing import Any

import pytest

from birdlog import views
from birdlog.checklist import Checklist
from birdlog.draft import Count, SightingDraft
from birdlog.errors import UsageError
from birdlog.formats import guard, plain, text, unguard
from birdlog.formats.birdreport import report
from birdlog.formats.flat import COLUMNS, GRID_DEGREES, event_date, generalised, placed
from birdlog.formats.scope import Scope


@pytest.mark.parametrize(
    ("value", "cell"),
    [(None, ""), (True, "true"), (False, "false"), (3, "3"), (2.0, "2"), (0.0, "0"), (121.3400001, "121.3400001"),
     (date(2026, 11, 22), "2026-11-22"), ("", "")],
)  # fmt: skip
def test_values_as_files_hold_them(value: object, cell: str) -> None:
    assert text(value) == cell


@pytest.mark.parametrize(
    "alive",
    ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "＝1+1", "'=1", "+3", "+++", "=cmd|' /C calc'!A0", "%0A=1"],
)
def test_formulas_are_guarded_and_come_back(alive: str) -> None:
    assert guard(alive) == "'" + alive
    assert unguard(guard(alive)) == alive


@pytest.mark.parametrize("number", ["12", "-12", "-0.5", "121.34", "", "约60", "震旦鸦雀", "10-20", "2026-11-22"])
def test_plain_cells_stay_as_they_are(number: str) -> None:
    assert guard(number) == number


def test_a_number_with_more_behind_it_is_no_number() -> None:
    assert guard("-1\n=2") == "'-1\n=2"


def test_control_characters_leave_files() -> None:
    assert plain("a\x1b[31m\u202eb\r\nc\td\x00") == "a[31mb c d"


ROW: dict[str, Any] = {
    **dict.fromkeys(views.COLUMNS["v_sighting"]),
    **dict.fromkeys(["parts", "survey_note", "weather", "tide"]),
    **dict.fromkeys(
        f"{whose}_{what}" for whose in ("site", "plot") for what in ("latitude", "longitude", "uncertainty_m")
    ),
    "sighting": "s",
    "survey": "u",
    "date": "2026-05-17",
    "date_precision": "day",
    "month_of_year": 5,
    "year": 2026,
    "site_latitude": 30.71,
    "site_longitude": 121.34,
    "site_uncertainty_m": 750.0,
    "note": "nest",
    "count_best": 2,
    "taxon": "t",
    "read_as": "t",
}


@pytest.mark.parametrize(
    ("precision", "end", "said"),
    [
        ("day", None, "2026-05-17"),
        ("month", None, "2026-05"),
        ("year", None, "2026"),
        ("interval", "2026-05-20", "2026-05-17/2026-05-20"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(precision: str, end: str | None, said: str) -> None:
    assert event_date({**ROW, "date_precision": precision, "date_end": end}) == said


def test_the_best_point_is_taken() -> None:
    assert placed(ROW)["point"] == (30.71, 121.34, 750.0, "site")
    plot = {**ROW, "plot_latitude": 30.712, "plot_longitude": 121.342, "plot_uncertainty_m": 20.0}
    assert placed(plot)["point"][3] == "plot"
    own = {**plot, "latitude": 30.7121, "longitude": 121.3421, "uncertainty_m": 5.0}
    assert placed(own)["point"] == (30.7121, 121.3421, 5.0, "sighting")
    assert placed({**ROW, "site_latitude": None})["point"] == (None, None, None, "")


def test_nothing_of_a_sensitive_record_leads_to_its_place() -> None:
    row = placed(ROW)
    public = generalised(row, "pseudonym")
    cells = {column.name: text(column.value(public)) for column in COLUMNS}
    latitude, longitude = float(cells["decimalLatitude"]), float(cells["decimalLongitude"])
    assert abs(latitude - 30.71) <= GRID_DEGREES / 2 + 1e-9 and abs(longitude - 121.34) <= GRID_DEGREES / 2 + 1e-9
    half_diagonal = math.hypot(GRID_DEGREES / 2, GRID_DEGREES / 2) * 111_320
    assert float(cells["coordinateUncertaintyInMeters"]) >= half_diagonal
    assert cells["eventDate"] == "2026-05" and cells["day"] == ""
    said = {name for name, cell in cells.items() if cell}
    assert said <= {
        *("occurrenceID", "basisOfRecord", "eventDate", "year", "month", "decimalLatitude", "decimalLongitude"),
        *("geodeticDatum", "coordinateUncertaintyInMeters", "coordinateOf", "taxonID", "acceptedNameUsageID"),
        *("individualCount", "occurrenceStatus", "dataGeneralizations", "informationWithheld"),
    }


def test_names_of_columns_are_unique_and_explained() -> None:
    names = [column.name for column in COLUMNS]
    assert len(set(names)) == len(names)
    assert all(column.meaning.endswith(".") for column in COLUMNS)


def test_a_period_ends_after_it_begins() -> None:
    assert Scope().conditions().where == "1 = 1"
    with pytest.raises(UsageError):
        Scope(start=date(2026, 2, 1), end=date(2026, 1, 1))


def _bird(taxon: str, count: Count, **more: Any) -> tuple[SightingDraft, str]:
    review = more.pop("review", "none")
    return SightingDraft(taxon=taxon, count=count, **more), review


def test_the_sheet_never_says_absent_as_nought(checklist: Checklist) -> None:
    made = report(
        [
            _bird("little-egret", Count.none()),
            _bird("mallard", Count.present("有")),
            _bird("mallard", Count.exact(3), note="近岸"),
            _bird("grey-heron", Count.present(), detection="heard"),
            _bird("reed-parrotbill", Count.about(60)),
            _bird("reed-parrotbill", Count.at_least(5)),
            _bird("eurasian-coot", Count.between(10, 21), detection="overhead"),
            _bird("black-headed-gull", Count.exact(1), certainty="uncertain"),
            _bird("saunderss-gull", Count.exact(1), condition="dead"),
            _bird("common-greenshank", Count.exact(1), review="rejected"),
            _bird("x-unknown", Count.exact(1)),
        ],
        checklist,
    )
    rows = {row.name: (row.quantity, row.note) for row in made.rows}
    assert rows == {
        "绿头鸭": (3, "另有数量不详的；近岸"),
        "苍鹭": (0, "数量不详；仅闻其声"),
        "震旦鸦雀": (65, "约数；至少"),
        "白骨顶": (15, "范围取中值；飞过"),
    }
    assert made.left_out == {
        "absent": ("little-egret",),
        "uncertain": ("black-headed-gull",),
        "rejected": ("common-greenshank",),
        "dead": ("saunderss-gull",),
        "no-chinese-name": ("x-unknown",),
    }


def test_the_sheet_takes_names_of_the_fourth_list(checklist: Checklist) -> None:
    made = report([_bird("grey-plover", Count.exact(1))], checklist)
    assert [row.name for row in made.rows] == [checklist.get("grey-plover").name("zh", "zheng4")]
