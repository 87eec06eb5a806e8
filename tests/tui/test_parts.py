"""The parts without a screen: dates and times as typed, half-typed files, the watch over pastes."""

import stat
import subprocess
import sys
from datetime import date, time
from pathlib import Path

import pytest

from birdlog.tui.half_typed import HalfTyped, Typed, leftovers
from birdlog.tui.screens.header import number_in, people_in
from birdlog.tui.when import parse_date, parse_time, parse_wind, say_wind
from birdlog.tui.widgets.entry import tidy

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("今天", TODAY),
        ("昨天", date(2026, 11, 21)),
        ("前天", date(2026, 11, 20)),
        ("yesterday", date(2026, 11, 21)),
        ("-3", date(2026, 11, 19)),
        ("11-22", TODAY),
        ("11/21", date(2026, 11, 21)),
        ("11.21", date(2026, 11, 21)),
        ("１１－２１", date(2026, 11, 21)),
        ("11月21日", date(2026, 11, 21)),
        ("12-31", date(2025, 12, 31)),
        ("1121", date(2026, 11, 21)),
        ("20240229", date(2024, 2, 29)),
        ("2024-02-29", date(2024, 2, 29)),
        ("2024年2月29日", date(2024, 2, 29)),
        ("24-2-29", date(2024, 2, 29)),
        ("21", date(2026, 11, 21)),
        ("25号", date(2026, 10, 25)),
        ("31", date(2026, 10, 31)),
        ("2026-02-30", None),
        ("13-45", None),
        ("", None),
        ("鸟", None),
    ],
)
def test_dates(text: str, day: date | None):
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("0730", time(7, 30)),
        ("730", time(7, 30)),
        ("7:30", time(7, 30)),
        ("７：３０", time(7, 30)),
        ("7.30", time(7, 30)),
        ("7点半", time(7, 30)),
        ("7点", time(7)),
        ("7时15分", time(7, 15)),
        ("现在", time(15, 40)),
        ("24:00", None),
        ("7:60", None),
        ("7", None),
        ("", None),
    ],
)
def test_times(text: str, moment: time | None):
    assert parse_time(text, time(15, 40, 12)) == moment


@pytest.mark.parametrize(
    ("text", "wind"),
    [
        ("东北3级", ("NE", 3)),
        ("东北风3级", ("NE", 3)),
        ("NE3", ("NE", 3)),
        ("se 4", ("SE", 4)),
        ("3级", ("", 3)),
        ("北风", ("N", None)),
        ("无风", ("", 0)),
        ("99", None),
        ("很大", None),
    ],
)
def test_winds(text: str, wind: tuple[str, int | None] | None):
    assert parse_wind(text) == wind
    if wind:
        for language in ("zh", "en"):
            assert parse_wind(say_wind(*wind, language).replace("force", "")) == wind


def test_people_and_numbers():
    assert people_in("观察者甲、观察者乙,  Observer C；观察者甲") == ("观察者甲", "观察者乙", "Observer C")
    assert [number_in(text) for text in ("1.2km", "350", "350米", "1.5公里", "x", "-1")] == [
        1200,
        350,
        350,
        1500,
        None,
        None,
    ]


def test_tidy_leaves_nothing_that_acts():
    assert tidy("白\u200b鹭\ufe0f\x1b[31m\t3") == "白鹭␛[31m 3"


def test_half_typed_text_is_private_and_the_newest_wins(tmp_path: Path):
    folder = tmp_path / "state"
    half = HalfTyped(folder)
    for end in range(1, 50):
        half.keep(Typed(line="x" * end, database="d"))
    assert leftovers(folder, "d") == [], "its process lives"
    half.close()
    if sys.platform != "win32":
        assert stat.S_IMODE(half.file.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (left,) = leftovers(folder, "d")
    assert left.typed.line == "x" * 49
    assert leftovers(folder, "d") == [], "offered once, to one"
    left.forget()
    assert list(folder.iterdir()) == []


def test_an_empty_line_leaves_nothing(tmp_path: Path):
    half = HalfTyped(tmp_path)
    half.keep(Typed(line="x", database="d"))
    half.keep(Typed(line="  ", database="d"))
    half.close()
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_file_is_left_out(tmp_path: Path):
    (tmp_path / "typed-1-x.json").write_bytes(b"\xff{")
    (tmp_path / "typed-2-x.json").write_text("[1, 2]", encoding="utf-8")
    assert leftovers(tmp_path, "d") == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "state").write_text("a file", encoding="utf-8")
    half = HalfTyped(tmp_path / "state")
    half.keep(Typed(line="x"))
    half.close()
    assert half.trouble


def test_nothing_below_needs_textual():
    code = (
        "import sys, birdlog.tui.half_typed, birdlog.tui.when, birdlog.tui.reader; sys.exit('textual' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
