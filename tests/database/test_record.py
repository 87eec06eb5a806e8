"""Recording and amending: what was said is what is stored, and every refusal says why."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from birdlog import logbook, lookup
from birdlog.draft import Count, Part
from birdlog.errors import DataError
from birdlog.places import YINGWUZHOU
from tests.database.book import DAY, Book, sighting

FULL = sighting(
    "reed-parrotbill",
    Count.about(12, "约12"),
    name="zdyq",
    detection="both",
    condition="sick",
    certainty="probable",
    parts=(Part(3, "male", "adult"), Part(2, "female", "", "breeding")),
    plot="1号塘",
    time=time(6, 31),
    behaviours=("foraging", "calling"),
    breeding="NB",
    habitat="芦苇丛",
    distance_band="50 m",
    latitude=30.7105,
    longitude=121.3412,
    uncertainty_m=5,
    point_entered="30°42.63'N 121°20.47'E",
    datum="WGS84",
    observer="观察者乙",
    determined_by="鉴定者",
    determined_on=date(2026, 11, 23),
    evidence=("IMG_1.jpg", "鸣声.wav"),
    note="[/] 远处\n第二行",
)
COUNTS = [
    Count.exact(12, "3+9"),
    Count.about(60),
    Count.at_least(60, "60余"),
    Count.between(10, 21, "10-21"),
    Count.abundance("++"),
    Count.present("一群"),
    Count.none("未见"),
]


def test_what_was_said_comes_back(book: Book) -> None:
    survey = book.open()
    uid = book.record_all(survey, FULL)[0]
    line = book.lines(survey)[0]
    assert line.draft == FULL
    assert (line.draft.name, line.draft.count.text, line.draft.uid) == ("zdyq", "约12", uid)
    assert (line.time, line.review, line.version, line.made_by) == (time(6, 31), "none", 1, "观察者甲")


@pytest.mark.parametrize("count", COUNTS, ids=lambda count: count.kind)
def test_every_kind_of_count_comes_back(book: Book, count: Count) -> None:
    survey = book.open()
    book.record(survey, "little-egret", count)
    back = book.lines(survey)[0].draft.count
    assert (back, back.text) == (count, count.text)


def test_a_half_past_six_stays_on_its_day_and_on_its_clock(book: Book) -> None:
    survey = book.open(start=time(6, 30), end=time(7, 45))
    book.record(survey, "little-egret", 3, time=time(6, 31))
    texts = ", ".join(f"CAST({column} AS text)" for column in ("date", "time", "start_time"))
    (row,) = book.rows(f"SELECT {texts}, minutes, timezone FROM v_sighting")
    assert row == ("2026-11-22", "06:31:00", "06:30:00", 75, "Asia/Shanghai")
    head = book.ask(lookup.survey_header, survey)
    assert (head.date, head.start, head.end) == (DAY, time(6, 30), time(7, 45))
    stamp = book.ask(lookup.survey_lines, survey)[0].created_at
    assert (stamp.utcoffset(), stamp.date()) == (timedelta(0), DAY)


def test_a_plot_is_found_or_made(book: Book) -> None:
    survey = book.open(plot="观鸟塔")
    drafts = [sighting("little-egret", 1, plot="1号塘"), sighting("grey-heron", 2, plot=" １号塘 ")]
    with book.store.reading() as s:
        assert logbook.new_plots(s, survey, [*drafts, sighting("mallard", 1, plot="观鸟塔")]) == ["1号塘", "１号塘"]
    book.record_all(survey, *drafts)
    plots = book.ask(lookup.plots, YINGWUZHOU.uid)
    assert [(plot.name, plot.kind, plot.timezone) for plot in plots] == [
        ("1号塘", "plot", "Asia/Shanghai"),
        ("观鸟塔", "plot", "Asia/Shanghai"),
    ]
    assert book.rows("SELECT DISTINCT plot_name FROM v_sighting") == [("1号塘",)]


def test_observers_are_one_person_however_spelt(book: Book) -> None:
    book.open(observers=("Observer  B", "观察者甲"))
    survey = book.open(observers=("ＯＢＳＥＲＶＥＲ b", "观察者甲 ", "观察者甲"))
    assert book.ask(lookup.observers) == ["Observer B", "观察者甲"]
    assert book.ask(lookup.survey_header, survey).observers == ("Observer B", "观察者甲")


def test_three_more_is_another_sighting(book: Book) -> None:
    survey = book.open()
    book.record(survey, "little-egret", 12)
    book.record(survey, "little-egret", 3, op="more")
    assert [line.draft.count.best for line in book.lines(survey)] == [12, 3]
    assert book.ask(lookup.survey_totals, survey).individuals == 15


def test_set_amends_the_only_line_and_keeps_what_else_was_said(book: Book) -> None:
    survey = book.open()
    uid = book.record_all(survey, FULL)[0]
    assert book.record(survey, "reed-parrotbill", Count.exact(15, "15"), op="set", note="再数") == uid
    (line,) = book.lines(survey)
    assert line.draft == replace(FULL, count=Count.exact(15), note="再数")
    assert line.version == 2
    # Parts of the old number that the new one cannot hold go, and stand in the revision.
    book.record(survey, "reed-parrotbill", 2, op="set")
    assert book.lines(survey)[0].draft.parts == ()
    revision = book.ask(logbook.history, uid)[-1]
    assert [part["number"] for part in revision.before["parts"]] == [3, 2]


def test_set_without_a_line_makes_one_and_with_several_lists_them(book: Book) -> None:
    survey = book.open()
    book.record(survey, "little-egret", 5, op="set")
    book.record(survey, "little-egret", 3, op="more")
    with pytest.raises(logbook.AmbiguousLines) as caught:
        book.record(survey, "little-egret", 9, op="set")
    assert [line.draft.count.best for line in caught.value.lines] == [5, 3]
    assert [line.draft.count.best for line in book.lines(survey)] == [5, 3]


def test_several_are_recorded_all_or_none(book: Book) -> None:
    survey = book.open()
    with pytest.raises(DataError) as caught:
        book.record_all(survey, sighting("little-egret", 1), sighting("no-bird", 1), sighting("mallard", -4))
    assert [problem.code for problem in caught.value.problems] == ["taxon-unknown", "count-range"]
    assert book.lines(survey) == []
    # A fault found while writing takes the earlier ones back too.
    two = [sighting("mallard", 1), sighting("mallard", 2)]
    with pytest.raises(logbook.AmbiguousLines):
        book.record_all(survey, sighting("grey-heron", 1, plot="新塘"), *two, sighting("mallard", 3, op="set"))
    assert book.lines(survey) == []
    assert book.ask(lookup.plots, YINGWUZHOU.uid) == []


def test_an_identity_is_given_once(book: Book) -> None:
    survey = book.open()
    gone, here, new = (letter * 36 for letter in "abc")
    book.record(survey, "little-egret", 1, uid=here)
    book.record(survey, "little-egret", 1, uid=gone)
    book.do(logbook.withdraw, gone)
    with pytest.raises(DataError) as caught:
        book.record_all(survey, *(sighting("mallard", 1, uid=uid) for uid in (new, gone, new, here)))
    assert [(p.code, p.value) for p in caught.value.problems] == [("uid-taken", uid) for uid in (gone, here, new)]
    assert len(book.lines(survey)) == 1


def test_amend_replaces_all_and_says_what_it_was(book: Book) -> None:
    survey = book.open()
    uid = book.record_all(survey, FULL)[0]
    book.amend(uid, sighting("little-grebe", 4, name="小鸊鷉"))
    (line,) = book.lines(survey)
    assert line.draft == sighting("little-grebe", 4)
    (revision,) = book.ask(logbook.history, uid)
    assert revision.before["taxon"] == "reed-parrotbill"
    assert revision.after["taxon"] == "little-grebe"
    assert (revision.before["time"], revision.after["time"]) == ("06:31:00", None)
    assert (revision.who, revision.terminal, revision.row_version) == ("观察者甲", "test", 2)


def test_an_amendment_that_changes_nothing_writes_nothing(book: Book) -> None:
    survey = book.open()
    uid = book.record_all(survey, FULL)[0]
    book.amend(uid, book.lines(survey)[0].draft)
    assert book.ask(logbook.history, uid) == []
    assert book.lines(survey)[0].version == 1


def test_an_amendment_of_what_somebody_changed_is_refused(book: Book, other: Book) -> None:
    survey = book.open()
    uid = book.record(survey, "little-egret", 5)
    seen = book.lines(survey)[0]
    other.amend(uid, replace(seen.draft, note="一只带环"), version=seen.version)
    with pytest.raises(DataError) as caught:
        book.amend(uid, replace(seen.draft, count=Count.exact(6)), version=seen.version)
    assert caught.value.problems[0].code == "changed-meanwhile"
    assert book.lines(survey)[0].draft.note == "一只带环"


def test_withdrawing_hides_and_keeps(book: Book) -> None:
    survey = book.open()
    uid = book.record(survey, "little-egret", 5)
    book.do(logbook.withdraw, uid)
    assert book.lines(survey) == []
    assert book.rows("SELECT count(*) FROM v_sighting") == [(0,)]
    assert book.rows("SELECT count(*) FROM sighting") == [(1,)]
    with pytest.raises(DataError):
        book.do(logbook.withdraw, uid)


def test_a_checklist_update_rewrites_no_sighting(book: Book) -> None:
    survey = book.open()
    uid = book.record(survey, "little-egret", 5)
    with book.store.connection(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE sighting SET checklist_version = '2019.1'")
    book.amend(uid, sighting("little-egret", 6))
    assert book.rows("SELECT checklist_version, count_best FROM sighting") == [("2019.1", 6)]
    book.amend(uid, sighting("great-egret", 6))
    assert book.rows("SELECT checklist_version FROM sighting") == [(book.checklist.version,)]
