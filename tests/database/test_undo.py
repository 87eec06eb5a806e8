"""Undo: the last action goes back, never over what somebody did since, and an undo can itself be taken back."""

from dataclasses import replace

import pytest

from birdlog import logbook, lookup
from birdlog.draft import Count, Part
from birdlog.errors import DataError
from birdlog.logbook import revisions
from birdlog.places import YINGWUZHOU
from tests.database.book import Book, sighting


def numbers(book: Book, survey: str) -> list[int | None]:
    return [line.draft.count.best for line in book.lines(survey)]


def test_undo_steps_back_action_by_action(book: Book) -> None:
    survey = book.open(observers=("观察者甲",))
    uid = book.record(survey, "little-egret", 5, parts=(Part(2, "male"),))
    book.amend(uid, sighting("little-egret", 7))
    book.record_all(survey, sighting("mallard", 3), sighting("grey-heron", 1, plot="1号塘"))
    book.do(logbook.withdraw, uid)
    assert numbers(book, survey) == [3, 1]
    (revived,) = book.undo().what
    assert (revived.table, revived.became, revived.taxon) == ("sighting", "revived", "little-egret")
    assert numbers(book, survey) == [7, 3, 1]
    assert {done.became for done in book.undo().what} == {"withdrawn"}
    assert numbers(book, survey) == [7]
    assert book.ask(lookup.plots, YINGWUZHOU.uid) == []
    assert book.undo().what[0].became == "restored"
    assert book.lines(survey)[0].draft == sighting("little-egret", 5, parts=(Part(2, "male"),))
    book.undo()
    assert numbers(book, survey) == []
    book.undo()
    assert book.ask(lookup.survey_header, survey) is None
    assert book.ask(lookup.observers) == []
    with pytest.raises(DataError) as caught:
        book.undo()
    assert caught.value.problems[0].code == "nothing-to-undo"


def test_an_undo_can_be_taken_back_and_done_again(book: Book) -> None:
    survey = book.open()
    uid = book.record(survey, "little-egret", 5)
    book.amend(uid, sighting("little-egret", 7))
    first = book.undo()
    book.undo(first.by)
    assert numbers(book, survey) == [7]
    with pytest.raises(DataError):
        book.undo(first.by)
    # What was done again is the last action once more, and goes back as before.
    assert book.undo().action == first.action
    assert numbers(book, survey) == [5]
    assert book.undo().what[0].became == "withdrawn"


def test_a_creation_taken_back_can_be_had_again(book: Book) -> None:
    survey = book.open()
    book.record(survey, "little-egret", 5)
    undone = book.undo()
    assert book.lines(survey) == []
    assert book.undo(undone.by).what[0].became == "revived"
    assert numbers(book, survey) == [5]


def test_undo_is_of_ones_own(book: Book, other: Book) -> None:
    survey = book.open()
    book.record(survey, "little-egret", 5)
    other.record(survey, "mallard", 3)
    book.undo()
    assert numbers(book, survey) == [3]
    with pytest.raises(logbook.ChangedSince) as caught:
        book.undo()  # the survey itself, in which 观察者乙's mallards stand
    (change,) = caught.value.changes
    assert (change.table, change.who) == ("sighting", "观察者乙")
    assert "观察者乙" in str(caught.value)
    assert numbers(book, survey) == [3]


def test_undo_never_goes_over_a_later_change(book: Book, other: Book) -> None:
    survey = book.open()
    uid = book.record(survey, "little-egret", 5)
    book.amend(uid, sighting("little-egret", 7))
    other.amend(uid, sighting("little-egret", 7, note="带环"))
    with pytest.raises(logbook.ChangedSince):
        book.undo()
    assert book.lines(survey)[0].draft == sighting("little-egret", 7, note="带环")
    # Once 观察者乙 has taken it back, nothing rests on it any more.
    other.undo()
    book.undo()
    assert book.lines(survey)[0].draft == sighting("little-egret", 5)
    book.undo()
    assert book.lines(survey) == []


def test_undo_of_a_set_restores_the_count_and_the_parts(book: Book) -> None:
    survey = book.open()
    draft = sighting("little-egret", 5, parts=(Part(4, "male"),), note="远")
    book.record_all(survey, draft)
    book.record(survey, "little-egret", 2, op="set")
    assert book.lines(survey)[0].draft == replace(draft, count=Count.exact(2), parts=())
    book.undo()
    assert book.lines(survey)[0].draft == draft


def test_an_action_that_makes_and_changes_goes_back_whole(book: Book) -> None:
    survey = book.open()
    book.record(survey, "mallard", 1)
    new, twice = sighting("little-egret", 5), (sighting("mallard", 8, op="set"), sighting("mallard", 9, op="set"))
    book.record_all(survey, new, sighting("little-egret", 6, op="set"), *twice)
    assert numbers(book, survey) == [9, 6]
    book.undo()
    assert numbers(book, survey) == [1]


