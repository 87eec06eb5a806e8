"""Recording: drafts become sightings, all of them or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from birdlog.checklist import Checklist
from birdlog.draft import SightingDraft, check
from birdlog.errors import Problem
from birdlog.i18n import _, language
from birdlog.logbook import sites
from birdlog.logbook.act import Act
from birdlog.logbook.errors import AmbiguousLines, refuse
from birdlog.logbook.observers import observer
from birdlog.logbook.rows import PARTS, find, made, put_list, revise
from birdlog.lookup import Line, survey_lines
from birdlog.lookup.lines import joined
from birdlog.models import Sighting, Site, Survey, uid7
from birdlog.store.taxa import version_of

_SAME = (
    *("taxon", "detection", "condition", "certainty", "breeding", "habitat", "distance_band", "point_entered"),
    *("datum", "determined_by", "determined_on", "note", "source_cell"),
)
_SAID_ON_SET = {"taxon", "count", "name", "op", "uid"}


def record(s: Session, act: Act, survey_uid: str, draft: SightingDraft, checklist: Checklist) -> Sighting:
    """Write one draft into a survey and return its sighting.

    op "new" and "more" make a new sighting. "set" amends the only line of that bird, whatever else the draft says with
    it; where there is none it makes one, where there are several it raises AmbiguousLines. A plot that the site does
    not have is made (`new_plots` says so beforehand). DataError with `problems` for what `draft.check` refuses.
    """
    return record_all(s, act, survey_uid, [draft], checklist)[0]


def record_all(
    s: Session, act: Act, survey_uid: str, drafts: Sequence[SightingDraft], checklist: Checklist
) -> list[Sighting]:
    """Write several drafts as one action: all of them, or none and a DataError with the problems of all."""
    refuse([problem for draft in drafts for problem in check(draft, checklist)])
    # Holding the survey keeps two terminals from taking the same line, or from both adding what should be set.
    survey = find(s, Survey, survey_uid)
    # Held by its name here: while somebody holds a row, the session finds it without asking the database.
    site = s.get(Site, survey.site)
    assert site is not None  # a foreign key holds it
    _refuse_taken(s, [draft.uid for draft in drafts if draft.uid])
    column: Any = Sighting
    line = s.scalar(sa.select(sa.func.max(column.line)).where(column.survey == survey.uid)) or 0
    rows: list[Sighting] = []
    waiting: list[tuple[Sighting, list[Any]]] = []  # parts are written after the sightings they belong to, all at once
    # A query for a plot or an observer needs no sighting of these: they go to the database together.
    with s.no_autoflush:
        for draft in drafts:
            if draft.op == "set":
                _write_parts(s, act, waiting)
                if there := _only_line(s, survey, draft, checklist):
                    rows.append(_set(s, act, survey, there, draft, checklist))
                    continue
            line += 1
            row, parts = _new(s, act, survey, draft, checklist, line)
            s.add(row)
            rows.append(row)
            waiting.append((row, parts))
        _write_parts(s, act, waiting)
    return rows


_UIDS_AT_ONCE = 500


def _refuse_taken(s: Session, uids: Sequence[str]) -> None:
    """Refuse identities that other sightings have, withdrawn ones too, or that stand twice among these."""
    column: Any = Sighting.uid
    taken = {uid for uid, times in Counter(uids).items() if times > 1}
    for start in range(0, len(uids), _UIDS_AT_ONCE):
        taken.update(s.scalars(sa.select(column).where(column.in_(uids[start : start + _UIDS_AT_ONCE]))))
    if taken:
        messages = {uid: _("There is a sighting {uid} already.").format(uid=uid) for uid in sorted(taken)}
        refuse([Problem(code="uid-taken", message=message, value=uid) for uid, message in messages.items()])


def _write_parts(s: Session, act: Act, waiting: list[tuple[Sighting, list[Any]]]) -> None:
    s.flush()
    for row, parts in waiting:
        if parts:
            put_list(s, act, row, PARTS, parts)
    waiting.clear()


def new_plots(s: Session, survey_uid: str, drafts: Iterable[SightingDraft]) -> list[str]:
    """Return the names of the plots that recording these drafts would make."""
    survey = s.get(Survey, survey_uid)
    names = dict.fromkeys(draft.plot.strip() for draft in drafts if draft.plot.strip())
    return [name for name in names if survey is not None and not sites.existing_plot(s, survey.site, name)]


def _only_line(s: Session, survey: Survey, draft: SightingDraft, checklist: Checklist) -> Line | None:
    """Return the one line of a draft's bird, None where there is none; AmbiguousLines where there are several."""
    lines = tuple(line for line in survey_lines(s, survey.uid) if line.taxon == draft.taxon)
    if len(lines) > 1:
        raise AmbiguousLines(draft.name or checklist.get(draft.taxon).name(language()), lines)
    return lines[0] if lines else None


