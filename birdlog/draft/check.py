"""The one check every draft passes before it is written: all problems of a draft, found together.

An error refuses the draft; a question wants an answer some day; a warning only says what looks odd. Whoever calls
decides what to do with the last two: a typed sighting is never held up by them.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

from birdlog.draft.count import MOST, Count, Kind
from birdlog.draft.findings import LONGEST, Findings, is_day
from birdlog.draft.shapes import Part, SightingDraft
from birdlog.draft.terms import (
    AGE,
    BEHAVIOUR,
    BREEDING,
    CERTAINTY,
    CONDITION,
    DETECTION,
    PLUMAGE,
    SEX,
)
from birdlog.errors import Problem
from birdlog.i18n import _

__all__ = ["check"]

_TEXTS = (
    "name",
    "plot",
    "habitat",
    "distance_band",
    "point_entered",
    "datum",
    "observer",
    "determined_by",
    "source_cell",
)
_CLASSES = ("+", "++", "+++")


def check(draft: SightingDraft, taxa: Container[str]) -> list[Problem]:
    """Return every problem of a sighting whose taxon is to be one of ``taxa``; with no error it may be written."""
    found = Findings()
    if draft.taxon not in taxa:
        name = draft.name or draft.taxon
        found.error(
            "taxon-unknown",
            _("{name} is not a bird of this list.").format(name=name) if name else _("There is no bird."),
            value=name,
            expected=_("a bird of the checklist"),
        )
    if _check_count(found, draft.count):
        _check_parts(found, draft.count, draft.parts)
    _check_none(found, draft)
    if draft.op not in ("new", "more", "set"):
        found.code("op", draft.op, ("new", "more", "set"))
    for field, value, vocabulary in (
        ("detection", draft.detection, DETECTION),
        ("condition", draft.condition, CONDITION),
        ("certainty", draft.certainty, CERTAINTY),
    ):
        if value not in vocabulary:
            found.code(field, value, vocabulary.codes)
    if draft.breeding and draft.breeding not in BREEDING:
        found.code("breeding", draft.breeding, BREEDING.codes)
    for behaviour in draft.behaviours:
        if behaviour not in BEHAVIOUR:
            found.code("behaviour", behaviour, BEHAVIOUR.codes)
    if draft.time is not None:
        found.clock("time", draft.time)
    _check_point(found, draft)
    if draft.determined_on is not None and not is_day(draft.determined_on):
        found.error("date-type", _("{value} is not a date.").format(value=draft.determined_on), expected="2026-11-22")
    for field in _TEXTS:
        found.text(field, getattr(draft, field), LONGEST[field])
    found.uid(draft.uid)
    for file in found.several("evidence", draft.evidence):
        found.text("evidence", file, LONGEST["evidence"])
    found.text("note", draft.note, LONGEST["note"], lines=True)
    return found.problems


def _check_count(found: Findings, count: object) -> bool:
    """Find what is wrong with a count; tell whether its numbers may be relied on."""
    if not isinstance(count, Count):
        found.error("count-kind", _("There is no count."), expected=_("a count"))
        return False
    before = len(found.problems)
    found.text("count", count.text, LONGEST["count"])
    kind: object = count.kind
    if not isinstance(kind, Kind):
        found.code("count", str(kind), tuple(kind.value for kind in Kind))
        return False
    numbers = (count.low, count.best, count.high)
    for number in numbers:
        if number is not None and (type(number) is not int or not 0 <= number <= MOST):
            found.error(
                "count-range",
                _("{number} is no number of birds: it must be from 0 to {most}.").format(number=number, most=f"{MOST}"),
                value=str(number),
                expected=_("a number from 0 to {most}").format(most=f"{MOST}"),
            )
            return False
    if not _has_shape(count):
        found.error(
            "count-shape",
            _("The numbers {numbers} do not make a count of the kind {kind}.").format(
                numbers=" ".join("-" if number is None else str(number) for number in numbers), kind=count.kind.value
            ),
            value=count.text,
            expected=_("low, best and high as the kind of count asks for"),
        )
    return len(found.problems) == before


def _has_shape(count: Count) -> bool:
    """Tell whether low, best and high are those its kind has."""
    low, best, high = count.low, count.best, count.high
    match count.kind:
        case Kind.EXACT | Kind.ABOUT:
            return low is not None and low == best == high and low > 0
        case Kind.AT_LEAST:
            return low is not None and low == best and high is None and low > 0
        case Kind.RANGE:
            return low is not None and high is not None and low < high and best == (low + high) // 2
        case Kind.CLASS:
            return low is best is high is None and count.text in _CLASSES
        case Kind.PRESENT:
            return low is best is high is None
        case Kind.NONE:
            return low == best == high == 0


def _check_parts(found: Findings, count: Count, parts: Sequence[Part]) -> None:
    """Find parts that are no parts: sexes, ages or plumages that add up to more birds than there were."""
    for part in parts:
        if type(part.number) is not int or not 1 <= part.number <= MOST:
            found.error(
                "part-number",
                _("{number} is no number for a part: it must be from 1 to {most}.").format(
                    number=part.number, most=f"{MOST}"
                ),
                value=str(part.number),
            )
            return
        if not (part.sex or part.age or part.plumage):
            found.error("part-blank", _("A part must say its sex, age or plumage."), value=str(part.number))
        for field, value, vocabulary in (
            ("sex", part.sex, SEX),
            ("age", part.age, AGE),
            ("plumage", part.plumage, PLUMAGE),
        ):
            if value and value not in vocabulary:
                found.code(field, value, vocabulary.codes)
    whole = count.best if count.high is None else count.high
    if whole is None:
        return
    for field in ("sex", "age", "plumage"):
        total = sum(part.number for part in parts if getattr(part, field))
        if total > whole:
            message = {
                "sex": _("Males and females together are {total}, more than the {whole} counted."),
                "age": _("The ages together are {total}, more than the {whole} counted."),
                "plumage": _("The plumages together are {total}, more than the {whole} counted."),
            }[field]
            found.error(
                "parts-exceed",
                message.format(total=total, whole=whole),
                value=str(total),
                expected=_("at most {whole}").format(whole=whole),
            )


def _check_none(found: Findings, draft: SightingDraft) -> None:
    """Find birds that were not there and yet did something."""
    if draft.count != Count.none():
        return
    if draft.op == "more":
        found.error("more-nothing", _("Nought more is nothing to add."), expected=_("a number from 1 on"))
    if draft.detection not in ("seen", "") or draft.behaviours or draft.breeding or draft.condition != "alive":
        found.error(
            "none-noticed",
            _("0 means looked for and not there; it cannot have been heard or have done anything."),
            value=draft.count.text,
            expected=_("for a bird heard and not counted: h without a number"),
        )


def _check_point(found: Findings, draft: SightingDraft) -> None:
    """Find points that are half given, off the globe, or suspiciously on its diagonal."""
    latitude, longitude = draft.latitude, draft.longitude
    if (latitude is None) != (longitude is None):
        found.error("point-half", _("A point needs both latitude and longitude."), value=draft.point_entered)
    right = True
    if latitude is not None:
        right &= found.number("latitude", latitude, -90, 90)
    if longitude is not None:
        right &= found.number("longitude", longitude, -180, 180)
    if right and latitude is not None and latitude == longitude:
        found.warning(
            "point-diagonal",
            _("Latitude and longitude are the same number: was one copied into the other?"),
            value=draft.point_entered or str(latitude),
        )
    if draft.uncertainty_m is not None:
        found.number("uncertainty_m", draft.uncertainty_m, 0, 10_000_000)
