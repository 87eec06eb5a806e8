"""The tally on both databases: what is summed, what is left out, and that a GROUP BY by hand says the same."""

import random
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from birdlog.checklist import Checklist
from birdlog.errors import UsageError
from birdlog.places import YINGWUZHOU
from birdlog.store import Store
from birdlog.summary import BY, MEASURES, Question, Scope, Tally, birds_meant, tally
from tests.database import records

HAND = """SELECT read_as, month, sum(individuals) FROM v_sighting
WHERE review <> 'rejected' AND certainty <> 'uncertain' AND condition <> 'dead' AND count_kind <> 'none'
GROUP BY read_as, month"""


def ask(store: Store, checklist: Checklist, *by: str, measures: tuple[str, ...] = MEASURES, **scope: Any) -> Tally:
    with store.reading() as session:
        question = Question(by=by or ("species",), measures=measures, scope=Scope(**scope))
        return tally(session, question, checklist)


def rows(answer: Tally, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in answer.rows]


@pytest.fixture
def morning(store: Store) -> Store:
    """Two mornings at Yingwuzhou with every kind of count and doubt."""
    with store.writing() as session:
        people = tuple(records.observer(session, name) for name in ("观察者甲", "观察者乙", "观察者丙"))
        first = records.survey(session, "2026-04-30", observers=people)
        records.sighting(session, first, "reed-parrotbill", 12)
        records.sighting(session, first, "reed-parrotbill", 3)
        records.sighting(session, first, "reed-parrotbill", "present")
        records.sighting(session, first, "little-egret", 5, detection="overhead")
        records.sighting(session, first, "black-faced-spoonbill", 0)
        records.sighting(session, first, "saunderss-gull", 7, certainty="uncertain")
        second = records.survey(session, "2026-05-01")
        records.sighting(session, second, "reed-parrotbill", 20)
        records.sighting(session, second, "little-egret", "class", count_text="++")
        records.sighting(session, second, "mallard", 2, condition="dead")
        records.sighting(session, second, "mallard", 9, review="rejected")
        records.sighting(session, second, "mallard", 4, certainty="probable")
        gone = records.sighting(session, second, "mallard", 50)
        session.execute(sa.text("UPDATE sighting SET withdrawn_at = created_at WHERE uid = :uid"), {"uid": gone})
    return store


def test_sums_peaks_and_days(morning: Store, checklist: Checklist) -> None:
    answer = ask(morning, checklist)
    keys = ("id", "individuals", "overhead", "peak", "peak_date", "records", "uncounted", "surveys", "first", "last")
    assert sorted(rows(answer, *keys)) == [
        ("little-egret", 5, 5, 5, "2026-04-30", 2, 1, 2, "2026-04-30", "2026-05-01"),
        ("mallard", 4, None, 4, "2026-05-01", 1, 0, 1, "2026-05-01", "2026-05-01"),
        ("reed-parrotbill", 35, None, 20, "2026-05-01", 4, 1, 2, "2026-04-30", "2026-05-01"),
    ]
    assert answer.rows[0]["chinese_name"] and answer.rows[0]["scientific_name"]
    positions = [checklist.get(row["id"]).position for row in answer.rows]
    assert positions == sorted(positions)


def test_what_is_left_out_is_named(morning: Store, checklist: Checklist) -> None:
    answer = ask(morning, checklist)
    assert answer.left_out == {"uncounted": 2, "absent": 1, "uncertain": 1, "rejected": 1, "dead": 1}
    assert answer.left_out_individuals == {"uncertain": 7, "rejected": 9, "dead": 2}
    assert answer.told_apart == {"overhead": {"records": 1, "individuals": 5}}
    assert (answer.first, answer.last) == (date(2026, 4, 30), date(2026, 5, 1))


def test_both_ends_of_the_period_are_in_it(morning: Store, checklist: Checklist) -> None:
    day = date(2026, 4, 30)
    assert rows(ask(morning, checklist, start=day, end=day), "id", "individuals") == [
        (row, number) for row, number in rows(ask(morning, checklist, end=day), "id", "individuals")
    ]
    assert rows(ask(morning, checklist, "day", end=day), "day") == [("2026-04-30",)]
    assert rows(ask(morning, checklist, "day", start=date(2026, 5, 1)), "day") == [("2026-05-01",)]
    with pytest.raises(UsageError):
        ask(morning, checklist, start=date(2026, 5, 2), end=day)


