"""Keys that come faster than pages: what is typed after Enter belongs to what Enter leads to."""

from textual import events
from textual.keys import _character_to_key

from birdlog import config
from birdlog.checklist import Checklist
from birdlog.store import Store
from tests.tui.conftest import Bench, running
from tests.tui.test_entry_line import stored


def burst(bench: Bench, text: str) -> None:
    """Send keys all at once, as an input method, a slow machine or a paste by keys brings them."""
    for character in text:
        key = {"\r": "enter", "\t": "tab"}.get(character) or _character_to_key(character)
        bench.app.post_message(events.Key(key, character))


async def test_three_birds_in_one_burst(sqlite_store: Store, checklist: Checklist, settings: config.Settings) -> None:
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.begin()
        burst(bench, "zdyq12\r夜鹭5\rhzo\t\t7\r")
        await bench.until(lambda: len(stored(sqlite_store, bench)) == 3, "three birds")
        assert [number for _bird, number in stored(sqlite_store, bench)] == [12, 5, 7]
        assert bench.log.entry.value == ""


async def test_a_header_in_one_burst(sqlite_store: Store, checklist: Checklist, settings: config.Settings) -> None:
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.until(lambda: "补录" in bench.screen_text())
        burst(bench, "\r2026-11-20\r0730\r0915\r")
        await bench.until(lambda: "2026-11-20" in bench.screen_text() and "0915" in bench.screen_text())
        lines = bench.screen_text().splitlines()
        typed = {line.split()[0]: line.split()[1] for line in lines if len(line.split()) > 1}
        assert (typed["日期"], typed["开始"], typed["结束"]) == ("2026-11-20", "0730", "0915")
