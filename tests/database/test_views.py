"""The views: birds are counted once, the dead never, those flying over told apart, and withdrawn ones are gone."""

from datetime import date, time

import pytest

from birdlog import logbook, lookup
from birdlog.draft import Count
from birdlog.places import YINGWUZHOU
from tests.database.book import Book


def tally(book: Book) -> dict[str, tuple[object, ...]]:
    rows = book.rows(
        "SELECT taxon, records, individuals, overhead, uncounted, at_least, absent, dead FROM v_tally ORDER BY position"
    )
    return {str(row[0]): (*row[1:5], bool(row[5]), bool(row[6]), row[7]) for row in rows}


def test_a_survey_with_three_observers_counts_its_birds_once(book: Book) -> None:
    survey = book.open(observers=("观察者甲", "观察者乙", "Observer C"))
    book.record(survey, "little-egret", 5)
    assert book.rows("SELECT observers, individuals FROM v_sighting") == [("观察者甲 | 观察者乙 | Observer C", 5)]
    assert tally(book)["little-egret"] == (1, 5, None, 0, False, False, 0)
    assert book.ask(lookup.survey_totals, survey).individuals == 5


def test_what_has_no_number_adds_none(book: Book) -> None:
    survey = book.open()
    book.record(survey, "little-egret", 5)
    book.record(survey, "little-egret", Count.present("有"))
    book.record(survey, "mallard", Count.abundance("++"))
    book.record(survey, "grey-heron", 0)
    assert tally(book) == {
        "mallard": (1, None, None, 1, False, False, 0),
        "grey-heron": (1, 0, None, 0, False, True, 0),
        "little-egret": (2, 5, None, 1, False, False, 0),
    }
    assert book.ask(lookup.survey_totals, survey) == lookup.Totals(taxa=2, individuals=5, uncounted=2, records=4)


def test_the_dead_are_never_in_a_count_and_overhead_birds_are_told_apart(book: Book) -> None:
    survey = book.open()
    book.record(survey, "little-egret", Count.at_least(5))
    book.record(survey, "little-egret", 3, detection="overhead")
    book.record(survey, "little-egret", 2, condition="dead")
    book.record(survey, "mallard", 1, condition="dead")
    assert tally(book)["little-egret"] == (3, 8, 3, 0, True, False, 1)
    assert tally(book)["mallard"] == (1, None, None, 0, False, False, 1)
    assert book.ask(lookup.survey_totals, survey) == lookup.Totals(
        taxa=1, individuals=8, at_least=True, overhead=3, dead=2, records=4
    )
    assert book.rows("SELECT DISTINCT taxon FROM v_first_last") == [("little-egret",)]


def test_a_rejected_sighting_is_shown_and_not_counted(book: Book) -> None:
    survey = book.open()
    book.do(logbook.review, book.record(survey, "little-egret", 5), "rejected")
    assert book.rows("SELECT review FROM v_sighting") == [("rejected",)]
    assert tally(book) == {}
    assert book.ask(lookup.survey_totals, survey) == lookup.Totals()


def test_an_uncertain_sighting_is_shown_and_not_counted(book: Book) -> None:
    survey = book.open()
    book.record(survey, "little-egret", 5)
    book.record(survey, "little-egret", 30, certainty="uncertain")
    book.record(survey, "mallard", 7, certainty="uncertain")
    assert len(book.rows("SELECT certainty FROM v_sighting WHERE certainty = 'uncertain'")) == 2
    assert tally(book) == {"little-egret": (1, 5, None, 0, False, False, 0)}
    assert book.rows("SELECT taxon, individuals FROM v_peak") == [("little-egret", 5)]
    assert book.rows("SELECT taxon FROM v_first_last") == [("little-egret",)]


def test_species_are_counted_as_the_field_does(book: Book) -> None:
    survey = book.open()
    kinds = {}
    for taxon in book.checklist:
        kinds.setdefault(taxon.kind, taxon.id)
    for taxon in kinds.values():
        book.record(survey, taxon, 1)
    totals = book.ask(lookup.survey_totals, survey)
    read_as = dict(book.rows("SELECT taxon, read_as_kind FROM v_sighting"))
    assert totals.taxa == sum(read_as[taxon] in lookup.SPECIES_KINDS for taxon in kinds.values())
    assert totals.individuals == len(kinds)


