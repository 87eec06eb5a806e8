"""What is surprising about a line, judged without a database."""

import pytest

from birdlog import i18n
from birdlog.checklist import Taxon
from birdlog.draft import Count, SightingDraft
from birdlog.lookup import Expected, surprises

EGRET = Taxon(id="little-egret", chinese_name="白鹭", english_name="Little Egret")


def expected(**fields: object) -> Expected:
    return Expected(
        **{
            "highest": {"little-egret": 20},
            "counts": {"little-egret": 10},
            "ever": frozenset(["little-egret"]),
            "season": frozenset(["little-egret"]),
            "lists": 20,
            "years": 2,
            **fields,
        }  # type: ignore[arg-type]
    )


def codes(taxon: Taxon, count: Count, what: Expected) -> list[str]:
    problems = surprises(SightingDraft(taxon=taxon.id, count=count), taxon, what)
    assert all(problem.severity == "question" for problem in problems)
    return [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("count", "fields", "found"),
    [
        (Count.exact(40), {}, []),
        (Count.exact(41), {}, ["count-high"]),
        (Count.exact(41), {"counts": {"little-egret": 9}}, []),
        (Count.exact(4), {"highest": {"little-egret": 1}}, []),
        (Count.present(), {}, []),
        (Count.exact(1), {"ever": frozenset(), "season": frozenset()}, ["new-to-site"]),
        (Count.exact(1), {"season": frozenset()}, ["new-to-season"]),
        (Count.exact(1), {"season": frozenset(), "lists": 19}, []),
        (Count.exact(1), {"season": frozenset(), "years": 1}, []),
        (Count.none(), {"ever": frozenset(), "season": frozenset()}, []),
    ],
)
def test_surprises(count: Count, fields: dict[str, object], found: list[str]) -> None:
    assert codes(EGRET, count, expected(**fields)) == found


@pytest.mark.parametrize("tier", ["historical", "unconfirmed", "escape"])
def test_an_unlikely_tier_is_always_asked_about(tier: str) -> None:
    taxon = Taxon(id="little-egret", tier=tier, chinese_name="白鹭")
    assert codes(taxon, Count.exact(1), expected(lists=0, years=0)) == [f"tier-{tier}"]


def test_a_question_is_asked_in_the_language_in_use() -> None:
    i18n.use("zh")
    (problem,) = surprises(SightingDraft(taxon="little-egret", count=Count.exact(99)), EGRET, expected())
    assert "白鹭" in problem.message
    assert "99" in problem.message
