"""The demonstration in a database: whole, apart from real records, the same again, and soon made."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from birdlog import logbook, lookup
from birdlog.checklist import Checklist
from birdlog.demo import DemoMade, make_demo
from birdlog.demo.invent import OBSERVERS, SAID_SO, invent
from birdlog.draft import SurveyDraft
from birdlog.errors import DataError
from birdlog.models import uid5
from birdlog.places import YINGWUZHOU
from birdlog.store import Store, open_store


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, checklist: Checklist) -> Iterator[tuple[Store, DemoMade]]:
    """One demonstration for the tests that only look at it: making it takes seconds."""
    store = open_store(tmp_path_factory.mktemp("demo") / "demo.db", checklist)
    yield store, make_demo(store, checklist)
    store.close()


def test_what_is_written_is_what_was_invented(demo: tuple[Store, DemoMade], checklist: Checklist):
    store, made = demo
    invented = {uid5("birdlog demo", "2025", "1", outing.key): outing for outing in invent(checklist, 2025, 1)}
    with store.reading() as s:
        headers = lookup.surveys(s, limit=None)
        assert {header.uid for header in headers} == set(invented)
        assert (len(headers), sum(header.totals.records for header in headers)) == (made.surveys, made.sightings)
        assert not lookup.open_surveys(s)
        for header in headers:
            outing = invented[header.uid]
            assert header.site == made.site
            assert SAID_SO in header.draft.note and "demo" in header.draft.source
            assert header.observers == outing.header.observers and set(header.observers) <= set(OBSERVERS)
            assert (header.draft.complete, header.draft.target) == (outing.header.complete, outing.header.target)
            assert bool(header.draft.parent) == bool(outing.visit) == bool(header.plot)
            lines = lookup.survey_lines(s, header.uid)
            assert [line.uid for line in lines] == [
                uid5("birdlog demo", "2025", "1", outing.key, str(number)) for number in range(1, len(lines) + 1)
            ]
            drafts = [line.draft for line in lines]
            for draft, bird in zip(drafts, outing.birds, strict=True):
                assert (draft.taxon, draft.count, draft.parts) == (bird.taxon, bird.count, bird.parts)
                assert (draft.time, draft.detection, draft.observer) == (bird.time, bird.detection, bird.observer)


def test_the_site_says_it_is_invented_and_the_real_one_is_away(demo: tuple[Store, DemoMade]):
    store, made = demo
    with store.reading() as s:
        places = lookup.sites(s)
    assert YINGWUZHOU.uid not in [place.uid for place in places]
    assert [place.uid for place in places if not place.parent] == [made.site]
    assert all("演示" in place.name and SAID_SO in place.note for place in places)
    assert "invented" in places[0].english_name


def test_the_database_is_sound_and_useful_at_once(demo: tuple[Store, DemoMade]):
    store, made = demo
    with store.reading() as s:
        usual = lookup.usual_here(s, made.site, date(2026, 1, 15))
        highest = lookup.highest_here(s, made.site)
    assert usual["light-vented-bulbul"] > 0.5
    assert "oriental-reed-warbler" not in usual
    assert highest["green-winged-teal"] > 50
    assert not [finding for finding in store.check() if finding.severity == "error"]


def test_a_second_demonstration_is_refused(demo: tuple[Store, DemoMade], checklist: Checklist):
    store, made = demo
    with pytest.raises(DataError, match="in use") as caught:
        make_demo(store, checklist, seed=2)
    assert caught.value.problems[0].code == "demo-in-use"
    assert made.name in caught.value.problems[0].value


def test_it_never_mixes_with_real_records(sqlite_store: Store, checklist: Checklist):
    act = logbook.new_act("甲", "test", datetime(2026, 1, 1, tzinfo=UTC))
    with sqlite_store.writing() as s:
        logbook.open_survey(s, act, SurveyDraft(site=YINGWUZHOU.uid, date=date(2026, 1, 1)))
    with pytest.raises(DataError, match="in use"):
        make_demo(sqlite_store, checklist)
    with sqlite_store.reading() as s:
        assert len(lookup.surveys(s)) == 1
        assert [place.uid for place in lookup.sites(s)] == [YINGWUZHOU.uid]


def test_it_is_made_on_postgresql_too(ready_postgres_url: str, checklist: Checklist):
    with open_store(ready_postgres_url, checklist) as store:
        made = make_demo(store, checklist, year=2024, seed=3)
        with store.reading() as s:
            headers = lookup.surveys(s, limit=None)
    assert (len(headers), sum(header.totals.records for header in headers)) == (made.surveys, made.sightings)
    assert {header.date.year for header in headers} == {2024}