def test_three_observers_count_their_birds_once(morning: Store, checklist: Checklist) -> None:
    answer = ask(morning, checklist, "observer")
    assert rows(answer, "observer", "individuals") == [("", 24), ("观察者甲 | 观察者乙 | 观察者丙", 20)]


@pytest.mark.parametrize("word", BY)
def test_every_way_to_ask_adds_up_to_the_same(word: str, morning: Store, checklist: Checklist) -> None:
    answer = ask(morning, checklist, word, measures=("individuals", "records"))
    assert sum(row["individuals"] for row in answer.rows) == 44
    assert sum(row["records"] for row in answer.rows) == 7


def test_two_groups_at_once(morning: Store, checklist: Checklist) -> None:
    answer = ask(morning, checklist, "species", "month", measures=("individuals",))
    assert ("reed-parrotbill", "2026-04", 15) in rows(answer, "id", "month", "individuals")
    assert ("little-egret", "2026-05", None) in rows(answer, "id", "month", "individuals")


@pytest.mark.parametrize("seed", range(3))
def test_it_equals_a_group_by_written_by_hand(seed: int, store: Store, checklist: Checklist) -> None:
    chance = random.Random(seed)
    birds = [taxon.id for taxon in checklist if taxon.active][:: 40 + seed]
    with store.writing() as session:
        for month in range(1, 13):
            for _survey in range(2):
                of = records.survey(session, f"{2024 + seed}-{month:02d}-{chance.randint(1, 28):02d}")
                for line in range(15):
                    count: int | str = chance.choice([chance.randint(0, 300), "present", "class"])
                    records.sighting(
                        session,
                        of,
                        chance.choice(birds),
                        count,
                        line=line + 1,
                        detection=chance.choice(["seen", "heard", "overhead"]),
                        condition=chance.choice(["alive"] * 5 + ["dead", "sick"]) if count != 0 else "alive",
                        certainty=chance.choice(["certain"] * 5 + ["probable", "uncertain"]),
                        review=chance.choice(["none"] * 5 + ["rejected", "confirmed"]),
                    )
    with store.reading() as session:
        by_hand = {(taxon, month): total for taxon, month, total in session.execute(sa.text(HAND))}
    answer = ask(store, checklist, "species", "month")
    ours = {(row["id"], row["month"]): row["individuals"] for row in answer.rows}
    assert ours == {key: None if value is None else int(value) for key, value in by_hand.items()}
    assert len(ours) > 100


def test_the_view_and_the_tally_say_the_same(morning: Store, checklist: Checklist) -> None:
    answer = ask(morning, checklist, "visit", "species", measures=("individuals",))
    ours = {(row["visit"], row["id"]): row["individuals"] for row in answer.rows}
    with morning.reading() as session:
        found = session.execute(sa.text("SELECT visit, taxon, individuals FROM v_tally WHERE present")).all()
    assert {(visit, taxon): total for visit, taxon, total in found} == ours
    assert len(ours) == 5


def test_surveys_stand_in_the_order_of_time(store: Store, checklist: Checklist) -> None:
    days = ["2026-03-03", "2026-03-01", "2026-03-02"]
    with store.writing() as session:
        for day in days:
            records.sighting(session, records.survey(session, day), "mallard", 1)
            records.sighting(session, records.survey(session, day), "mallard", 2)
    for word in ("survey", "visit"):
        found = rows(ask(store, checklist, word), f"{word}_date", word)
        assert found == sorted(found) and len(found) == 6


