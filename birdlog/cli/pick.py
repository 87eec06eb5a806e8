"""What people name on the command line: a site, a survey, a sighting, a day; by id, the end of an id, or in words."""

import re
from calendar import monthrange
from datetime import date, time
from typing import TYPE_CHECKING, Any

from birdlog.display import clean
from birdlog.errors import DataError, UsageError
from birdlog.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from birdlog.cli.run import Run
    from birdlog.lookup import Header, Line, Place

__all__ = [
    "any_sighting",
    "at_most",
    "birds",
    "clock",
    "day",
    "first_day",
    "here",
    "last_day",
    "open_survey",
    "short",
    "sighting",
    "site",
    "survey",
    "survey_or_latest",
]

SHORT = 8
"""How many characters at the end of an id are shown to people; more are taken too."""

_UID_END = re.compile(r"[0-9a-f-]{4,36}\Z")


def short(uid: str) -> str:
    """Return the end of an id, which is how people name a record; the start of it is only its time."""
    return uid[-SHORT:]


def at_most(limit: int) -> int:
    """Return a limit that can be asked for: one or more, and no more than a database counts to."""
    if limit < 1:
        raise UsageError(
            _("{value} is too few for {option}.").format(value=limit, option="--limit"),
            _("Take 1 or more."),
        )
    return min(limit, 10**9)


def birds(text: str, run: "Run") -> tuple[str, ...] | None:
    """Return the ids of the birds that a word of --taxa means, None for all or where SQL says it."""
    from birdlog.formats.scope import TAXA, birds_meant

    try:
        return birds_meant(text, run.checklist)
    except KeyError:
        pass
    found = run.checklist.resolve(text).candidates or run.checklist.find(text)
    names = _(", ").join(f"{run.name(one.taxon)} ({one.taxon.id})" for one in found)
    advice = _("Take one of {words}; a family or order by its Latin name, a guild, or one bird.")
    raise UsageError(
        _("“{value}” names no group of birds.").format(value=clean(text)),
        advice.format(words=", ".join(TAXA)) + (" " + _("It may be: {birds}.").format(birds=names) if names else ""),
    )


def _wrong_date(text: str) -> UsageError:
    return UsageError(_("“{text}” is no date.").format(text=clean(text)), _("Write year, month and day: 2026-11-22"))


def day(text: str, today: date) -> date:
    """Return the day that is written, as 2026-11-22, 20261122, today or yesterday."""
    word = text.strip().casefold()
    if word in {"today", "今天"}:
        return today
    if word in {"yesterday", "昨天"}:
        return date.fromordinal(today.toordinal() - 1)
    try:
        return date.fromisoformat(word.replace("/", "-"))
    except ValueError:
        raise _wrong_date(text) from None


def _period(text: str) -> tuple[int, int] | None:
    """Return the year and month (0: the whole year) that is written as 2026-11 or 2026."""
    found = re.fullmatch(r"([0-9]{4})(?:[-/]([0-9]{1,2}))?", text.strip())
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or 0)
    if not (year >= 1 and month <= 12 and (month or not found[2])):
        raise _wrong_date(text)
    return year, month


def first_day(text: str, today: date) -> date | None:
    """Return the first day of what is written: a day, a month or a year; None for nothing."""
    if not text:
        return None
    if period := _period(text):
        return date(period[0], period[1] or 1, 1)
    return day(text, today)


def last_day(text: str, today: date) -> date | None:
    """Return the last day of what is written: a day, a month or a year; None for nothing."""
    if not text:
        return None
    if period := _period(text):
        year, month = period[0], period[1] or 12
        return date(year, month, monthrange(year, month)[1])
    return day(text, today)


def clock(text: str) -> time:
    """Return the time of day that is written: 7:30, 07:30 or 0730."""
    found = re.fullmatch(r"([0-9]{1,2})[:：]([0-9]{2})|([0-9]{2})([0-9]{2})", text.strip())
    try:
        if found:
            return time(int(found[1] or found[3]), int(found[2] or found[4]))
    except ValueError:
        pass
    raise UsageError(_("“{text}” is no time.").format(text=clean(text)), _("Write hours and minutes: 7:30"))


def site(session: "Session", text: str) -> "Place":
    """Return the site or plot of this id or name."""
    from birdlog import lookup

    places = lookup.sites(session)
    word = text.strip().casefold()
    found = [place for place in places if place.uid == word]
    found = found or [place for place in places if word in {place.name.casefold(), place.english_name.casefold()}]
    if not found and _UID_END.match(word):
        found = [place for place in places if place.uid.endswith(word)]
    if len(found) == 1:
        return found[0]
    listed = "\n".join(f"{clean(place.name)}  {place.uid}" for place in found or places)
    message = _("“{text}” means several sites.") if found else _("There is no site “{text}”.")
    raise DataError(message.format(text=clean(text)), _("Take one of these by its id:") + "\n" + listed)


