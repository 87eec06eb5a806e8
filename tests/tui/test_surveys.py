"""Surveys on the page: begun, gone on with, headed, closed; two terminals; what was half typed."""

import asyncio
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from birdlog import config, logbook, lookup
from birdlog.checklist import Checklist
from birdlog.draft import Count, SightingDraft
from birdlog.store import Store
from birdlog.tui.half_typed import HalfTyped, Typed
from birdlog.tui.screens.closing import ClosingPage
from birdlog.tui.screens.header import HeaderPage
from birdlog.tui.screens.places import NewPlacePage, PlacesPage
from birdlog.tui.screens.surveys import SurveysPage
from birdlog.tui.widgets.choice import Choice
from birdlog.tui.widgets.form import Go
from birdlog.tui.widgets.rows import RowList
from tests.tui.conftest import NOW, Bench, running


@pytest.fixture
async def bench(sqlite_store: Store, checklist: Checklist, settings: config.Settings):
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.page(SurveysPage)
        yield bench


async def pick(bench: Bench, key: str) -> None:
    bench.app.screen.query_one(RowList).pick(key)
    await bench.press("enter")


async def test_live_takes_two_keys(bench: Bench):
    await pick(bench, "live")
    await bench.page(HeaderPage)
    assert isinstance(bench.app.focused, Go)
    await bench.press("enter")
    await bench.until(lambda: bench.log.session is not None)
    assert bench.log.session is not None
    draft = bench.log.session.head.draft
    assert (draft.entered, draft.date, draft.start) == ("live", date(2026, 11, 22), time(15, 40))


async def test_afterwards_asks_date_and_times_by_keyboard_alone(bench: Bench, sqlite_store: Store):
    await pick(bench, "afterwards")
    await bench.page(HeaderPage)
    assert bench.app.focused is bench.app.screen.query_one("#date")
    assert bench.app.screen.query_one("#date").value == ""  # type: ignore[attr-defined]
    await bench.type("昨天")
    await bench.press("enter")
    await bench.type("0730")
    await bench.press("enter")
    await bench.type("9:30")
    await bench.press("enter", "right", "enter")
    await bench.type("2.5km")
    await bench.press("enter")
    await bench.type("、观察者乙")
    await bench.press("enter", "enter", "right", "enter")
    await bench.type("东北3级")
    await bench.press("enter", "right", "right", "enter", "ctrl+s")
    await bench.until(lambda: bench.log.session is not None)
    assert bench.log.session is not None
    draft = bench.log.session.head.draft
    assert (draft.entered, draft.date) == ("afterwards", date(2026, 11, 21))
    assert (draft.start, draft.end) == (time(7, 30), time(9, 30))
    assert (draft.protocol, draft.distance_m) == ("traveling", 2500)
    assert draft.observers == ("观察者甲", "观察者乙")
    assert (draft.weather, draft.wind_direction, draft.wind_force, draft.tide) == ("clear", "NE", 3, "high")


async def test_a_wrong_date_keeps_the_cursor(bench: Bench):
    await pick(bench, "afterwards")
    await bench.page(HeaderPage)
    await bench.type("13-45")
    await bench.press("enter")
    assert bench.app.focused is bench.app.screen.query_one("#date")
    await bench.press("ctrl+s")
    assert isinstance(bench.app.screen, HeaderPage)


async def test_the_header_can_be_changed(bench: Bench):
    await bench.begin()
    await bench.press("f4")
    await bench.page(HeaderPage)
    bench.app.screen.query_one("#tide", Choice).value = "low"
    await bench.press("ctrl+s")
    await bench.until(lambda: bench.log.session and bench.log.session.head.draft.tide == "low")
    assert "低潮" in bench.screen_text()


async def test_closing_asks_and_has_no_default(bench: Bench, sqlite_store: Store):
    await bench.begin("afterwards")
    await bench.enter("白鹭3")
    assert bench.log.session is not None
    uid = bench.log.session.uid
    await bench.press("f9")
    await bench.page(ClosingPage)
    await bench.press("ctrl+s")
    assert isinstance(bench.app.screen, ClosingPage)
    assert all(choice.value is None for choice in bench.app.screen.query(Choice))
    bench.app.screen.query_one("#end").put("1730")  # type: ignore[attr-defined]
    bench.app.screen.query_one("#complete", Choice).value = "yes"
    await bench.press("ctrl+s")
    assert isinstance(bench.app.screen, ClosingPage), "what it is complete for must be said"
    bench.app.screen.query_one("#target", Choice).value = "waterbirds"
    await bench.press("ctrl+s")
    await bench.page(SurveysPage)
    with sqlite_store.reading() as s:
        head = lookup.survey_header(s, uid)
    assert head is not None
    assert head.closed
    assert (head.draft.complete, head.draft.target, head.end) == (True, "waterbirds", time(17, 30))


async def test_closing_goes_through_the_questions(bench: Bench, sqlite_store: Store, checklist: Checklist):
    rare = [taxon for taxon in checklist if taxon.tier == "historical" and taxon.kind == "species"][:2]
    await bench.begin()
    for taxon in rare:
        await bench.enter(f"{taxon.chinese_name}1")
    assert bench.log.session is not None
    uid = bench.log.session.uid
    assert len(bench.log.session.questions) == 2
    assert "待核" in bench.screen_text()
    await bench.press("f9")
    await bench.page(ClosingPage)
    bench.app.screen.query_one("#complete", Choice).value = "no"
    await bench.press("ctrl+s")
    from birdlog.tui.screens.questions import QuestionsPage

    await bench.page(QuestionsPage)
    await bench.press("enter", "f9")
    await bench.page(SurveysPage)
    with sqlite_store.reading() as s:
        reviews = [line.review for line in lookup.survey_lines(s, uid)]
    assert reviews == ["confirmed", "query"]