def test_splits_are_followed_when_reading_and_never_rewritten(book: Book) -> None:
    survey = book.open()
    book.record(survey, "mallard-sl", 4)
    book.record(survey, "mallard", 2)
    book.record(survey, "yellow-wagtail-sl", 1)
    assert sorted(book.rows("SELECT taxon, read_as, read_as_kind FROM v_sighting")) == [
        ("mallard", "mallard", "species"),
        ("mallard-sl", "mallard", "species"),
        ("yellow-wagtail-sl", "western-eastern-yellow-wagtail", "slash"),
    ]
    assert tally(book)["mallard"][:2] == (2, 6)
    steps = book.rows("SELECT to_taxon, rule FROM taxon_change WHERE from_taxon = 'mallard-sl'")
    assert steps == [("mallard", "auto")]


def test_a_bird_is_sensitive_by_its_own_name_or_by_the_one_it_is_read_as(book: Book) -> None:
    survey = book.open()
    book.record(survey, "mallard-sl", 2)
    for recorded, read_as in ((True, False), (False, True), (False, False)):
        with book.store.connection(writes=True) as connection, connection.begin():
            for taxon, sensitive in (("mallard-sl", recorded), ("mallard", read_as)):
                connection.exec_driver_sql(f"UPDATE taxon SET sensitive = {sensitive} WHERE id = '{taxon}'")
        ((said,),) = book.rows("SELECT sensitive FROM v_sighting WHERE read_as = 'mallard'")
        assert bool(said) == (recorded or read_as)


def test_parts_of_a_visit_add_or_the_larger_stands(book: Book) -> None:
    visit = book.open(plot="东")
    book.record(visit, "little-egret", 10)
    book.record(book.open(plot="西", parent=visit, relation="add"), "little-egret", 5)
    book.record(book.open(plot="东", parent=visit, relation="max"), "little-egret", 12)
    assert tally(book)["little-egret"][:2] == (3, 17)
    assert book.rows("SELECT individuals FROM v_peak") == [(17,)]
    assert book.rows("SELECT sum(individuals) FROM v_sighting")[0][0] == 27


def test_peak_and_first_and_last(book: Book) -> None:
    for day, number in ((date(2025, 3, 1), 4), (date(2025, 4, 1), 9), (date(2025, 5, 1), 9), (date(2026, 1, 1), 2)):
        book.record(book.open(day), "little-egret", number)
    book.record(book.open(date(2025, 1, 1)), "little-egret", 0)
    book.record(book.open(date(2025, 1, 1), date_precision="year", start=None), "little-egret", 3)
    cast = "CAST({} AS text)"
    peak = book.rows(f"SELECT year, individuals, {cast.format('date')} FROM v_peak ORDER BY year")
    assert peak == [(2025, 9, "2025-04-01"), (2026, 2, "2026-01-01")]
    ends = ", ".join(cast.format(column) for column in ("first_date", "last_date"))
    assert book.rows(f"SELECT year, {ends}, visits FROM v_first_last ORDER BY year") == [
        (2025, "2025-03-01", "2025-05-01", 3),
        (2026, "2026-01-01", "2026-01-01", 1),
    ]


@pytest.mark.parametrize(("start", "end", "minutes"), [(time(6, 30), time(8), 90), (time(23), time(1, 15), 135)])
def test_minutes_go_from_start_to_end(book: Book, start: time, end: time, minutes: int) -> None:
    book.record(book.open(start=start, end=end), "little-egret", 1)
    assert book.rows("SELECT minutes FROM v_sighting") == [(minutes,)]


def test_the_checklist_stands_in_the_database_with_its_years(book: Book) -> None:
    spoonbill = "SELECT scheme, value FROM taxon_status WHERE taxon = 'black-faced-spoonbill' ORDER BY scheme"
    found = dict(book.rows(spoonbill))  # type: ignore[arg-type]
    assert found["national"] == "1"
    assert found["iucn"] in ("EN", "VU")
    assert book.rows("SELECT count(*) FROM taxon")[0][0] == len(book.checklist)
    assert book.rows(f"SELECT kind, area_ha FROM site WHERE uid = '{YINGWUZHOU.uid}'") == [("wetland", 23.2)]
