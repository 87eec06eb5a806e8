"""How surveys, sightings, sites and problems are written as JSON and as lines for people.

The JSON answers are an interface: keys are added, never changed. Days are 2026-11-22, times 07:30, moments UTC, ids are
what other commands take, null is "not said", a blank text is nothing.

    find                    {"query", "candidates": [bird + "rank", "matched"]}, the best first
    species list, show      {"species": [bird]}, a bird as in `birds.as_data`
    tally                   {"period", "sites", "by", "measures", "taxa", "rules", "checklist", "left_out",
                            "left_out_individuals", "told_apart", "rows": [the groups asked for, then the measures]}
    add                     {"action", "survey": survey + "opened", "sightings": [sighting], "problems": [problem]}
    undo                    {"action", "undone_by", "what": [{"table", "id", "became", "taxon", "name"}]}
    surveys ...             {"surveys": [survey]}; show adds its "sightings", text gives {"id", "text"}
    sightings list, show    {"sightings": [sighting]}; list adds "date", amend and withdraw give "action" beside it
    sightings history       {"sighting", "history": [{"action", "at", "who", "terminal", "why", "undoes", "before",
                            "after"}]}
    sites ..., observers    {"sites": [site]}, show adds "boundary"; {"observers": [{"id", "name", "note"}]}
    export csv              {"file", "records", "generalised", "full"}
    export birdreport       {"file", "survey", "rows", "left_out": {reason: [taxon]}}
    db path, check, ...     {"database"}, {"findings"}, {"current"}, {"backup"}; demo: {"database", how much of what}
    an error                {"error", "advice", "problems": [problem]}, and the exit code of its kind

A survey is `survey_data` below, a sighting `sighting_data`, a site `place_data`, a problem `problem_data`.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from birdlog.cli.pick import short
from birdlog.display import clean
from birdlog.draft import terms
from birdlog.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from birdlog.cli.run import Run
    from birdlog.draft import SightingDraft
    from birdlog.errors import Problem
    from birdlog.lookup import Header, Line, Place

__all__ = ["place_data", "place_name", "problem_data", "sighting_data", "survey_data", "survey_name", "words"]


def survey_data(header: "Header") -> dict[str, Any]:
    """Return a survey as JSON holds it."""
    draft, totals = header.draft, header.totals
    same = (
        *("date_precision", "minutes", "entered", "synchronous", "distance_m", "area_ha", "party_size", "complete"),
        *("target", "coverage", "weather", "temperature_c", "wind_direction", "wind_force", "tide", "tide_range"),
        *("water_level", "disturbance", "note", "parent", "relation", "source"),
    )
    return {
        "id": header.uid,
        "date": header.date,
        "start": clock(header.start),
        "end": clock(header.end),
        "site": header.site,
        "site_name": header.site_name,
        "site_english_name": header.site_english_name,
        "plot": header.plot,
        "plot_name": header.plot_name,
        "protocol": header.protocol,
        "observers": list(header.observers),
        **{name: getattr(draft, name) for name in same},
        "closed": header.closed,
        "species": totals.taxa,
        "individuals": totals.individuals,
        "at_least": totals.at_least,
        "uncounted": totals.uncounted,
        "overhead": totals.overhead,
        "dead": totals.dead,
        "records": totals.records,
    }


def clock(moment: Any) -> str | None:
    """Return a time of day as 07:30."""
    return f"{moment:%H:%M}" if moment is not None else None


def sighting_data(run: "Run", line: "Line") -> dict[str, Any]:
    """Return a sighting as JSON holds it."""
    draft = line.draft
    known = run.checklist.get(line.taxon) if line.taxon in run.checklist else None
    same = (
        *("detection", "condition", "certainty", "plot", "breeding", "habitat", "distance_band", "latitude"),
        *("longitude", "uncertainty_m", "observer", "determined_by", "determined_on", "note"),
    )
    return {
        "id": line.uid,
        "survey": line.survey,
        "line": line.line,
        "taxon": line.taxon,
        "scientific_name": known.scientific_name if known else "",
        "chinese_name": known.chinese_name if known else "",
        "english_name": known.english_name if known else "",
        "name_entered": line.name,
        "count": {
            "kind": draft.count.kind.value,
            "low": draft.count.low,
            "best": draft.count.best,
            "high": draft.count.high,
            "text": draft.count.text,
        },
        "parts": [
            {"number": part.number, "sex": part.sex, "age": part.age, "plumage": part.plumage} for part in draft.parts
        ],
        "time": clock(line.time),
        **{name: getattr(draft, name) for name in same},
        "behaviours": list(draft.behaviours),
        "evidence": list(draft.evidence),
        "review": line.review,
    }


def place_data(place: "Place") -> dict[str, Any]:
    """Return a site as JSON holds it; the point is WGS 84."""
    same = (
        *("parent", "kind", "name", "english_name", "latitude", "longitude", "point_entered", "datum"),
        *("uncertainty_m", "area_ha", "timezone", "note", "surveys"),
    )
    return {"id": place.uid, **{name: getattr(place, name) for name in same}}


def problem_data(problem: "Problem") -> dict[str, Any]:
    """Return a problem as JSON holds it."""
    return {
        "code": problem.code,
        "message": problem.message,
        "severity": problem.severity,
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "expected": problem.expected,
        "candidates": list(problem.candidates),
    }


def head_questions(run: "Run", header: "Header") -> "list[Problem]":
    """Return what is doubtful about a survey's head; none of it holds anything up."""
    from birdlog.draft import check_survey

    return check_survey(header.draft, run.today(header.timezone))


