"""Surveys, sites and observers: opened, amended, closed, withdrawn; and found again."""

from datetime import date, time, timedelta

import pytest

from birdlog import logbook, lookup
from birdlog.draft import SurveyDraft
from birdlog.errors import DataError
from birdlog.places import YINGWUZHOU
from tests.database.book import DAY, Book

FULL = SurveyDraft(
    site=YINGWUZHOU.uid,
    date=DAY,
    start=time(6, 30),
    end=time(8, 5),
    minutes=90,
    entered="afterwards",
    protocol="traveling",
    synchronous=True,
    distance_m=1200,
    area_ha=3.5,
    party_size=4,
    observers=("观察者甲", "观察者乙", "Observer C"),
    complete=True,
    target="waterbirds",
    coverage="G",
    weather="clear",
    temperature_c=-2,
    wind_direction="东北",
    wind_force=3,
    tide="high",
    tide_range="spring",
    water_level="N",
    disturbance="L",
    note="有人放风筝",
    relation="add",
    source="红皮本 p. 3",
)


def test_a_survey_comes_back_as_it_was_said(book: Book) -> None:
    uid = book.do(logbook.open_survey, FULL).uid
    head = book.ask(lookup.survey_header, uid)
    assert head.draft == SurveyDraft(**{**{n: getattr(FULL, n) for n in SurveyDraft.__slots__}, "uid": uid})
    assert head.observers == ("观察者甲", "观察者乙", "Observer C")
    assert (head.site_name, head.site_english_name) == ("鹦鹉洲湿地", "Yingwuzhou Wetland")
    assert head.totals == lookup.Totals()


def test_less_precise_dates(book: Book) -> None:
    for precision, end in (("month", None), ("year", None), ("interval", date(2026, 12, 3))):
        uid = book.open(date(2026, 11, 1), date_precision=precision, date_end=end, start=None)
        book.record(uid, "little-egret", 1)
    rows = book.rows("SELECT date_precision, year, month, month_of_year FROM v_sighting ORDER BY date_precision")
    assert rows == [("interval", 2026, None, None), ("month", 2026, "2026-11", 11), ("year", 2026, None, None)]


def test_a_survey_is_amended_and_its_observers_with_it(book: Book) -> None:
    uid = book.do(logbook.open_survey, FULL).uid
    book.do(logbook.amend_survey, uid, observers=("Observer C", "观察者丁"), tide="low", start=time(7, 0))
    head = book.ask(lookup.survey_header, uid)
    assert (head.observers, head.draft.tide, head.start, head.version) == (
        ("Observer C", "观察者丁"),
        "low",
        time(7, 0),
        2,
    )
    (revision,) = book.ask(logbook.history, uid)
    assert set(revision.before) == {"observers", "tide", "start_time"}
    book.undo()
    assert book.ask(lookup.survey_header, uid).observers == ("观察者甲", "观察者乙", "Observer C")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"site": "nowhere"}, "site-unknown"),
        ({"tide": "springs"}, "tide-unknown"),
        ({"party_size": 0}, "party-range"),
        ({"date": date(1492, 1, 1)}, "date-early"),
        ({"parent": "0" * 36}, "not-there"),
        ({"uid": "exists"}, "uid-taken"),
    ],
)
def test_what_is_wrong_is_refused(book: Book, fields: dict[str, object], code: str) -> None:
    if fields.get("uid") == "exists":
        fields = {"uid": book.open()}
    draft = SurveyDraft(**{"site": YINGWUZHOU.uid, "date": DAY, **fields})  # type: ignore[arg-type]
    before = book.rows("SELECT count(*) FROM survey")
    with pytest.raises(DataError) as caught:
        book.do(logbook.open_survey, draft)
    assert caught.value.problems[0].code == code
    assert book.rows("SELECT count(*) FROM survey") == before


def test_closing_says_what_only_the_counter_knows(book: Book) -> None:
    uid = book.open()
    egret = book.record(uid, "little-egret", 5)
    escape = book.record(uid, next(taxon.id for taxon in book.checklist if taxon.tier == "escape"), 1)
    assert list(book.ask(lookup.questions, uid)) == [escape]
    book.do(logbook.close_survey, uid, end=time(8, 5), complete=True, target="all", relation="max", left_questions=True)
    head = book.ask(lookup.survey_header, uid)
    assert (head.closed, head.end, head.draft.complete, head.draft.target) == (True, time(8, 5), True, "all")
    assert {line.uid: line.review for line in book.lines(uid)} == {egret: "none", escape: "query"}
    assert book.ask(lookup.open_surveys) == []
    assert book.ask(lookup.questions, uid) == {}
    book.do(logbook.reopen_survey, uid)
    assert [head.uid for head in book.ask(lookup.open_surveys, DAY, site=YINGWUZHOU.uid)] == [uid]


