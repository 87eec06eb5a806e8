"""Undo of undo of undo, and of a second closing: stamps of time come back out of the revisions as stamps."""

from typing import Any

from birdlog import logbook, lookup
from tests.database.book import Book

CLOSED: dict[str, Any] = {"end": None, "complete": False, "target": "", "left_questions": False}


def test_an_undo_can_be_undone_and_done_again_without_end(book: Book) -> None:
    survey = book.open()
    book.record(survey, "little-egret", 5)
    step = book.undo()
    for number in range(1, 5):
        step = book.undo(step.by)
        assert {one.became for one in step.what} == {"revived" if number % 2 else "withdrawn"}
        assert len(book.lines(survey)) == number % 2


def test_undo_of_closing_twice_leaves_it_closed_as_at_first(book: Book) -> None:
    survey = book.open()
    book.do(logbook.close_survey, survey, **CLOSED)
    first = book.ask(lookup.survey_header, survey).closed_at
    book.do(logbook.close_survey, survey, **CLOSED)
    book.undo()
    assert book.ask(lookup.survey_header, survey).closed_at == first
    book.undo()
    assert not book.ask(lookup.survey_header, survey).closed
