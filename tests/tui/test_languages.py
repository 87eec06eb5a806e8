"""Both languages are whole and switch live; every key has an id and a word; every size shows what matters."""

import re

import pytest
from textual.app import App
from textual.binding import Binding
from textual.widget import Widget

from birdlog import config, i18n
from birdlog.checklist import Checklist
from birdlog.display import width
from birdlog.store import Store
from birdlog.tui.app import BirdlogApp
from birdlog.tui.screens.closing import ClosingPage
from birdlog.tui.screens.first import FirstPage
from birdlog.tui.screens.header import HeaderPage
from birdlog.tui.screens.help import HelpPage
from birdlog.tui.screens.log import LogPage
from birdlog.tui.screens.paste import PastePage
from birdlog.tui.screens.places import NewPlacePage, PlacesPage
from birdlog.tui.screens.questions import QuestionsPage
from birdlog.tui.screens.surveys import SurveysPage
from birdlog.tui.widgets.ask import Ask
from birdlog.tui.widgets.choice import Choice
from birdlog.tui.widgets.entry import EntryLine
from birdlog.tui.widgets.form import Go, TypedInput
from birdlog.tui.widgets.sightings import SightingList
from tests.tui.conftest import Bench, running

PLACES: list[type[Widget] | type[App[None]]] = [
    BirdlogApp, FirstPage, HeaderPage, SurveysPage, LogPage, PastePage, ClosingPage, QuestionsPage, PlacesPage,
    NewPlacePage, HelpPage, EntryLine, SightingList, Choice, Ask, Go, TypedInput,
]  # fmt: skip
# What an input method leaves alone: function keys, Esc, arrows, Tab, Enter, Ctrl and a letter, paging, deleting.
WITH_IME = re.compile(
    r"f\d+|escape|enter|(?:shift\+)?tab|up|down|left|right|home|end|pageup|pagedown|delete|backspace|ctrl\+\w"
)
# The question's signs and the space only shorten what the arrows and Enter do too.
SHORTCUTS = {"ask.more", "ask.set", "paste.more", "paste.set", "choice.next"}


def own_bindings(place: type) -> list[Binding]:
    return [
        binding
        for cls in place.__mro__
        if cls.__module__.startswith("birdlog")
        for binding in cls.__dict__.get("BINDINGS", [])
    ]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_every_key_has_an_id_and_a_tooltip_in_both_languages(place: type):
    for binding in own_bindings(place):
        assert binding.id, binding
        assert binding.tooltip, binding
        i18n.use("zh")
        for words in (binding.description, binding.tooltip):
            assert i18n._(words) != words, f"no Chinese for {words!r}"
        if binding.id not in SHORTCUTS:
            assert all(WITH_IME.fullmatch(key) for key in binding.key.split(",")), binding


def test_ids_are_unique():
    ids: dict[str, set[str]] = {}
    for place in PLACES:
        for binding in own_bindings(place):
            ids.setdefault(binding.id or "", set()).add(binding.action)
    assert all(len(actions) == 1 for actions in ids.values())


async def every_page(bench: Bench) -> list[str]:
    """Go through the pages and return what each shows."""
    shown = []

    async def look(kind: type[Widget]) -> None:
        await bench.page(kind)
        shown.append(bench.screen_text())

    await look(SurveysPage)
    await bench.press("f4")
    await look(PlacesPage)
    await bench.press("f4")
    await look(NewPlacePage)
    await bench.press("escape")
    await bench.page(PlacesPage)
    await bench.press("escape")
    await bench.begin()
    await look(LogPage)
    await bench.enter("zdyq12 3雄")
    await bench.type("白鹭 3、hzo")
    await look(LogPage)
    bench.log.entry.put("")
    await bench.press("f4")
    await look(HeaderPage)
    await bench.press("escape")
    await bench.page(LogPage)
    await bench.press("f9")
    await look(ClosingPage)
    await bench.press("escape")
    await bench.page(LogPage)
    await bench.press("f1")
    await look(HelpPage)
    await bench.press("escape")
    await bench.page(LogPage)
    return shown


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (120, 40)])
@pytest.mark.parametrize("speech", ["zh", "en"])
async def test_every_page_fits(
    sqlite_store: Store, checklist: Checklist, settings: config.Settings, speech: str, size: tuple[int, int]
):
    from dataclasses import replace

    async with running(sqlite_store, checklist, replace(settings, language=speech), size) as bench:
        for shown in await every_page(bench):
            lines = shown.splitlines()
            assert len(lines) == size[1]
            assert all(width(line) <= size[0] for line in lines)
            assert "F1" in lines[-1] or "Esc" in lines[-1]
            if speech == "en":
                han = re.sub(r"中文|简体中文|震旦鸦雀\S*|白鹭.*|[^\u4e00-\u9fff]", "", lines[0] + lines[-1])
                assert not han
        entry = bench.log.entry
        assert entry.region.y < size[1] - 4, "the entry line is not on the last rows: input methods cover it"


async def test_switched_live(sqlite_store: Store, checklist: Checklist, settings: config.Settings):
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.begin()
        await bench.enter("zdyq12")
        await bench.type("白鹭3")
        await bench.press("f2")
        await bench.until(lambda: "Reed Parrotbill" in bench.screen_text())
        shown = bench.screen_text()
        for words in ("Little Egret, 3 birds", "Enter records", "species", "Stored", "Yingwuzhou Wetland"):
            assert words in shown
        assert bench.log.entry.value == "白鹭3"
        await bench.press("f2")
        await bench.until(lambda: "震旦鸦雀" in bench.screen_text())
        await bench.until(lambda: config.load().language == "zh")


async def test_columns_are_aligned_in_cells(sqlite_store: Store, checklist: Checklist, settings: config.Settings):
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.begin()
        await bench.enter("小䴙䴘4、西伯利亚银鸥120、白鹭 有")
        rows = [line.split("│")[0].rstrip() for line in bench.screen_text().splitlines() if " 15:40  " in line]
        assert len(rows) == 3
        assert len({width(row) for row in rows}) == 1, "the counts end in one column"


async def test_idle_is_idle(sqlite_store: Store, checklist: Checklist, settings: config.Settings):
    """Nothing is painted while nobody types and nobody writes."""
    import asyncio

    async with running(sqlite_store, checklist, settings) as bench:
        await bench.begin()
        await bench.until(lambda: bench.log._seen is not None)
        await bench.pilot.pause()
        painted: list[object] = []
        original = bench.app._display
        bench.app._display = lambda *args: (painted.append(args), original(*args))  # type: ignore[assignment,method-assign,func-returns-value]
        looked = bench.app.desk.changed
        looks: list[int] = []
        bench.app.desk.changed = lambda: (looks.append(1), looked())[1]  # type: ignore[method-assign]
        await bench.until(lambda: len(looks) >= 2, within=10)
        await asyncio.sleep(0)
        assert not painted
        assert not bench.log.entry.cursor_blink
