"""Logging birds: what is typed, what stands under the line, what is stored."""

import asyncio
import threading
from dataclasses import replace
from datetime import date, time

import pytest

from birdlog import config, lookup
from birdlog.checklist import Checklist
from birdlog.draft import Count
from birdlog.store import Store
from birdlog.tui.screens.log import LogPage
from birdlog.tui.widgets.ask import Ask
from birdlog.tui.widgets.sightings import SightingList
from tests.tui.conftest import Bench, running


def stored(store: Store, bench: Bench) -> list[tuple[str, int | None]]:
    """Return taxon and number of the survey's sightings, from the database."""
    assert bench.log.session is not None
    with store.reading() as s:
        return [(line.taxon, line.draft.count.best) for line in lookup.survey_lines(s, bench.log.session.uid)]


@pytest.fixture
async def bench(sqlite_store: Store, checklist: Checklist, settings: config.Settings):
    async with running(sqlite_store, checklist, settings) as bench:
        await bench.begin()
        yield bench


async def test_one_bird(bench: Bench, sqlite_store: Store):
    await bench.type("zdyq12 3雄")
    await bench.until(lambda: "震旦鸦雀 12 只（3 雄）" in bench.screen_text())
    await bench.press("enter")
    await bench.said("15:40:12")
    assert stored(sqlite_store, bench) == [("reed-parrotbill", 12)]
    assert bench.log.entry.value == ""
    assert "震旦鸦雀" in bench.screen_text()


async def test_a_live_survey_is_now_and_its_sightings_have_a_time(bench: Bench, sqlite_store: Store):
    await bench.enter("zdyq12")
    assert bench.log.session is not None
    with sqlite_store.reading() as s:
        head = lookup.survey_header(s, bench.log.session.uid)
        (line,) = lookup.survey_lines(s, bench.log.session.uid)
    assert head is not None
    assert (head.date, head.start, head.site_name) == (date(2026, 11, 22), time(15, 40), "鹦鹉洲湿地")
    assert head.observers == ("观察者甲",)
    assert line.time == time(15, 40)


async def test_several_fit_the_name_is_written_out_first(bench: Bench, sqlite_store: Store):
    await bench.type("hzo12")
    await bench.press("enter")
    first = bench.log.entry.value
    assert first in ("红嘴鸥12", "黑嘴鸥12")
    assert stored(sqlite_store, bench) == []
    await bench.press("enter")
    await bench.said("15:40:12")
    assert len(stored(sqlite_store, bench)) == 1


async def test_arrows_choose_among_them(bench: Bench, sqlite_store: Store):
    await bench.type("hzo12")
    before = bench.log.reading.highlighted
    await bench.press("down")
    assert bench.log.reading.highlighted != before
    chosen = bench.log.reading.highlighted
    await bench.press("tab")
    assert chosen is not None
    assert bench.log.entry.value == f"{chosen.chinese_name}12"
    await bench.press("enter")
    await bench.said("15:40:12")
    assert stored(sqlite_store, bench) == [(chosen.id, 12)]


async def test_a_comma_writes_the_name_out(bench: Bench):
    await bench.type("hzo12")
    chosen = bench.log.reading.highlighted
    await bench.type("，")
    assert chosen is not None
    assert bench.log.entry.value == f"{chosen.chinese_name}12，"


async def test_a_comma_in_a_note_is_a_comma(bench: Bench):
    await bench.type("zdyq12（远，逆光")
    assert bench.log.entry.value == "zdyq12（远，逆光"


async def test_a_bare_name_waits_and_a_second_enter_says_present(bench: Bench, sqlite_store: Store):
    await bench.type("zdyq")
    await bench.press("enter")
    assert bench.log.entry.value == "震旦鸦雀"
    assert stored(sqlite_store, bench) == []
    await bench.until(lambda: "有（未计数）" in bench.screen_text())
    await bench.press("enter")
    await bench.said("15:40:12")
    assert stored(sqlite_store, bench) == [("reed-parrotbill", None)]
    assert bench.log.session is not None
    assert bench.log.session.lines[0].draft.count == Count.present()


