"""The first start asks language and name, nothing else; then Yingwuzhou is there."""

from dataclasses import replace

import pytest

from birdlog import config, i18n
from birdlog.checklist import Checklist
from birdlog.store import Store
from birdlog.tui.screens.first import FirstPage
from birdlog.tui.screens.surveys import SurveysPage
from birdlog.tui.widgets.choice import Choice
from birdlog.tui.widgets.form import TypedInput
from tests.tui.conftest import running


async def test_language_and_name_and_nothing_else(sqlite_store: Store, checklist: Checklist, settings: config.Settings):
    async with running(sqlite_store, checklist, replace(settings, language="en", observer="")) as bench:
        await bench.page(FirstPage)
        assert len(bench.app.screen.query(Choice)) == 1
        assert len(bench.app.screen.query(TypedInput)) == 1
        await bench.press("left")
        await bench.until(lambda: i18n.language() == "zh")
        await bench.press("enter")
        await bench.type("观察者甲")
        await bench.press("enter")
        await bench.page(SurveysPage)
        assert "鹦鹉洲湿地" in bench.screen_text()
        await bench.until(lambda: config.load().observer == "观察者甲", "settings saved")
        assert config.load().language == "zh"


async def test_a_name_is_needed(sqlite_store: Store, checklist: Checklist, settings: config.Settings):
    async with running(sqlite_store, checklist, replace(settings, observer="")) as bench:
        await bench.page(FirstPage)
        await bench.press("enter", "enter")
        assert isinstance(bench.app.screen, FirstPage)
        assert bench.app.screen.message


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (120, 40)])
async def test_every_size_shows_it_all(
    sqlite_store: Store, checklist: Checklist, settings: config.Settings, size: tuple[int, int]
):
    async with running(sqlite_store, checklist, replace(settings, observer=""), size) as bench:
        await bench.page(FirstPage)
        shown = bench.screen_text()
        for word in ("简体中文", "English", "F1", "F2"):
            assert word in shown
