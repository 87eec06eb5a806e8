"""Forms by keyboard: what is focused shows, arrows move, odd values are asked about beside their field."""

from dataclasses import replace

from birdlog import config, i18n
from birdlog.checklist import Checklist
from birdlog.store import Store
from birdlog.tui.screens.first import FirstPage
from birdlog.tui.screens.surveys import SurveysPage
from birdlog.tui.widgets.choice import Choice
from tests.tui.conftest import running


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
