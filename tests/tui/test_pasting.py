"""A pasted message of many lines: looked at together, taken together, nothing lost."""

import pytest
from textual import events

from birdlog import config, lookup
from birdlog.checklist import Checklist
from birdlog.store import Store
from birdlog.tui.screens.log import LogPage
from birdlog.tui.screens.paste import LEAVE, NOTE, TAKE, PastePage, pieces_of
from tests.tui.conftest import Bench, running

MESSAGE = "2026-11-22 鹦鹉洲\r1. 斑嘴鸭 120\r2、绿头鸭约60，白鹭 3\r不认识的小鸟 3\r今天风大，鸟不多\r"


def paste(bench: Bench, text: str) -> None:
    bench.log.entry.post_message(events.Paste(text))


@pytest.fixture
async def bench(sqlite_store: Store, checklist: Checklist, settings: config.Settings):
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.begin()
        yield bench


def rows(store: Store, bench: Bench) -> list[tuple[str, int | None]]:
    assert bench.log.session is not None
    with store.reading() as s:
        return [(line.taxon, line.draft.count.best) for line in lookup.survey_lines(s, bench.log.session.uid)]


def test_a_message_is_read_entry_by_entry(checklist: Checklist):
    pieces = pieces_of(MESSAGE, checklist)
    assert [(piece.fate, len(piece.drafts)) for piece in pieces] == [
        (NOTE, 0),
        (TAKE, 1),
        (TAKE, 1),
        (TAKE, 1),
        (LEAVE, 0),
        (NOTE, 0),
    ]
    assert pieces[-1].text == "今天风大，鸟不多"


def test_no_text_is_lost_whatever_it_is(checklist: Checklist):
    for text in ("", "\n\n", "🦆🦆🦆 3", "a" * 3000, "白鹭" * 500, "[/]\n[@click=app.bell]x[/]\n\x1b]52;c;eA==\x07"):
        kept = "".join(piece.text for piece in pieces_of(text, checklist))
        for character in text:
            assert not character.isalnum() or character in kept


async def test_taken_together_as_one_action(bench: Bench, sqlite_store: Store):
    paste(bench, MESSAGE)
    await bench.page(PastePage)
    assert rows(sqlite_store, bench) == []
    await bench.press("f9")
    await bench.until(lambda: len(rows(sqlite_store, bench)) == 3)
    # What is unclear stays on the page, and can be kept as a note.
    await bench.until(lambda: [piece.text for piece in bench.app.screen.pieces] == ["不认识的小鸟 3"])  # type: ignore[attr-defined]
    assert bench.log.pasted == "不认识的小鸟 3"
    await bench.press("f6", "f9")
    await bench.page(LogPage)
    assert bench.log.session is not None
    with sqlite_store.reading() as s:
        head = lookup.survey_header(s, bench.log.session.uid)
        actions = {line.draft.uid for line in lookup.survey_lines(s, bench.log.session.uid)}
    assert head is not None
    assert head.draft.note.splitlines() == ["2026-11-22 鹦鹉洲", "今天风大，鸟不多", "不认识的小鸟 3"]
    assert len(actions) == 3
    assert bench.log.pasted == ""
    await bench.press("f8")
    await bench.press("f8")
    await bench.until(lambda: rows(sqlite_store, bench) == [])


async def test_a_doubtful_bird_is_picked_with_the_arrows(bench: Bench, sqlite_store: Store):
    paste(bench, "鸦雀 5\n白鹭 3")
    await bench.page(PastePage)
    await bench.press("right")
    await bench.until(lambda: bench.app.screen.pieces[0].fate == TAKE)  # type: ignore[attr-defined]
    await bench.press("f9")
    await bench.page(LogPage)
    await bench.until(lambda: len(rows(sqlite_store, bench)) == 2)


async def test_a_row_is_mended_in_place(bench: Bench, sqlite_store: Store):
    paste(bench, "不认识 5\n白鹭 3")
    await bench.page(PastePage)
    await bench.press("enter")
    bench.app.screen.query_one("#mend-row").put("震旦鸦雀 5")  # type: ignore[attr-defined]
    await bench.press("enter", "f9")
    await bench.page(LogPage)
    await bench.until(lambda: rows(sqlite_store, bench) == [("reed-parrotbill", 5), ("little-egret", 3)])


async def test_a_bird_that_stands_there_is_added_to_or_changed(bench: Bench, sqlite_store: Store):
    await bench.enter("白鹭12")
    paste(bench, "白鹭 3\n鹤鹬 5")
    await bench.page(PastePage)
    assert "另加" in bench.screen_text()
    await bench.press("home", "equals_sign")
    await bench.until(lambda: "改为" in bench.screen_text())
    await bench.press("f9")
    await bench.page(LogPage)
    await bench.until(lambda: rows(sqlite_store, bench) == [("little-egret", 3), ("spotted-redshank", 5)])


async def test_leaving_keeps_the_message(bench: Bench):
    paste(bench, MESSAGE)
    await bench.page(PastePage)
    await bench.press("escape")
    await bench.page(LogPage)
    await bench.said("F5")
    await bench.press("f5")
    await bench.page(PastePage)
    assert len(bench.app.screen.pieces) == 6  # type: ignore[attr-defined]


async def test_a_paste_of_one_line_is_typing(bench: Bench):
    paste(bench, "白鹭 3\n")
    await bench.until(lambda: bench.log.entry.value == "白鹭 3")
    assert isinstance(bench.app.screen, LogPage)


async def test_invisible_characters_do_not_hide_a_bird(bench: Bench):
    paste(bench, "\u200b白\u2060鹭\ufe0f 3")
    await bench.until(lambda: bench.log.reading.drafts != ())
    assert bench.log.reading.drafts[0].taxon == "little-egret"
