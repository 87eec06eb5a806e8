"""How a tally is written: what it means in words, an aligned table, csv, JSON."""

from typing import IO, TYPE_CHECKING, Any

from birdlog.cli.birds import GUILDS
from birdlog.cli.pick import short
from birdlog.display import clean, table
from birdlog.draft import terms
from birdlog.i18n import N_, _, language, ngettext

if TYPE_CHECKING:
    from birdlog.cli.run import Run
    from birdlog.display import Align
    from birdlog.summary import Tally

__all__ = ["as_csv", "as_data", "as_table", "meaning"]

_HEADINGS = {
    "species": N_("Bird"),
    "family": N_("Family"),
    "order": N_("Order"),
    "guild": N_("Guild"),
    "year": N_("Year"),
    "month": N_("Month"),
    "month-of-year": N_("Month of the year"),
    "day": N_("Day"),
    "site": N_("Site"),
    "plot": N_("Plot"),
    "survey": N_("Survey"),
    "visit": N_("Visit"),
    "observer": N_("Observer"),
    "protocol": N_("Protocol"),
    "individuals": N_("Individuals"),
    "overhead": N_("Flying over"),
    "peak": N_("Peak"),
    "records": N_("Records"),
    "uncounted": N_("Not counted"),
    "surveys": N_("Surveys"),
    "first": N_("First"),
    "last": N_("Last"),
}
_REASONS = {
    "uncounted": N_("without a number {n}"),
    "absent": N_("looked for and not found {n}"),
    "uncertain": N_("uncertain {n}"),
    "rejected": N_("rejected {n}"),
    "dead": N_("dead {n}"),
}
_DATES = {"first", "last"}


def as_data(answer: "Tally", sites: list[dict[str, str]]) -> dict[str, Any]:
    """Return the tally as the JSON answer, an interface."""
    from birdlog.summary import RULES

    scope = answer.question.scope
    return {
        "period": {
            "from": _iso(scope.start),
            "to": _iso(scope.end),
            "first": _iso(answer.first),
            "last": _iso(answer.last),
        },
        "sites": sites,
        "by": list(answer.question.by),
        "measures": list(answer.question.measures),
        "taxa": scope.taxa,
        "rules": [_(rule) for rule in RULES],
        "checklist": answer.checklist,
        "rows": answer.rows,
        "left_out": answer.left_out,
        "left_out_individuals": answer.left_out_individuals,
        "told_apart": answer.told_apart,
    }


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


def meaning(answer: "Tally", sites: list[dict[str, str]]) -> list[str]:
    """Return in words what the figures are of, what they mean and what they leave out."""
    from birdlog.summary import RULES

    scope = answer.question.scope
    start, end = scope.start or answer.first, scope.end or answer.last
    period = f"{start} – {end}" if start and end else _("nothing recorded")
    gap = "" if language() == "zh" else " "
    english = language() == "en"
    names = (_(", ")).join(clean((english and site["english_name"]) or site["name"]) for site in sites)
    lines = [
        _("Period: {period}. Sites: {sites}. Checklist: {checklist}.").format(
            period=period, sites=names, checklist=clean(answer.checklist)
        ),
        gap.join(_(rule) for rule in RULES),
    ]
    out = [_(_REASONS[reason]).format(n=number) for reason, number in answer.left_out.items() if number]
    if out:
        lines.append(_("Records that are in no sum: {reasons}.").format(reasons=_(", ").join(out)))
    flying = answer.told_apart["overhead"]
    if flying["records"]:
        lines.append(
            ngettext(
                "In the sums and flying over: {birds} birds, {n} record.",
                "In the sums and flying over: {birds} birds, {n} records.",
                flying["records"],
            ).format(birds=flying["individuals"], n=flying["records"])
        )
    return lines


def as_table(run: "Run", answer: "Tally") -> str:
    """Return the rows as an aligned table for people."""
    header: list[str] = []
    aligns: list[Align] = []
    for word in (*answer.question.by, *answer.question.measures):
        header.append(_(_HEADINGS[word]))
        aligns.append("right" if word in answer.question.measures and word not in _DATES else "left")
        if word == "species":
            header.append(_("Latin name"))
            aligns.append("left")
        if word == "peak":
            header.append(_("Peak on"))
            aligns.append("left")
    return table(([*_cells(run, row, answer)] for row in answer.rows), header, aligns)


def _cells(run: "Run", row: dict[str, Any], answer: "Tally") -> list[str]:
    """Return a row's cells as people read them; a dash is what nothing was said of."""
    cells: list[str] = []
    for word in answer.question.by:
        if word == "species":
            cells += [run.bird(row["id"]), row["scientific_name"]]
        elif word == "site":
            english = row["site_english_name"] if language() == "en" else ""
            cells.append(english or row["site_name"])
        elif word == "plot":
            cells.append(row["plot_name"])
        elif word == "survey":
            cells.append(_told(row, "survey_date", "survey_start", "survey_site", "survey"))
        elif word == "visit":
            cells.append(_told(row, "visit_date", "visit_site", "visit"))
        elif word == "guild":
            cells.append(_(GUILDS.get(row["guild"], row["guild"])) if row["guild"] else "")
        elif word == "protocol":
            cells.append(terms.PROTOCOL.label(row["protocol"], language()))
        else:
            cells.append(str(row[word.replace("-", "_")]))
    for measure in answer.question.measures:
        cells.append("" if row[measure] is None else str(row[measure]))
        if measure == "peak":
            cells.append(row["peak_date"] or "")
    return [cell or "–" for cell in cells]


def _told(row: dict[str, Any], *keys: str) -> str:
    """Return what a survey or visit is called: when, where, and the end of its id."""
    *words, uid = (row[key] for key in keys)
    return " ".join([*(word for word in words if word), short(uid)])


def as_csv(answer: "Tally", out: IO[str]) -> None:
    """Write the rows as csv, the columns named as in JSON, every cell guarded."""
    from birdlog.export.csv import write_table

    write_table(out, columns(answer), ([row[key] for key in columns(answer)] for row in answer.rows))


def columns(answer: "Tally") -> list[str]:
    """Return the keys of a row, in order, also where there is no row."""
    from birdlog.summary import COLUMNS

    keys: list[str] = []
    for word in answer.question.by:
        keys += [key for key, _sql in COLUMNS[word]]
        if word == "species":
            keys += ["scientific_name", "chinese_name", "english_name"]
    for measure in answer.question.measures:
        keys += [measure, "peak_date"] if measure == "peak" else [measure]
    return keys