def test_an_answered_question_stays_answered(book: Book) -> None:
    uid = book.open()
    escape = book.record(uid, next(taxon.id for taxon in book.checklist if taxon.tier == "escape"), 1)
    book.do(logbook.review, escape, "confirmed")
    book.do(logbook.close_survey, uid, end=None, complete=False, target="", left_questions=True)
    assert book.lines(uid)[0].review == "confirmed"


def test_withdrawing_a_survey_takes_its_birds_along(book: Book) -> None:
    uid = book.open()
    book.record(uid, "little-egret", 5)
    book.do(logbook.withdraw_survey, uid)
    for view in ("v_sighting", "v_tally", "v_peak", "v_first_last"):
        assert book.rows(f"SELECT count(*) FROM {view}") == [(0,)]
    assert book.ask(lookup.highest_here, YINGWUZHOU.uid) == {}
    with pytest.raises(DataError):
        book.record(uid, "mallard", 1)
    book.undo()
    assert book.rows("SELECT count(*) FROM v_sighting") == [(1,)]


def test_a_visit_with_parts_is_not_withdrawn_from_over_them(book: Book) -> None:
    visit = book.open()
    book.open(parent=visit)
    with pytest.raises(DataError):
        book.do(logbook.withdraw_survey, visit)


def test_a_visit_is_one_level_deep(book: Book) -> None:
    visit, other = book.open(), book.open()
    part = book.open(parent=visit)
    for uid, parent in ((other, part), (visit, other), (other, other)):
        with pytest.raises(DataError) as caught:
            book.do(logbook.amend_survey, uid, parent=parent)
        assert caught.value.problems[0].code == "visit-nested"
    with pytest.raises(DataError):
        book.open(parent=part)
    book.do(logbook.amend_survey, part, parent=other, relation="add")
    assert book.ask(lookup.survey_header, part).visit == other


def test_a_plot_belongs_to_its_site(book: Book) -> None:
    elsewhere = book.do(logbook.add_site, logbook.SiteDraft(name="东滩")).uid
    survey = book.open(plot="1号塘")
    plot = book.ask(lookup.plots, YINGWUZHOU.uid)[0].uid
    for uid in (plot, YINGWUZHOU.uid):
        with pytest.raises(DataError) as caught:
            book.open(site=elsewhere, plot=uid)
        assert caught.value.problems[0].code == "plot-elsewhere"
    with pytest.raises(DataError):
        book.do(logbook.amend_survey, survey, site=elsewhere)
    book.do(logbook.amend_survey, survey, site=elsewhere, plot="")
    assert book.ask(lookup.survey_header, survey).site == elsewhere
    assert [place.name for place in book.ask(lookup.sites) if place.parent] == ["1号塘"]


def test_a_plot_where_birds_were_seen_is_in_use(book: Book) -> None:
    survey = book.open()
    uid = book.record(survey, "little-egret", 5, plot="1号塘")
    plot = book.ask(lookup.plots, YINGWUZHOU.uid)[0].uid
    with pytest.raises(DataError):
        book.do(logbook.withdraw_site, plot)
    book.do(logbook.withdraw, uid)
    book.do(logbook.withdraw_site, plot)


@pytest.mark.parametrize("name", ["", " \t", "甲" * 201, "甲\0", "\x1b[31m"])
def test_a_name_that_cannot_be_kept_is_refused(book: Book, name: str) -> None:
    person = book.do(logbook.add_observer, "观察者甲").uid
    for verb in (
        lambda s, act: logbook.add_observer(s, act, name),
        lambda s, act: logbook.amend_observer(s, act, person, name=name),
        lambda s, act: logbook.add_site(s, act, logbook.SiteDraft(name=name)),
    ):
        with pytest.raises(DataError) as caught:
            book.do(verb)
        assert "refused the record" not in caught.value.message
    assert book.ask(lookup.observers) == ["观察者甲"]


