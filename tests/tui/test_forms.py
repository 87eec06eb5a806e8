"""Forms by keyboard: what is focused shows, arrows move, odd values are asked about beside their field."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from birdlog import config, i18n
from birdlog.checklist import Checklist
from birdlog.store import Store
from birdlog.tui import ink
from birdlog.tui.screens.closing import ClosingPage
from birdlog.tui.screens.first import FirstPage
from birdlog.tui.screens.header import HeaderPage
from birdlog.tui.screens.surveys import SurveysPage
from birdlog.tui.widgets.choice import Choice
from birdlog.tui.widgets.form import TypedInput
from birdlog.tui.widgets.rows import RowList
from tests.tui.conftest import Bench, running


@pytest.fixture
async def bench(sqlite_store: Store, checklist: Checklist, settings: config.Settings) -> AsyncIterator[Bench]:
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.page(SurveysPage)
        yield bench


async def header(bench: Bench, what: str = "afterwards") -> None:
    bench.app.screen.query_one(RowList).pick(what)
    await bench.press("enter")
    await bench.page(HeaderPage)


def field(bench: Bench, id: str) -> TypedInput:
    return bench.app.screen.query_one(f"#{id}", TypedInput)


def choice(bench: Bench, id: str) -> Choice:
    return bench.app.screen.query_one(f"#{id}", Choice)


async def test_the_language_key_sets_the_choice(sqlite_store: Store, checklist: Checklist, settings: config.Settings):
    async with running(sqlite_store, checklist, replace(settings, language="en", observer="")) as bench:
        await bench.page(FirstPage)
        await bench.press("f2")
        await bench.until(lambda: bench.app.screen.query_one("#language", Choice).value == "zh")
        await bench.press("enter")
        await bench.type("观察者甲")
        await bench.press("enter")
        await bench.page(SurveysPage)
        await bench.until(lambda: config.load().observer == "观察者甲", "settings saved")
        assert (config.load().language, i18n.language()) == ("zh", "zh")


async def test_a_choice_with_nothing_chosen_shows_its_focus(bench: Bench):
    await header(bench)
    tide = choice(bench, "tide")
    assert "›" not in tide.render().plain
    tide.focus()
    await bench.until(lambda: tide.has_focus)
    assert tide.render().plain.startswith("›")
    label = tide.parent.query_one(".label")  # type: ignore[union-attr]
    assert any("underline" in str(span.style) for span in label.render().spans)  # type: ignore[union-attr]


async def test_the_chosen_option_can_be_told_without_colours(bench: Bench):
    await header(bench)
    protocol = choice(bench, "protocol")
    for focused in (False, True):
        if focused:
            protocol.focus()
            await bench.until(lambda: protocol.has_focus)
        assert protocol.render().plain.count("[") == 1
        assert protocol.render().plain.startswith("[")
    ink.use_no_colour(True)
    try:
        assert "[" in protocol.render().plain
    finally:
        ink.use_no_colour(False)


async def test_odd_times_dates_and_people_are_asked_about_beside_the_field(bench: Bench):
    await header(bench)
    field(bench, "start").put("0830")
    for end, asked in (("0600", "次日 06:00？"), ("0830", "与开始相同？"), ("0900", "09:00")):
        field(bench, "end").put(end)
        assert field(bench, "end").hint().plain == asked
        await bench.until(lambda asked=asked: asked in bench.screen_text())
    field(bench, "start").put("1000")
    await bench.until(lambda: "次日 09:00？" in bench.screen_text())
    field(bench, "date").put("2026-11-23")
    await bench.until(lambda: "晚于今天？" in bench.screen_text())
    field(bench, "observers").put("观察者甲、观察者乙")
    field(bench, "party").put("1")
    assert "2" in field(bench, "party").hint().plain
    field(bench, "observers").put("0600")
    await bench.until(lambda: "0600：是姓名吗？" in bench.screen_text())


async def test_up_and_down_move_and_change_nothing(bench: Bench):
    await header(bench)
    assert bench.app.focused is field(bench, "date")
    before = {control.id: control.value for control in bench.app.screen.query("TypedInput, Choice")}  # type: ignore[attr-defined]
    await bench.press("down")
    assert bench.app.focused is field(bench, "start")
    await bench.press("down", "down")
    assert bench.app.focused is choice(bench, "protocol")
    await bench.press("down", "up", "up")
    assert bench.app.focused is field(bench, "end")
    after = {control.id: control.value for control in bench.app.screen.query("TypedInput, Choice")}  # type: ignore[attr-defined]
    assert before == after
    field(bench, "end").put("0600")
    await bench.press("pagedown")
    assert field(bench, "end").value == "06:05"
    await bench.press("shift+tab")
    assert bench.app.focused is field(bench, "start")
    assert "Tab" in bench.screen_text()


async def test_text_on_a_choice_chooses_or_is_answered(bench: Bench):
    await header(bench)
    protocol = choice(bench, "protocol")
    protocol.focus()
    word = protocol.options[1][1]()
    await bench.type(word[:2])
    assert protocol.value == "traveling"
    await bench.type("龘")
    assert protocol.value == "traveling"
    await bench.said("← →")


async def test_what_is_not_clear_is_named(bench: Bench):
    await header(bench)
    await bench.type("13-45")
    await bench.press("enter")
    await bench.said("日期")


@pytest.mark.parametrize("fast", [True, False])
async def test_closing_goes_on_to_the_row_just_shown(bench: Bench, fast: bool):
    await bench.begin()
    await bench.press("f9")
    await bench.page(ClosingPage)
    assert bench.app.focused is choice(bench, "complete")
    await bench.press("right")
    if not fast:
        await bench.until(lambda: "针对" in bench.screen_text())
    await bench.press("enter")
    await bench.until(lambda: bench.app.focused is choice(bench, "target"))


@pytest.mark.parametrize(("language", "cells"), [("en", 80), ("zh", 80), ("zh", 40), ("en", 40)])
async def test_the_keys_that_matter_have_room(
    sqlite_store: Store, checklist: Checklist, settings: config.Settings, language: str, cells: int
):
    async with running(sqlite_store, checklist, replace(settings, language=language), (cells, 24)) as bench:
        await bench.begin()
        foot = bench.screen_text().splitlines()[-1]
        assert all(key in foot for key in ("F1", "F8", "F9")), foot
        assert cells < 80 or "F2" in foot, foot
        await bench.press("f4")
        await bench.page(HeaderPage)
        foot = bench.screen_text().splitlines()[-1]
        assert all(key in foot for key in ("F1", "Esc", "Ctrl+S")), foot
