"""Places on the page: a new point finds the site it belongs to; a place can be amended."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from birdlog import config, lookup
from birdlog.checklist import Checklist
from birdlog.display import width
from birdlog.places import YINGWUZHOU
from birdlog.store import Store
from birdlog.tui.screens.help import TYPED, HelpPage
from birdlog.tui.screens.places import NewPlacePage, PlacesPage
from birdlog.tui.screens.surveys import SurveysPage
from birdlog.tui.widgets.choice import Choice
from birdlog.tui.widgets.form import TypedInput
from birdlog.tui.widgets.rows import RowList
from tests.tui.conftest import Bench, running


@pytest.fixture
async def bench(sqlite_store: Store, checklist: Checklist, settings: config.Settings) -> AsyncIterator[Bench]:
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.page(SurveysPage)
        await bench.press("f4")
        await bench.page(PlacesPage)
        yield bench


def put(bench: Bench, id: str, text: str) -> None:
    bench.app.screen.query_one(f"#{id}", TypedInput).put(text)


async def test_a_near_point_is_a_plot_of_its_site_a_far_one_a_site(bench: Bench):
    await bench.press("f4")
    await bench.page(NewPlacePage)
    parent = bench.app.screen.query_one("#parent", Choice)
    put(bench, "point", f"{YINGWUZHOU.lat + 0.01}, {YINGWUZHOU.lon}")
    await bench.until(lambda: parent.value == YINGWUZHOU.uid)
    await bench.until(lambda: "最近的地点：鹦鹉洲湿地，1.1" in bench.screen_text())
    put(bench, "point", f"{YINGWUZHOU.lat + 1}, {YINGWUZHOU.lon}")
    await bench.until(lambda: parent.value == "")
    await bench.until(lambda: "最近的地点：鹦鹉洲湿地，111" in bench.screen_text())


async def test_a_place_is_amended(bench: Bench, sqlite_store: Store):
    uid = bench.app.screen.query_one(RowList).key
    await bench.press("f6")
    await bench.page(NewPlacePage)
    put(bench, "name", "新名湿地")
    await bench.press("ctrl+s")
    await bench.page(PlacesPage)
    await bench.until(lambda: "新名湿地" in bench.screen_text())
    with sqlite_store.reading() as s:
        place = next(place for place in lookup.sites(s) if place.uid == uid)
    assert (place.name, place.latitude, place.longitude) == ("新名湿地", YINGWUZHOU.lat, YINGWUZHOU.lon)


async def test_an_open_survey_stands_first(bench: Bench):
    await bench.press("escape")
    await bench.page(SurveysPage)
    await bench.begin("afterwards")
    await bench.press("f3")
    await bench.page(SurveysPage)
    assert bench.app.screen.query_one(RowList).rows[0].key.startswith("open:")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_help_begins_with_the_keys_of_the_page(
    sqlite_store: Store, checklist: Checklist, settings: config.Settings, language: str
):
    async with running(sqlite_store, checklist, replace(settings, language=language)) as bench:
        await bench.begin()
        await bench.press("f1")
        await bench.page(HelpPage)
        shown = bench.screen_text()
        assert "F9" in shown
        assert all(width(en) == len(en) for _zh, en, _meaning in TYPED), "English help shows what English types"