async def test_a_bare_name_takes_its_number(bench: Bench, sqlite_store: Store):
    await bench.type("zdyq")
    await bench.press("enter")
    await bench.type("7")
    await bench.press("enter")
    await bench.said("15:40:12")
    assert stored(sqlite_store, bench) == [("reed-parrotbill", 7)]


async def test_several_entries_on_one_line_are_one_action(bench: Bench, sqlite_store: Store):
    await bench.type("白鹭 3、zdyq 5，heyu 20")
    await bench.press("enter")
    await bench.until(lambda: len(stored(sqlite_store, bench)) == 3)
    await bench.said("15:40:12")
    await bench.press("f8")
    await bench.said("撤销") if bench.app.screen.message else None  # type: ignore[attr-defined]
    await bench.until(lambda: stored(sqlite_store, bench) == [])


async def test_the_bad_part_stays_and_the_good_is_stored(bench: Bench, sqlite_store: Store):
    await bench.type("白鹭 3、不知道 5、鹤鹬 20")
    assert list(bench.log._marks()) == [(5, 8)]
    await bench.press("enter")
    await bench.until(lambda: len(stored(sqlite_store, bench)) == 2)
    assert bench.log.entry.value == "不知道 5"
    await bench.press("enter")
    await bench.pilot.pause()
    assert "先改" in bench.app.screen.message  # type: ignore[attr-defined]
    assert "不知道" in bench.screen_text().splitlines()[4]
    assert bench.log.entry.value == "不知道 5"
    await bench.press("backspace")
    await bench.until(lambda: bench.app.screen.message == "", "no word about the line before")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [(["enter"], [12, 3]), (["right", "enter"], [3]), (["plus"], [12, 3]), (["equals_sign"], [3])],
)
async def test_a_second_line_of_a_bird_asks(bench: Bench, sqlite_store: Store, keys: list[str], expected: list[int]):
    await bench.enter("白鹭12")
    await bench.type("白鹭3")
    await bench.press("enter")
    await bench.until(lambda: isinstance(bench.app.focused, Ask))
    assert [best for _taxon, best in stored(sqlite_store, bench)] == [12]
    await bench.press(*keys)
    await bench.until(lambda: [best for _taxon, best in stored(sqlite_store, bench)] == expected)
    await bench.until(lambda: bench.app.focused is bench.log.entry)


async def test_the_question_can_be_left(bench: Bench, sqlite_store: Store):
    await bench.enter("白鹭12")
    await bench.type("白鹭3")
    await bench.press("enter")
    await bench.until(lambda: isinstance(bench.app.focused, Ask))
    await bench.press("escape")
    assert bench.log.entry.value == "白鹭3"
    assert [best for _taxon, best in stored(sqlite_store, bench)] == [12]


async def test_up_reopens_the_last_line(bench: Bench, sqlite_store: Store):
    await bench.enter("白鹭12")
    await bench.enter("zdyq5")
    await bench.press("up")
    assert bench.log.amending is not None
    assert "震旦鸦雀" in bench.log.entry.value
    bench.log.entry.put("震旦鸦雀8")
    await bench.press("enter")
    await bench.until(lambda: stored(sqlite_store, bench) == [("little-egret", 12), ("reed-parrotbill", 8)])
    assert bench.log.amending is None


async def test_escape_leaves_it_as_it_was(bench: Bench, sqlite_store: Store):
    await bench.enter("白鹭12")
    await bench.press("up")
    await bench.type("3")
    await bench.press("escape")
    assert bench.log.amending is None
    assert bench.log.entry.value == ""
    assert stored(sqlite_store, bench) == [("little-egret", 12)]