def test_parts_of_a_visit(store: Store, checklist: Checklist) -> None:
    with store.writing() as session:
        visit = records.survey(session, "2026-01-10")
        for relation, count in (("max", 30), ("max", 50), ("add", 7)):
            part = records.survey(session, "2026-01-10", parent=visit, relation=relation)
            records.sighting(session, part, "mallard", count)
            records.sighting(session, part, "common-teal" if "common-teal" in checklist else "gadwall", 10)
    answer = ask(store, checklist)
    mallard = next(row for row in answer.rows if row["id"] == "mallard")
    other = next(row for row in answer.rows if row["id"] != "mallard")
    assert (mallard["individuals"], mallard["peak"], mallard["surveys"]) == (57, 57, 3)
    assert other["individuals"] == 20
    assert rows(ask(store, checklist, "visit"), "individuals", "peak") == [(77, 77)]
    assert rows(ask(store, checklist, "family"), "individuals") == [(77,)]
    with store.reading() as session:
        view = dict(session.execute(sa.text("SELECT taxon, individuals FROM v_tally")).all())
    assert view["mallard"] == 57


def test_a_site_holds_its_plots(store: Store, checklist: Checklist) -> None:
    with store.writing() as session:
        pond = records.site(session, "1号塘")
        hide = records.site(session, "观鸟屋", parent=pond, kind="point")
        elsewhere = records.site(session, "别处", parent="", kind="wetland")
        one = records.survey(session, "2026-02-01", plot=pond)
        records.sighting(session, one, "mallard", 1)
        records.sighting(session, one, "mallard", 2, plot=hide)
        records.sighting(session, records.survey(session, "2026-02-02"), "mallard", 4)
        records.sighting(session, records.survey(session, "2026-02-03", site=elsewhere), "mallard", 8)
    for site, total in ((YINGWUZHOU.uid, 7), (pond, 3), (hide, 2), (elsewhere, 8), ("", 15)):
        assert rows(ask(store, checklist, site=site), "individuals") == [(total,)], site
    plots = rows(ask(store, checklist, "plot"), "plot_name", "individuals")
    assert sorted(plots) == [("", 12), ("1号塘", 1), ("观鸟屋", 2)]


def test_dates_less_precise_than_a_day(store: Store, checklist: Checklist) -> None:
    with store.writing() as session:
        for precision, day, count in (("year", "2010-01-01", 1), ("month", "2010-06-01", 2), ("day", "2010-06-03", 4)):
            of = records.survey(session, day, date_precision=precision, protocol="historical")
            records.sighting(session, of, "mallard", count)
    answer = ask(store, checklist, "month")
    assert rows(answer, "month", "individuals", "first") == [("", 1, None), ("2010-06", 6, "2010-06-03")]
    assert rows(ask(store, checklist, end=date(2010, 6, 15)), "individuals") == [(4,)]
    assert rows(ask(store, checklist, end=date(2010, 6, 30)), "individuals") == [(6,)]
    assert rows(ask(store, checklist, end=date(2010, 12, 31)), "individuals") == [(7,)]


def test_groups_of_birds(morning: Store, checklist: Checklist) -> None:
    def taken(word: str) -> list[tuple[Any, ...]]:
        ids = birds_meant(word, checklist)
        return rows(ask(morning, checklist, taxa=word, taxon_ids=ids), "id")

    assert taken("grade2") == [("reed-parrotbill",)]
    assert set(taken("waterbirds")) == {("little-egret",), ("mallard",)}
    assert taken("Anatidae") == taken("mallard") == taken("绿头鸭") == [("mallard",)]
    with pytest.raises(KeyError):
        birds_meant("没有", checklist)


def test_an_empty_database_says_nothing(store: Store, checklist: Checklist) -> None:
    answer = ask(store, checklist, *BY)
    assert (answer.rows, answer.first, answer.last) == ([], None, None)
    assert set(answer.left_out.values()) == {0}


@pytest.mark.parametrize("by", [(), ("species", "species"), ("sex",)])
def test_words_that_mean_nothing_are_refused(by: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        Question(by=by)


def test_withdrawn_surveys_are_out(morning: Store, checklist: Checklist) -> None:
    with morning.writing() as session:
        session.execute(sa.text("UPDATE survey SET withdrawn_at = created_at WHERE date = '2026-05-01'"))
    assert sum(row["individuals"] for row in ask(morning, checklist).rows) == 20