def problem_lines(run: "Run", problems: "Iterable[Problem]") -> list[str]:
    """Return problems for people: what is wrong where, what would be right, and the birds that may be meant."""
    lines: list[str] = []
    for problem in problems:
        where = _("Column {n}: ").format(n=problem.column) if problem.column else ""
        if problem.row:
            where = _("Line {row}, column {n}: ").format(row=problem.row, n=problem.column)
        lines.append(where + clean(problem.message))
        if problem.expected and not problem.candidates:
            lines.append("  " + _("Right would be: {expected}").format(expected=clean(problem.expected)))
        lines += [f"  {run.bird(taxon)}  {taxon}" for taxon in problem.candidates]
    return lines


def warn_of_sensitive(run: "Run", lines: "Iterable[Line]") -> None:
    """Say which sensitive birds a survey tells of that is about to be sent to others."""
    taxa = dict.fromkeys(line.taxon for line in lines if line.taxon in run.checklist)
    names = [run.bird(taxon) for taxon in taxa if run.checklist.get(taxon).sensitive]
    if names:
        told = _("Think before you send it: it says where sensitive birds are ({birds}).")
        run.say(told.format(birds=_(", ").join(names)))


def cut_short(limit: int) -> str:
    """Return the sentence that says that a list goes on."""
    return _("There are more than these {n}: see them with --limit.").format(n=limit)


def words(run: "Run", draft: "SightingDraft", *, time: bool = True) -> str:
    """Return what a draft says, fit for a screen; without its time where that stands beside it."""
    from birdlog.quickline import say

    if not time:
        draft = replace(draft, time=None)

    if draft.taxon not in run.checklist:
        return clean(f"{draft.name or draft.taxon} {draft.count.text}")
    return clean(say(draft, run.checklist, language()))


def place_name(place: "Place") -> str:
    """Return a site's name in the language in use."""
    return clean((place.english_name if language() == "en" else "") or place.name)


def survey_name(header: "Header") -> str:
    """Return what a survey is called among people: where and when, and the end of its id."""
    site = (header.site_english_name if language() == "en" else "") or header.site_name
    where = "·".join(part for part in (site, header.plot_name) if part)
    start = f" {header.start:%H:%M}" if header.start else ""
    return clean(f"{where} {header.date}{start} ({short(header.uid)})")


def protocol(header: "Header") -> str:
    """Return the word for how a survey was done."""
    return terms.PROTOCOL.label(header.protocol, language())


__all__ += ["clock", "cut_short", "head_questions", "problem_lines", "protocol", "warn_of_sensitive"]