async def test_the_list_amends_withdraws_and_undoes(bench: Bench, sqlite_store: Store):
    await bench.enter("白鹭12")
    await bench.enter("zdyq5")
    await bench.press("down")
    await bench.until(lambda: isinstance(bench.app.focused, SightingList))
    await bench.press("up", "delete")
    await bench.until(lambda: stored(sqlite_store, bench) == [("reed-parrotbill", 5)])
    await bench.press("f8")
    await bench.until(lambda: len(stored(sqlite_store, bench)) == 2)
    await bench.press("f6")
    await bench.until(lambda: bench.app.focused is bench.log.entry)
    await bench.press("f6", "home", "enter")
    await bench.until(lambda: bench.log.amending is not None)
    assert "白鹭" in bench.log.entry.value


async def test_undo_stops_at_the_opening_of_the_survey(bench: Bench, sqlite_store: Store):
    await bench.enter("丝光椋鸟 1 死")
    await bench.press("f8")
    await bench.said("丝光椋鸟 1 只，死亡")
    await bench.press("f8")
    await bench.said("没有可撤销的了")
    assert isinstance(bench.app.screen, LogPage)
    assert stored(sqlite_store, bench) == []
    await bench.enter("白鹭3")


async def test_undo_says_what_came_back(bench: Bench, sqlite_store: Store):
    await bench.enter("白鹭12")
    await bench.type("白鹭=3")
    await bench.press("enter")
    await bench.until(lambda: stored(sqlite_store, bench) == [("little-egret", 3)])
    await bench.press("f8")
    await bench.said("白鹭 12 只")
    assert stored(sqlite_store, bench) == [("little-egret", 12)]


async def test_undo_leaves_other_surveys_alone(bench: Bench, sqlite_store: Store):
    await bench.enter("白鹭12")
    session = bench.log.session
    assert session is not None
    other = await asyncio.to_thread(bench.app.desk.open, replace(session.head.draft, uid=""))
    bench.log.open(other.head.uid)
    await bench.until(lambda: bench.log.session is not session)
    await bench.press("f8")
    await bench.said("没有可撤销的了")
    bench.log.open(session.uid)
    await bench.until(lambda: bench.log.session and bench.log.session.uid == session.uid)
    await bench.press("f8")
    await bench.until(lambda: stored(sqlite_store, bench) == [])


async def test_totals(bench: Bench):
    await bench.enter("白鹭12")
    await bench.enter("zdyq 有")
    await bench.enter("鹤鹬20+")
    shown = bench.screen_text()
    for part in ("3 种", "≥32 只次", "未计数 1"):
        assert part in shown


async def test_a_sum_with_a_range_in_it_is_about_so_many(bench: Bench):
    await bench.enter("白鹭12+")
    await bench.until(lambda: "≥12 只次" in bench.screen_text())
    await bench.enter("夜鹭10-20")
    await bench.until(lambda: "~27 只次" in bench.screen_text())


async def test_birds_on_the_survey_come_first(bench: Bench, checklist: Checklist):
    await bench.enter("红嘴鸥3")
    await bench.type("hzo")
    assert bench.log.reading.highlighted == checklist.get("black-headed-gull")