def test_surveys_are_found(book: Book) -> None:
    first = book.open(date(2025, 5, 1), observers=("观察者甲",), note="100% 有_雾", plot="东堤")
    second = book.open(date(2026, 5, 1), observers=("观察者乙", "观察者甲"))
    third = book.open(date(2026, 5, 1), start=time(9, 0), source="红皮本")

    def found(**query: object) -> list[str]:
        return [head.uid for head in book.ask(lookup.surveys, **query)]

    assert found() == [third, second, first]
    assert found(limit=1, offset=1) == [second]
    assert found(start=date(2025, 5, 1), end=date(2025, 12, 31)) == [first]
    assert found(start=date(2026, 5, 1)) == [third, second]
    assert found(observer="观察者甲") == [second, first]
    assert found(text="% 有_") == [first]
    assert found(text="%") == [first]
    assert found(text="红皮") == [third]
    assert found(text="者乙") == [second]
    assert found(text="东堤") == [first]
    assert found(site=book.ask(lookup.plots, YINGWUZHOU.uid)[0].uid) == [first]
    assert found(text="' OR 1=1 --") == []
    assert book.ask(lookup.last_survey, YINGWUZHOU.uid).uid == third


def test_sites_stand_in_a_tree(book: Book) -> None:
    site = book.do(logbook.add_site, logbook.SiteDraft(name="东滩", latitude=31, longitude=121.9, datum="GCJ02")).uid
    plot = book.do(logbook.add_site, logbook.SiteDraft(name="1号点", kind="point", parent=site)).uid
    places = book.ask(lookup.sites)
    assert [(place.name, place.parent) for place in places] == [("东滩", ""), ("1号点", site), ("鹦鹉洲湿地", "")]
    assert places[2].uid == YINGWUZHOU.uid
    with pytest.raises(DataError) as caught:
        book.do(logbook.add_site, logbook.SiteDraft(name="  东滩 "))
    assert caught.value.problems[0].code == "name-taken"
    with pytest.raises(DataError):
        book.do(logbook.amend_site, site, parent=plot)
    with pytest.raises(DataError):
        book.do(logbook.withdraw_site, site)
    with pytest.raises(DataError) as caught:
        book.do(logbook.add_site, logbook.SiteDraft(name="x", kind="lake", latitude=91, timezone="Mars/One"))
    assert {p.code for p in caught.value.problems} == {"site-kind", "latitude", "point-half", "timezone"}
    book.do(logbook.withdraw_site, plot)
    book.do(logbook.withdraw_site, site)
    # A withdrawn name is free again.
    book.do(logbook.add_site, logbook.SiteDraft(name="东滩"))


def test_what_is_usual_here(book: Book) -> None:
    for year in range(2020, 2024):
        survey = book.open(date(year, 12, 28), complete=True, target="waterbirds" if year == 2023 else "all")
        book.record(survey, "little-egret", 5 + year - 2020)
        if year < 2022:
            book.record(survey, "light-vented-bulbul", 2)
        if year == 2020:
            book.record(survey, "grey-heron", 0)
            book.record(survey, "great-egret", 3, condition="dead")
    summer = book.open(date(2023, 7, 1), complete=True, target="all")
    book.record(summer, "common-tern", 3)
    usual = book.ask(lookup.usual_here, YINGWUZHOU.uid, date(2026, 1, 5))
    # Of the four lists the last was of waterbirds alone, and says nothing of bulbuls.
    assert usual == {"little-egret": 1.0, "light-vented-bulbul": pytest.approx(2 / 3)}
    highest = book.ask(lookup.highest_here, YINGWUZHOU.uid)
    assert highest["little-egret"] == 8
    assert "great-egret" not in highest
    assert book.ask(lookup.usual_here, YINGWUZHOU.uid, date(2026, 9, 5)) == {}
    # Without a complete list, of whatever was recorded.
    book.record(book.open(date(2026, 9, 1)), "mallard", 1)
    assert book.ask(lookup.usual_here, YINGWUZHOU.uid, date(2026, 9, 5)) == {"mallard": 1.0}


def test_surprises_wait_until_there_is_something_to_compare(book: Book) -> None:
    def asked(taxon: str, number: int) -> list[str]:
        uid = book.record(here, taxon, number)
        codes = [problem.code for problem in book.ask(lookup.questions, here).get(uid, [])]
        book.undo()
        return codes

    here = book.open()
    assert asked("common-tern", 5000) == []
    for day in range(20):
        survey = book.open(DAY - timedelta(days=365 + day % 3 * 365 + day % 10), complete=True, target="all")
        if day < 10:
            book.record(survey, "little-egret", 20)
    summer = book.open(date(2025, 7, 1))
    book.record(summer, "common-tern", 5)
    assert asked("little-egret", 40) == []
    assert asked("little-egret", 41) == ["count-high"]
    assert asked("common-tern", 1) == ["new-to-season"]
    assert asked("mallard", 1) == ["new-to-site"]
    assert asked("mallard", 0) == []