async def test_siblings_are_asked_about(bench: Bench):
    await bench.begin()
    await bench.enter("白鹭3")
    await bench.press("f3")
    await bench.page(SurveysPage)
    await bench.begin("afterwards")
    await bench.press("f9")
    await bench.page(ClosingPage)
    assert bench.app.screen.query_one("#relation", Choice).value is None


async def test_continue_after_a_restart_with_one_key(
    sqlite_store: Store, checklist: Checklist, settings: config.Settings
):
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.begin()
        await bench.enter("白鹭12")
        await bench.type("zdyq1")
        uid = bench.log.session.uid if bench.log.session else ""
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.page(SurveysPage)
        assert "zdyq1" in bench.screen_text()
        await bench.press("enter")
        await bench.until(lambda: bench.log.session is not None)
        assert bench.log.session is not None
        assert bench.log.session.uid == uid
        assert bench.log.entry.value == "zdyq1"
        await bench.until(lambda: "白鹭" in bench.screen_text())
        bench.log.entry.put("")
        await bench.pilot.pause()
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.page(SurveysPage)
        assert "zdyq1" not in bench.screen_text()
        await bench.press("enter")
        await bench.until(lambda: bench.log.session is not None and bench.log.session.uid == uid)


async def test_half_typed_text_of_another_database_is_not_offered(
    sqlite_store: Store, checklist: Checklist, settings: config.Settings
):
    other = HalfTyped(config.paths().state_dir)
    other.keep(Typed(line="别处的 3", database="elsewhere.db"))
    other.close()
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.page(SurveysPage)
        assert "别处的" not in bench.screen_text()


async def test_a_half_typed_text_can_be_discarded(sqlite_store: Store, checklist: Checklist, settings: config.Settings):
    left = HalfTyped(config.paths().state_dir)
    left.keep(Typed(line="白鹭 3", database=settings.database))
    left.close()
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.page(SurveysPage)
        assert "白鹭 3" in bench.screen_text()
        await bench.press("delete")
        await bench.until(lambda: "白鹭 3" not in bench.screen_text())
    assert not list(Path(config.paths().state_dir).glob("typed-*"))


async def test_another_terminal_is_seen(bench: Bench, sqlite_store: Store, checklist: Checklist):
    await bench.begin()
    await bench.enter("白鹭12")
    await bench.until(lambda: bench.log._seen is not None)

    def elsewhere() -> None:
        assert bench.log.session is not None
        with sqlite_store.writing() as s:
            act = logbook.new_act("观察者乙", "shell", NOW)
            draft = SightingDraft(taxon="reed-parrotbill", count=Count.exact(7))
            logbook.record(s, act, bench.log.session.uid, draft, checklist)

    await asyncio.to_thread(elsewhere)
    await bench.until(lambda: "震旦鸦雀" in bench.screen_text(), within=10)


async def test_a_place_is_added_and_chosen(bench: Bench, sqlite_store: Store):
    await bench.press("f4")
    await bench.page(PlacesPage)
    await bench.press("f4")
    await bench.page(NewPlacePage)
    await bench.type("观鸟塔")
    await bench.press("enter")
    await bench.type("北纬30.71 东经121.34")
    await bench.press("ctrl+s")
    await bench.page(SurveysPage)
    with sqlite_store.reading() as s:
        place = next(place for place in lookup.sites(s) if place.name == "观鸟塔")
    assert (place.latitude, place.longitude, place.kind) == (30.71, 121.34, "plot")
    assert bench.app.home_place.uid == place.uid
    await pick(bench, "live")
    await bench.page(HeaderPage)
    await bench.press("ctrl+s")
    await bench.until(lambda: bench.log.session is not None)
    assert bench.log.session is not None
    assert bench.log.session.head.plot_name == "观鸟塔"


async def test_the_usual_birds_that_are_missing_stand_beside(
    sqlite_store: Store, checklist: Checklist, settings: config.Settings
):
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.begin()
        await bench.enter("白鹭3、鹤鹬5")
        await bench.press("f3")
        await bench.page(SurveysPage)
        await bench.begin("afterwards")
        await bench.until(lambda: "鹤鹬" in bench.screen_text())
        await bench.enter("鹤鹬5")
        await bench.until(lambda: "白鹭" in bench.screen_text())
        assert [taxon for taxon, _share in bench.log.session.missing()] == ["little-egret"]  # type: ignore[union-attr]


async def test_quitting_leaves_the_survey_open(sqlite_store: Store, checklist: Checklist, settings: config.Settings):
    async with running(sqlite_store, checklist, replace(settings)) as bench:
        await bench.begin()
        await bench.press("ctrl+q")
        await bench.until(lambda: not bench.app.is_running)
    with sqlite_store.reading() as s:
        assert len(lookup.open_surveys(s)) == 1


async def test_a_survey_that_cannot_be_begun_says_why(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    from birdlog.errors import DatabaseError

    def locked(*_args: object) -> None:
        raise DatabaseError("数据库被占用。", "请稍候再试。")

    monkeypatch.setattr(bench.app.desk, "open", locked)
    await pick(bench, "live")
    await bench.page(HeaderPage)
    await bench.press("enter")
    await bench.page(SurveysPage)
    await bench.said("请稍候再试")
