"""The one check every draft passes before it is written: all problems of a draft, found together.

An error refuses the draft; a question wants an answer some day; a warning only says what looks odd. Whoever calls
decides what to do with the last two: a typed sighting is never held up by them.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date, datetime, time

from birdlog.draft.count import MOST, Count, Kind
from birdlog.draft.findings import Findings
from birdlog.draft.shapes import Part, SightingDraft, SurveyDraft
from birdlog.draft.terms import (
    AGE,
    BEHAVIOUR,
    BREEDING,
    CERTAINTY,
    CONDITION,
    COVERAGE,
    DETECTION,
    DISTURBANCE,
    ENTERED,
    PLUMAGE,
    PRECISION,
    PROTOCOL,
    RELATION,
    SEX,
    SKY,
    TARGET,
    TIDE,
    TIDE_RANGE,
    WATER_LEVEL,
)
from birdlog.errors import Problem
from birdlog.i18n import _, ngettext

__all__ = ["check", "check_survey"]

#: No day before this is a bird count somebody wants to type in; it is a slip of the year.
EARLIEST = date(1800, 1, 1)
#: A date further ahead than this is a slip, even where a flat battery has set the clock back to 1970.
YEARS_AHEAD = 100
#: The longest a text may be, in characters.
LONGEST = {
    "name": 200,
    "count": 200,
    "plot": 100,
    "habitat": 100,
    "distance_band": 50,
    "point_entered": 200,
    "datum": 20,
    "observer": 200,
    "note": 4000,
    "source_cell": 200,
    "wind_direction": 20,
    "source": 500,
    "site": 36,
    "parent": 36,
    "uid": 36,
}
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
    for field in ("name", "plot", "habitat", "distance_band", "point_entered", "datum", "observer", "source_cell"):
        found.text(field, getattr(draft, field), LONGEST[field])
    found.text("note", draft.note, LONGEST["note"], lines=True)
    return found.problems


def _check_count(found: Findings, count: object) -> bool:
    """Find what is wrong with a count; tell whether its numbers may be relied on."""
    if not isinstance(count, Count):
        found.error("count-kind", _("There is no count."), expected=_("a count"))
        return False
    before = len(found.problems)
    found.text("count", count.text, LONGEST["count"])
    if count.kind not in tuple(Kind):
        found.code("count", str(count.kind), tuple(kind.value for kind in Kind))
        return False
    numbers = (count.low, count.best, count.high)
    for number in numbers:
        if number is not None and (type(number) is not int or not 0 <= number <= MOST):
            found.error(
                "count-range",
                _("{number} is no number of birds: it must be from 0 to {most}.").format(
                    number=number, most=f"{MOST:,}"
                ),
                value=str(number),
                expected=_("a number from 0 to {most}").format(most=f"{MOST:,}"),
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
            return low is not None and best is not None and high is not None and low <= best <= high and low < high
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
                    number=part.number, most=f"{MOST:,}"
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
            expected=_("for a bird heard and not counted: 听 or h without a number"),
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


def check_survey(draft: SurveyDraft, today: date) -> list[Problem]:
    """Return every problem of a survey's header; dates are judged against ``today`` at the site.

    A date after today is a question, not an error: the clock of an old machine may be wrong, and it must not lock a
    volunteer out. Only a date a century ahead, or before 1800, is refused.
    """
    found = Findings()
    if not draft.site:
        found.error("site-missing", _("A survey needs a site."), expected=_("a site"))
    for field in ("site", "parent", "uid"):
        found.text(field, getattr(draft, field), LONGEST[field])
    _check_dates(found, draft, today)
    _check_times(found, draft)
    for field, value, vocabulary in (
        ("date_precision", draft.date_precision, PRECISION),
        ("entered", draft.entered, ENTERED),
        ("protocol", draft.protocol, PROTOCOL),
    ):
        if value not in vocabulary:
            found.code(field, value, vocabulary.codes)
    for field, value, vocabulary in (
        ("target", draft.target, TARGET),
        ("coverage", draft.coverage, COVERAGE),
        ("weather", draft.weather, SKY),
        ("tide", draft.tide, TIDE),
        ("tide_range", draft.tide_range, TIDE_RANGE),
        ("water_level", draft.water_level, WATER_LEVEL),
        ("disturbance", draft.disturbance, DISTURBANCE),
        ("relation", draft.relation, RELATION),
    ):
        if value and value not in vocabulary:
            found.code(field, value, vocabulary.codes)
    for field, number, low, high, whole in (
        ("distance_m", draft.distance_m, 0, 1_000_000, False),
        ("area_ha", draft.area_ha, 0, 1_000_000, False),
        ("party_size", draft.party_size, 1, 10_000, True),
        ("temperature_c", draft.temperature_c, -70, 60, False),
        ("wind_force", draft.wind_force, 0, 17, True),
    ):
        if number is not None:
            found.number(field, number, low, high, whole=whole)
    _check_effort(found, draft)
    for observer in draft.observers:
        found.text("observer", observer, LONGEST["observer"])
        if not observer.strip():
            found.error("observer-blank", _("An observer's name is blank."), expected=_("a name"))
    for field in ("plot", "wind_direction", "source"):
        found.text(field, getattr(draft, field), LONGEST[field])
    found.text("note", draft.note, LONGEST["note"], lines=True)
    return found.problems


def _is_day(value: object) -> bool:
    """A datetime is a date to Python, but no day: its hours would shift with a timezone."""
    return isinstance(value, date) and not isinstance(value, datetime)


def _check_dates(found: Findings, draft: SurveyDraft, today: date) -> None:
    """Find days that cannot be, or are hardly meant."""
    days = [draft.date] if draft.date_end is None else [draft.date, draft.date_end]
    for day in days:
        if not _is_day(day):
            found.error(
                "date-type", _("{value} is not a date.").format(value=day), value=str(day), expected="2026-11-22"
            )
            return
        if day < EARLIEST:
            found.error(
                "date-early",
                _("{date} is before {earliest}: is the year right?").format(date=day, earliest=EARLIEST.year),
                value=day.isoformat(),
            )
        elif day.year > today.year + YEARS_AHEAD:
            found.error(
                "date-far", _("{date} is far in the future: is the year right?").format(date=day), value=day.isoformat()
            )
        elif day > today:
            found.question(
                "date-future",
                _("{date} is after today ({today}): is the date right, or the clock of this computer wrong?").format(
                    date=day, today=today
                ),
                value=day.isoformat(),
            )
    if draft.date_precision == "interval" and draft.date_end is None:
        found.error("date-end-missing", _("A period needs its last day too."), expected=_("a last day"))
    if draft.date_precision != "interval" and draft.date_end is not None:
        found.error(
            "date-end-extra",
            _("A last day belongs to a period only."),
            value=draft.date_end.isoformat(),
            expected="interval",
        )
    if draft.date_end is not None and draft.date_end < draft.date:
        found.error("date-order", _("The last day is before the first."), value=draft.date_end.isoformat())


def _check_times(found: Findings, draft: SurveyDraft) -> None:
    """Find times that do not fit each other or the day."""
    right = True
    for field, clock in (("start", draft.start), ("end", draft.end)):
        if clock is not None:
            right &= found.clock(field, clock)
    minutes = draft.minutes
    if minutes is not None:
        right &= found.number("minutes", minutes, 0, 1440 if draft.date_precision == "day" else 5_000_000, whole=True)
    if draft.date_precision != "day" and (draft.start is not None or draft.end is not None):
        found.warning("time-without-day", _("Times of day without a single day say little."))
        return
    if not right or draft.start is None or draft.end is None:
        return
    span = _minutes(draft.end) - _minutes(draft.start)
    # Minutes that agree with a count over midnight have answered the question already.
    if span < 0 and minutes is not None and minutes <= span + 1440:
        return
    if span < 0:
        found.question(
            "time-order",
            _("The survey ends at {end}, before it starts at {start}: over midnight, or a slip?").format(
                end=f"{draft.end:%H:%M}", start=f"{draft.start:%H:%M}"
            ),
            value=f"{draft.end:%H:%M}",
        )
    elif minutes is not None and minutes > span:
        found.question(
            "minutes-exceed",
            _("{minutes} minutes are more than from {start} to {end}.").format(
                minutes=minutes, start=f"{draft.start:%H:%M}", end=f"{draft.end:%H:%M}"
            ),
            value=str(minutes),
        )


def _minutes(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _check_effort(found: Findings, draft: SurveyDraft) -> None:
    """Find effort that a protocol asks for and that was not said."""
    if draft.protocol == "traveling" and draft.distance_m is None:
        found.warning("distance-missing", _("A transect wants its distance."), expected=_("a distance in metres"))
    if draft.protocol == "area" and draft.area_ha is None:
        found.warning("area-missing", _("An area count wants its area."), expected=_("an area in hectares"))
    people = len(draft.observers)
    if draft.party_size is not None and draft.party_size < people:
        found.warning(
            "party-small",
            ngettext(
                "{people} observer is named, more than the party size {size}.",
                "{people} observers are named, more than the party size {size}.",
                people,
            ).format(people=people, size=draft.party_size),
            value=str(draft.party_size),
        )
