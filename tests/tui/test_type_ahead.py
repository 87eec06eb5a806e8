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
        await bench.pilot.pause()


async def test_a_line_typed_while_a_question_is_open_neither_answers_nor_is_lost(
    sqlite_store: Store, checklist: Checklist, settings: config.Settings
) -> None:
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.begin()
        await bench.enter("苍鹭60")
        burst(bench, "苍鹭 4\r大白鹭 =7\r夜鹭 5\r")
        await bench.until(lambda: bench.log.entry.value == "苍鹭 4、大白鹭 =7、夜鹭 5、", "all of it in the line")
        assert stored(sqlite_store, bench) == [("grey-heron", 60)]
        assert "苍鹭" in bench.app.screen.message  # type: ignore[attr-defined]
        assert "＋" in bench.app.screen.message or "+" in bench.app.screen.message  # type: ignore[attr-defined]
        burst(bench, "+3")
        await bench.until(lambda: [number for _bird, number in stored(sqlite_store, bench)] == [60, 4], "four more")
        await bench.until(lambda: bench.log.entry.value == "大白鹭 =7、夜鹭 53", "the lines typed meanwhile")
        await bench.press("backspace", "enter")
        await bench.until(lambda: [number for _bird, number in stored(sqlite_store, bench)] == [60, 4, 7, 5])


async def test_the_next_line_can_be_left_in_the_line_with_the_one_in_question(
    sqlite_store: Store, checklist: Checklist, settings: config.Settings
) -> None:
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.begin()
        await bench.enter("苍鹭60")
        burst(bench, "苍鹭 4；远\r 大白鹭 78")
        await bench.press("backspace", "escape")
        await bench.until(lambda: bench.log.asking is None)
        assert bench.log.entry.value == "苍鹭 4（远）、大白鹭 7"
        assert stored(sqlite_store, bench) == [("grey-heron", 60)]


async def test_an_arrow_says_that_enter_is_meant_for_the_question(
    sqlite_store: Store, checklist: Checklist, settings: config.Settings
) -> None:
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.begin()
        await bench.enter("苍鹭60")
        burst(bench, "苍鹭 4\r大白鹭 7")
        await bench.press("right", "enter")
        await bench.until(lambda: [number for _bird, number in stored(sqlite_store, bench)] == [4])
        await bench.until(lambda: bench.log.entry.value == "大白鹭 7")