def test_parts_alone_are_a_change_too(book: Book) -> None:
    survey = book.open()
    male, female = Part(2, "male"), Part(3, "female")
    book.record_all(
        survey,
        sighting("little-egret", 5, parts=(male,)),
        sighting("little-egret", 5, parts=(female,), op="set"),
    )
    (line,) = book.lines(survey)
    assert (line.draft.parts, line.version) == ((female,), 2)


def test_undo_of_closing_opens_again_and_leaves_no_verdict(book: Book) -> None:
    survey = book.open()
    historical = next(taxon.id for taxon in book.checklist if taxon.tier == "historical")
    book.record(survey, historical, 1)
    book.do(logbook.close_survey, survey, end=None, complete=True, target="all", left_questions=True)
    assert book.lines(survey)[0].review == "query"
    book.undo()
    assert book.lines(survey)[0].review == "none"
    head = book.ask(lookup.survey_header, survey)
    assert (head.closed, head.draft.complete) == (False, None)


def test_a_plot_made_by_the_way_stays_where_others_use_it(book: Book, other: Book) -> None:
    survey = book.open()
    book.record(survey, "little-egret", 5, plot="1号塘")
    other.record(survey, "mallard", 5, plot="1号塘")
    assert [done.table for done in book.undo().what] == ["sighting"]
    assert [plot.name for plot in book.ask(lookup.plots, YINGWUZHOU.uid)] == ["1号塘"]


def test_a_plot_named_by_a_slip_goes_with_the_slip(book: Book) -> None:
    survey = book.open()
    uid = book.record(survey, "little-egret", 5)
    book.amend(uid, sighting("little-egret", 5, plot="1号溏", observer="观察者丙"))
    book.do(logbook.amend_survey, survey, observers=("观察者丁",))
    assert book.ask(lookup.observers) == ["观察者丁", "观察者丙"]
    book.undo()
    book.undo()
    assert (book.ask(lookup.plots, YINGWUZHOU.uid), book.ask(lookup.observers)) == ([], [])
    assert book.lines(survey)[0].draft == sighting("little-egret", 5)


def test_what_was_added_anew_meanwhile_does_not_stand_twice(book: Book) -> None:
    first = book.open(observers=("观察者丙",), plot="1号塘")
    undone = book.undo()
    book.open(observers=("观察者丙",), plot="1号塘")
    book.undo(undone.by)
    head = book.ask(lookup.survey_header, first)
    assert (head.observers, head.plot_name) == (("观察者丙",), "1号塘")
    assert book.ask(lookup.observers) == ["观察者丙"]
    assert [plot.name for plot in book.ask(lookup.plots, YINGWUZHOU.uid)] == ["1号塘"]
    # Its head can still be changed: the plot it names stays the one it was.
    book.do(logbook.amend_survey, first, tide="low")
    assert book.ask(lookup.survey_header, first).plot == head.plot
    assert [plot.name for plot in book.ask(lookup.plots, YINGWUZHOU.uid)] == ["1号塘"]


def test_a_name_that_somebody_has_now_is_not_given_back(book: Book, other: Book) -> None:
    person = book.do(logbook.add_observer, "观察者丙").uid
    book.do(logbook.amend_observer, person, name="观察者丁")
    other.do(logbook.add_observer, "观察者丙")
    with pytest.raises(DataError) as caught:
        book.undo()
    assert caught.value.problems[0].code == "name-taken"
    assert sorted(book.ask(lookup.observers)) == ["观察者丁", "观察者丙"]


def test_sites_and_observers_go_back_too(book: Book) -> None:
    site = book.do(logbook.add_site, logbook.SiteDraft(name="东滩", latitude=31.5, longitude=121.9)).uid
    book.do(logbook.amend_site, site, name="崇明东滩", area_ha=241.6)
    book.undo()
    assert book.ask(lookup.site, site).name == "东滩"
    book.undo()
    assert book.ask(lookup.site, site) is None
    person = book.do(logbook.add_observer, "观察者戊").uid
    book.do(logbook.amend_observer, person, name="观察者丁")
    book.undo()
    assert book.ask(lookup.observers) == ["观察者戊"]


def test_an_unknown_action_is_said(book: Book) -> None:
    with pytest.raises(DataError):
        book.undo("0" * 36)


def test_undo_steps_back_past_any_number_of_undone_actions(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revisions, "_STEPS", 3)  # a page of actions
    survey = book.open()
    first = book.record(survey, "mallard", 1)
    for number in range(2, 5):
        book.amend(first, sighting("mallard", number))
    for number in range(1, 9):
        book.record(survey, "little-egret", number)
    # What stands on another page of its table is not passed over for something older in another table.
    for left in range(8, 0, -1):
        book.undo()
        assert (len(book.lines(survey)), numbers(book, survey)[0]) == (left, 4)
    for number in range(3, 0, -1):
        book.undo()
        assert numbers(book, survey) == [number]