def here(session: "Session", named: str) -> "Place":
    """Return the site that is meant: the one that is named, or Yingwuzhou, or the only one there is."""
    from birdlog import lookup
    from birdlog.places import YINGWUZHOU

    if named:
        return site(session, named)
    tops = [place for place in lookup.sites(session) if not place.parent]
    for place in tops:
        if len(tops) == 1 or place.uid == YINGWUZHOU.uid:
            return place
    listed = "\n".join(f"{clean(place.name)}  {place.uid}" for place in tops)
    raise DataError(_("Which site is meant?"), _("Name one with --site:") + "\n" + listed)


def survey(session: "Session", text: str, today: date) -> "Header":
    """Return the survey of this id, or the only one of a day."""
    from birdlog import lookup

    word = text.strip().casefold()
    uids = _ending(session, "survey", word)
    found = [header for uid in uids if (header := lookup.survey_header(session, uid))]
    if not found:
        try:
            at = day(text, today)
        except UsageError:
            raise DataError(
                _("“{text}” is neither the id of a survey nor a day.").format(text=clean(text)),
                _("See them with: birdlog surveys list"),
            ) from None
        found = lookup.surveys(session, start=at, end=at)
    if len(found) == 1:
        return found[0]
    if not found:
        raise DataError(
            _("There is no survey “{text}”.").format(text=clean(text)), _("See them with: birdlog surveys list")
        )
    raise _several(_("“{text}” means several surveys.").format(text=clean(text)), found)


def _several(message: str, found: "Sequence[Header]") -> DataError:
    """Return the error that lists surveys to choose from."""
    from birdlog.cli.shown import survey_name

    listed = "\n".join(f"{header.uid}  {survey_name(header)}" for header in found)
    return DataError(message, _("Take one of these by its id:") + "\n" + listed)


def open_survey(session: "Session", who: str, day: date, site: str, plot: str = "") -> "Header | None":
    """Return the survey that what is said without a name goes into: the open one of that day at that place.

    One's own comes before another's. None where there is none; DataError where several fit: nobody may guess.
    """
    from birdlog import lookup

    there = [one for one in lookup.open_surveys(session, day, site=site) if not plot or one.plot == plot]
    there = [one for one in there if one.made_by == who] or there
    if len(there) > 1:
        raise _several(_("Several surveys of {date} are open: name one with --survey.").format(date=day), there)
    return there[0] if there else None


def survey_or_latest(session: "Session", text: str, today: date) -> "Header":
    """Return the survey that is named, or the latest where none is."""
    from birdlog import lookup

    if text:
        return survey(session, text, today)
    for header in lookup.surveys(session, limit=1):
        return header
    raise DataError(_("There is no survey yet."), _('Begin one with: birdlog add "震旦鸦雀 12"'))


def sighting(session: "Session", text: str) -> "Line":
    """Return the sighting of this id."""
    from birdlog import lookup

    found = [
        line for uid in _ending(session, "sighting", text.strip().casefold()) if (line := lookup.line(session, uid))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        listed = "\n".join(line.uid for line in found)
        raise DataError(
            _("“{text}” means several sightings.").format(text=clean(text)),
            _("Take one of these by its id:") + "\n" + listed,
        )
    raise DataError(
        _("There is no sighting “{text}”.").format(text=clean(text)), _("See them with: birdlog sightings list")
    )


def any_sighting(session: "Session", text: str) -> str:
    """Return the whole id of a sighting, withdrawn ones too."""
    found = _ending(session, "sighting", text.strip().casefold(), withdrawn=True)
    if len(found) != 1:
        raise DataError(
            _("There is no sighting “{text}”.").format(text=clean(text)), _("See them with: birdlog sightings list")
        )
    return found[0]


def _ending(session: "Session", table: str, word: str, *, withdrawn: bool = False) -> "Sequence[str]":
    """Return the ids that end so, at most ten; the whole id is found by the key."""
    if not _UID_END.match(word):
        return ()
    import sqlalchemy as sa

    from birdlog.models import metadata

    rows: Any = metadata.tables[table].c
    fits = rows.uid == word if len(word) == 36 else rows.uid.endswith(word, autoescape=True)
    query = sa.select(rows.uid).where(fits).order_by(rows.uid).limit(10)
    if not withdrawn:
        query = query.where(rows.withdrawn_at.is_(None))
    return session.scalars(query).all()