def _new(
    s: Session, act: Act, survey: Survey, draft: SightingDraft, checklist: Checklist, line: int
) -> tuple[Sighting, list[Any]]:
    """Return a new sighting, and its parts."""
    values = values_of(s, act, survey, draft, checklist)
    parts = values.pop(PARTS)
    uid = draft.uid or uid7(act.at)
    return Sighting(uid=uid, survey=survey.uid, line=line, batch=act.batch, **values, **made(act)), parts


def _set(s: Session, act: Act, survey: Survey, line: Line, draft: SightingDraft, checklist: Checklist) -> Sighting:
    """Set the one line of a bird right: the count, and what else was said with it; the rest stays."""
    blank = SightingDraft(taxon=draft.taxon, count=draft.count)
    said = {
        name: getattr(draft, name)
        for name in SightingDraft.__slots__
        if name not in _SAID_ON_SET and getattr(draft, name) != getattr(blank, name)
    }
    whole = replace(line.draft, count=draft.count, name=draft.name or line.name, **said)
    if not draft.parts and any(problem.severity == "error" for problem in check(whole, checklist)):
        # Parts of the old number need not fit the new one; what they were stands in the revision.
        whole = replace(whole, parts=())
    return amend_row(s, act, find(s, Sighting, line.uid), survey, whole, checklist)


def amend_row(
    s: Session, act: Act, row: Sighting, survey: Survey, draft: SightingDraft, checklist: Checklist
) -> Sighting:
    """Make a sighting what a draft says."""
    refuse(check(draft, checklist))
    values = values_of(s, act, survey, draft, checklist)
    if row.taxon == draft.taxon:
        # A checklist update rewrites nothing: the version belongs to the day on which the bird was named.
        values["checklist_version"] = row.checklist_version
        values["name_entered"] = values["name_entered"] or row.name_entered
    revise(s, act, row, values)
    return row


def values_of(s: Session, act: Act, survey: Survey, draft: SightingDraft, checklist: Checklist) -> dict[str, Any]:
    """Return a draft as the columns of a sighting, its plot and observer as uids, made where they are not there."""
    count = draft.count
    site = s.get(Site, survey.site)
    assert site is not None  # a foreign key holds it
    return {
        **{name: getattr(draft, name) for name in _SAME},
        "name_entered": draft.name,
        "checklist_version": version_of(checklist),
        "count_kind": count.kind.value,
        "count_low": count.low,
        "count_best": count.best,
        "count_high": count.high,
        "count_text": count.text,
        "plot": sites.plot(s, act, site, draft.plot),
        "time": draft.time,
        "latitude": None if draft.latitude is None else float(draft.latitude),
        "longitude": None if draft.longitude is None else float(draft.longitude),
        "uncertainty_m": None if draft.uncertainty_m is None else float(draft.uncertainty_m),
        "behaviour": joined(draft.behaviours),
        "evidence": joined(draft.evidence),
        "observer": observer(s, act, draft.observer).uid if draft.observer.strip() else "",
        PARTS: [
            {"number": part.number, "sex": part.sex, "age": part.age, "plumage": part.plumage} for part in draft.parts
        ],
    }
