"""The tally: how many of what, where and when, with what the figures mean and what they leave out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from birdlog.i18n import N_
from birdlog.summary import statement
from birdlog.summary.question import Question

if TYPE_CHECKING:
    from sqlmodel import Session

    from birdlog.checklist import Checklist

__all__ = ["REASONS", "RULES", "Tally", "tally"]

RULES = (
    N_("Individuals are a sum over visits, not different birds; birds flying over are in it and told apart."),
    N_("Records without a number add nothing to a sum and are counted apart; none of them becomes a one."),
    N_("Dead birds, uncertain records and rejected records are left out; so are birds looked for and not found."),
    N_("Parts of a visit with other birds are added; of parts with the same birds the larger counts."),
    N_("The peak is the largest figure of a single visit."),
    N_("Splits and lumps since a record was made are followed: a bird counts as what it is called today."),
)
"""What the figures mean, said with each tally."""

REASONS = ("uncounted", "absent", "uncertain", "rejected", "dead")
"""Why a sighting is in no sum."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The answer: rows of plain values, and what is to be said with them.

    A row holds the keys of `question.by` (with `id` and names where it is a bird), then the measures asked for;
    `peak_date` stands with the peak. `first` and `last` are the days of the first and the last record. `left_out`
    counts the records in no sum by reason, `left_out_individuals` the birds of those that had a number; `told_apart`
    what is in the sums and was flying over.
    """

    question: Question
    first: date | None
    last: date | None
    checklist: str
    rows: list[dict[str, Any]]
    left_out: dict[str, int] = field(default_factory=dict)
    left_out_individuals: dict[str, int] = field(default_factory=dict)
    told_apart: dict[str, dict[str, int]] = field(default_factory=dict)


def tally(session: "Session", question: Question, checklist: "Checklist") -> Tally:
    """Answer the question from the database; two statements, one for the rows and one for what they leave out."""
    connection = session.connection()
    sql, values = statement.rows(question)
    keys = [key for word in question.by for key, _sql in statement.COLUMNS[word]]
    found = [_row(keys, answer, question, checklist) for answer in connection.execute(sql, values)]
    sql, values = statement.left_out(question)
    reasons = {answer.reason: answer for answer in connection.execute(sql, values)}
    days = [day for answer in reasons.values() for day in (answer.first, answer.last) if day is not None]
    in_sums = [reasons[reason] for reason in ("in", "uncounted") if reason in reasons]
    return Tally(
        question,
        _day(min(days, default=None)),
        _day(max(days, default=None)),
        checklist.version,
        sorted(found, key=_order(question, checklist)),
        {reason: int(reasons[reason].records) if reason in reasons else 0 for reason in REASONS},
        {reason: int(reasons[reason].individuals or 0) for reason in REASONS[2:] if reason in reasons},
        {
            "overhead": {
                "records": sum(int(answer.flying or 0) for answer in in_sums),
                "individuals": sum(int(answer.overhead or 0) for answer in in_sums),
            }
        },
    )


def _row(keys: list[str], answer: Any, question: Question, checklist: "Checklist") -> dict[str, Any]:
    """Return one row of the answer as plain values."""
    row: dict[str, Any] = {}
    for key, value in zip(keys, answer, strict=False):
        row[key] = int(value) if key in {"year", "month_of_year"} and value else value
        if key == "id":
            row |= _names(value, checklist)
    figures = {
        "individuals": _number(answer.individuals),
        "overhead": _number(answer.overhead),
        "peak": _number(answer.peak),
        "records": int(answer.records),
        "uncounted": int(answer.uncounted),
        "surveys": _number(answer.surveys),
        "first": _iso(answer.first),
        "last": _iso(answer.last),
    }
    for measure in question.measures:
        row[measure] = figures[measure]
        if measure == "peak":
            row["peak_date"] = _iso(answer.peak_date)
    return row


def _names(taxon_id: str, checklist: "Checklist") -> dict[str, str]:
    if taxon_id not in checklist:
        return {"scientific_name": "", "chinese_name": "", "english_name": ""}
    taxon = checklist.get(taxon_id)
    return {
        "scientific_name": taxon.scientific_name,
        "chinese_name": taxon.chinese_name,
        "english_name": taxon.english_name,
    }


def _order(question: Question, checklist: "Checklist") -> Callable[[dict[str, Any]], tuple[Any, ...]]:
    """Return the key that sorts rows: birds, families and orders as the list has them, the rest by value."""
    places: dict[str, int] = {}
    for taxon in checklist:
        for name in (taxon.id, taxon.family, taxon.order):
            places.setdefault(name, taxon.position)
    # By what people go by first: when a survey was, where a place is called so; its id only decides between equals.
    keys = [key for word in question.by for key in _BY_WORDS.get(word, (statement.COLUMNS[word][0][0],))]

    def place(row: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(
            (places.get(row[key], 10**9), str(row[key])) if key in {"id", "family", "order"} else _sortable(row[key])
            for key in keys
        )

    return place


_BY_WORDS = {
    "site": ("site_name", "site"),
    "plot": ("plot_name", "plot"),
    "survey": ("survey_date", "survey_start", "survey"),
    "visit": ("visit_date", "visit"),
}


def _sortable(value: object) -> tuple[int, str]:
    return (value, "") if isinstance(value, int) else (0, str(value))


def _number(value: Any) -> int | None:
    return None if value is None else int(value)


def _iso(value: Any) -> str | None:
    return None if value is None else str(value)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value
