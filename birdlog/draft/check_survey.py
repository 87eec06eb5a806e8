"""The check of a survey's header; the rules of severity are those of birdlog.draft.check."""

from __future__ import annotations

from datetime import date, time

from birdlog.draft.findings import LONGEST, Findings, is_day
from birdlog.draft.shapes import SurveyDraft
from birdlog.draft.terms import (
    COVERAGE,
    DISTURBANCE,
    ENTERED,
    PRECISION,
    PROTOCOL,
    RELATION,
    SKY,
    TARGET,
    TIDE,
    TIDE_RANGE,
    WATER_LEVEL,
)
from birdlog.errors import Problem
from birdlog.i18n import _, ngettext

__all__ = ["check_survey"]

#: No day before this is a bird count somebody wants to type in; it is a slip of the year.
EARLIEST = date(1800, 1, 1)
#: A date further ahead than this is a slip, even where a flat battery has set the clock back to 1970.
YEARS_AHEAD = 100


def check_survey(draft: SurveyDraft, today: date) -> list[Problem]:
    """Return every problem of a survey's header; dates are judged against ``today`` at the site.

    A date after today is a question, not an error: the clock of an old machine may be wrong, and it must not lock a
    volunteer out. Only a date a century ahead, or before 1800, is refused.
    """
    found = Findings()
    if not draft.site:
        found.error("site-missing", _("A survey needs a site."), expected=_("a site"))
    for field in ("site", "parent"):
        found.text(field, getattr(draft, field), LONGEST[field])
    found.uid(draft.uid)
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
    for field, said in (("synchronous", draft.synchronous), ("complete", draft.complete)):
        if type(said) is not bool and (field == "synchronous" or said is not None):
            found.code(field, said, ("True", "False"))
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
    for observer in found.several("observer", draft.observers):
        if found.text("observer", observer, LONGEST["observer"]) and not observer.strip():
            found.error("observer-blank", _("An observer's name is blank."), expected=_("a name"))
    for field in ("plot", "wind_direction", "source"):
        found.text(field, getattr(draft, field), LONGEST[field])
    found.text("note", draft.note, LONGEST["note"], lines=True)
    return found.problems


def _check_dates(found: Findings, draft: SurveyDraft, today: date) -> None:
    """Find days that cannot be, or are hardly meant."""
    days = [draft.date] if draft.date_end is None else [draft.date, draft.date_end]
    for day in days:
        if not is_day(day):
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