async def test_every_key_is_quick(bench: Bench):
    """Reading the line costs a few milliseconds at most: it is done at every key, on the page's own thread."""
    times = []
    loop = asyncio.get_running_loop()
    for end in range(1, 12):
        bench.log.reader._cache = None
        start = loop.time()
        bench.log.reader.read("zhendanyaqu 12"[:end])
        times.append(loop.time() - start)
    assert sorted(times)[len(times) // 2] < 0.02


async def test_an_error_keeps_the_text(bench: Bench, sqlite_store: Store, monkeypatch: pytest.MonkeyPatch):
    from birdlog.errors import DatabaseError

    typed = threading.Event()

    def full(*_args: object, **_more: object) -> None:
        typed.wait(10)
        raise DatabaseError("磁盘满了。", "腾出空间再试。")

    monkeypatch.setattr(bench.app.desk, "record", full)
    await bench.type("白鹭12")
    await bench.press("enter")
    await bench.type("zdyq")
    assert bench.app.screen.message == "正在存…"
    typed.set()
    await bench.said("腾出空间再试")
    assert bench.log.entry.value == "白鹭12、zdyq"
    monkeypatch.undo()
    await bench.type("5")
    await bench.press("enter")
    await bench.until(lambda: stored(sqlite_store, bench) == [("little-egret", 12), ("reed-parrotbill", 5)])
    assert isinstance(bench.app.screen, LogPage)


async def test_setting_a_bird_of_several_lines_right_shows_them(bench: Bench, sqlite_store: Store):
    await bench.enter("白鹭12")
    await bench.enter("zdyq5")
    await bench.enter("白鹭+3 飞过")
    await bench.type("白鹭 =15")
    await bench.until(lambda: "已有 2 行" in bench.screen_text())
    await bench.press("enter")
    await bench.until(lambda: isinstance(bench.app.focused, SightingList))
    assert bench.screen_text().count("› 白鹭") == 3  # the line, and the two in the list
    assert bench.log.entry.value == "白鹭 =15"
    await bench.press("enter")
    await bench.until(lambda: bench.log.amending is not None)
    await bench.press("enter")
    await bench.until(lambda: [best for _bird, best in stored(sqlite_store, bench)] == [12, 5, 15])
    assert bench.log.session is not None
    assert bench.log.session.lines[-1].draft.detection == "overhead"
    assert bench.log.entry.value == ""


async def test_the_preview_says_that_enter_will_ask(bench: Bench):
    await bench.enter("白鹭12")
    await bench.type("白鹭3")
    await bench.until(lambda: "已有 12，回车会问" in bench.screen_text())
    await bench.type("、夜鹭")
    await bench.until(lambda: "回车会问" not in bench.screen_text().splitlines()[4])


async def test_a_line_that_comes_back_has_no_stray_comma(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    from birdlog.errors import DatabaseError

    def full(*_args: object, **_more: object) -> None:
        raise DatabaseError("磁盘满了。", "腾出空间再试。")

    monkeypatch.setattr(bench.app.desk, "record", full)
    await bench.type("白鹭12；远")
    await bench.press("enter")
    await bench.said("腾出空间再试")
    assert bench.log.entry.value == "白鹭12；远"


async def test_up_again_reopens_the_one_before_and_escape_takes_its_hint_away(bench: Bench):
    await bench.enter("白鹭12")
    await bench.enter("夜鹭8")
    await bench.enter("zdyq5")
    await bench.press("up")
    assert "震旦鸦雀" in bench.log.entry.value
    await bench.press("up")
    assert "夜鹭" in bench.log.entry.value
    await bench.press("up", "up")
    assert "白鹭" in bench.log.entry.value
    await bench.press("ctrl+u")
    await bench.until(lambda: "保持原样" in bench.screen_text())
    await bench.press("escape")
    await bench.until(lambda: "保持原样" not in bench.screen_text())


def test_a_long_sentence_is_wrapped_and_nothing_of_it_lost():
    from birdlog.display import width
    from birdlog.tui.saying import wrapped

    zh, en = (
        "第 1 列：两个数字之间要写符号，是求和写 3+5，是范围写 3-5。",
        "Column 1: write 3+5 for a sum, 3-5 for a range.",
    )
    for text in (zh, en):
        rows = wrapped(text, 20)
        assert all(width(row) <= 20 for row in rows)
        assert "".join(rows).replace(" ", "") == text.replace(" ", "")
    assert wrapped("", 20) == [""]


async def test_a_problem_is_said_whole_under_the_line(
    sqlite_store: Store, checklist: Checklist, settings: config.Settings
):
    async with running(sqlite_store, checklist, settings, size=(44, 24)) as bench:
        await bench.begin()
        await bench.type("白鹭 12 3")
        problem = bench.log.sayer.problem(bench.log.reading)
        whole = problem.replace(" ", "")
        await bench.until(lambda: whole in "".join(bench.screen_text().split()), "the whole sentence")
