"""A logbook as the tests write in it: short words for a morning at Yingwuzhou."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from birdlog import logbook, lookup
from birdlog.checklist import Checklist
from birdlog.draft import Count, SightingDraft, SurveyDraft
from birdlog.lookup import Line
from birdlog.places import YINGWUZHOU
from birdlog.store import Store

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)  # nine in the morning in Shanghai
DAY = date(2026, 11, 22)


class Book:
    """A store, and one person who writes into it: every call is an action and a transaction of its own."""

    def __init__(self, store: Store, checklist: Checklist, who: str = "观察者甲") -> None:
        self.store, self.checklist, self.who = store, checklist, who
        self.now = NOW

    def act(self) -> logbook.Act:
        self.now += timedelta(seconds=1)
        return logbook.new_act(self.who, "test", self.now)

    def open(self, day: date = DAY, **fields: Any) -> str:
        fields = {"site": YINGWUZHOU.uid, "start": time(6, 30), **fields}
        with self.store.writing() as s:
            return logbook.open_survey(s, self.act(), SurveyDraft(date=day, **fields)).uid

    def record(self, survey: str, taxon: str, count: Count | int, **fields: Any) -> str:
        draft = sighting(taxon, count, **fields)
        with self.store.writing() as s:
            return logbook.record(s, self.act(), survey, draft, self.checklist).uid

    def record_all(self, survey: str, *drafts: SightingDraft) -> list[str]:
        with self.store.writing() as s:
            return [row.uid for row in logbook.record_all(s, self.act(), survey, drafts, self.checklist)]

    def amend(self, uid: str, draft: SightingDraft, **more: Any) -> None:
        with self.store.writing() as s:
            logbook.amend(s, self.act(), uid, draft, self.checklist, **more)

    def do(self, verb: Any, *args: Any, **more: Any) -> Any:
        """Call a verb of the logbook in a transaction and an action of its own."""
        with self.store.writing() as s:
            return verb(s, self.act(), *args, **more)

    def undo(self, action: str | None = None) -> logbook.Undone:
        return self.do(logbook.undo, action)

    def lines(self, survey: str) -> list[Line]:
        with self.store.reading() as s:
            return lookup.survey_lines(s, survey)

    def ask(self, query: Any, *args: Any, **more: Any) -> Any:
        """Call a lookup."""
        with self.store.reading() as s:
            return query(s, *args, **more)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Answer a statement as somebody writes it by hand."""
        with self.store.connection() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(sql, values or None)]


def sighting(taxon: str, count: Count | int, **fields: Any) -> SightingDraft:
    """Return a draft; a bare number is an exact count."""
    count = Count.exact(count, str(count)) if isinstance(count, int) else count
    return SightingDraft(taxon=taxon, count=count, **fields)
