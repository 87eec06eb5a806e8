"""Writing the invented year into a store, through the same logbook as everything else, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from birdlog import logbook, lookup
from birdlog.demo.invent import PLOTS, SAID_SO, Outing, invent
from birdlog.errors import DataError, Problem
from birdlog.i18n import _
from birdlog.models import uid5
from birdlog.places import YINGWUZHOU

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from birdlog.checklist import Checklist
    from birdlog.store import Store

__all__ = ["WHO", "YEARS", "DemoMade", "make_demo"]

WHO = "演示"
"""The name that stands at everything a demonstration writes."""
YEARS = range(1900, 2101)
"""The years that can be invented."""
_TERMINAL = "demo"
_NAME = "演示湿地（虚构）"
_ENGLISH_NAME = "Demonstration wetland (invented)"
# In the open water of Hangzhou Bay, where no wetland is: an invented record on a map must not stand on a real site.
_LATITUDE, _LONGITUDE, _UNCERTAINTY_M = 30.5, 121.4, 5000.0
_AREA_HA = 20.0
_TIMEZONE = "Asia/Shanghai"
_KINDS = {"tower": "point", "dyke": "transect"}


@dataclass(frozen=True, slots=True)
class DemoMade:
    """What a demonstration made: the uid and names of its site, how much, and from when to when."""

    site: str
    name: str
    english_name: str
    year: int
    seed: int
    surveys: int
    sightings: int
    taxa: int
    first: date
    last: date


def make_demo(store: Store, checklist: Checklist, *, year: int = 2025, seed: int = 1) -> DemoMade:
    """Fill a new database with an invented year; the same year and seed make the same records with the same uids.

    Its site, its observers, and the note and source of every survey say that nothing of it is real; Yingwuzhou is put
    away, so that nothing invented is written under it by a slip. Raises `DataError` where the database holds surveys
    or sites already: invented records never mix with real ones.
    """
    outings = invent(checklist, year, seed)
    with store.writing() as s:
        _refuse_real_records(s)
        writer = _Writer(s, checklist, year, seed)
        for outing in outings:
            writer.write(outing)
    birds = [bird for outing in outings for bird in outing.birds]
    days = [outing.header.date for outing in outings]
    return DemoMade(
        site=writer.site,
        name=_NAME,
        english_name=_ENGLISH_NAME,
        year=year,
        seed=seed,
        surveys=len(outings),
        sightings=len(birds),
        taxa=len({bird.taxon for bird in birds}),
        first=min(days),
        last=max(days),
    )


def _refuse_real_records(s: Session) -> None:
    """A database of its own means: nothing in it but the site that every new one has."""
    others = [place.name for place in lookup.sites(s) if place.uid != YINGWUZHOU.uid]
    if not others and not lookup.surveys(s, limit=1):
        return
    message = _("This database is in use: it holds surveys or sites already.")
    raise DataError(
        message,
        _("Make the demonstration in a new database of its own."),
        problems=(Problem(code="demo-in-use", message=message, value=", ".join(others)),),
    )


class _Writer:
    """Writes outings at the invented site, each survey opened, filled and closed as people do."""

    def __init__(self, s: Session, checklist: Checklist, year: int, seed: int) -> None:
        self.s = s
        self.checklist = checklist
        self.key = ("birdlog demo", str(year), str(seed))
        self.source = f"birdlog demo, year {year}, seed {seed}: {SAID_SO}"
        # Of the last weeks nobody has answered the questions yet; judging a whole year's would take seconds.
        self.unanswered = date(year, 12, 1)
        act = self._act(date(year, 1, 1), time(0))
        if any(place.uid == YINGWUZHOU.uid for place in lookup.sites(s)):
            logbook.withdraw_site(s, act, YINGWUZHOU.uid)
        # Held, not only its uid: while somebody holds a row, the session finds it without asking the database.
        self._site = logbook.add_site(
            s,
            act,
            logbook.SiteDraft(
                uid=self._uid("site"),
                name=_NAME,
                english_name=_ENGLISH_NAME,
                latitude=_LATITUDE,
                longitude=_LONGITUDE,
                uncertainty_m=_UNCERTAINTY_M,
                datum="WGS84",
                area_ha=_AREA_HA,
                timezone=_TIMEZONE,
                note=SAID_SO,
            ),
        )
        self.site = self._site.uid
        self.plots = {key: self._add_plot(act, key) for key in PLOTS}

    def write(self, outing: Outing) -> None:
        """Open a survey, record its birds and close it; its parts are found by the uid of the visit."""
        header = outing.header
        # Most days are typed up in the evening; what was noted in passing, at once.
        began = header.start if header.entered == "live" and header.start else time(20)
        opened = replace(
            header,
            uid=self._uid(outing.key),
            site=self.site,
            plot=self.plots.get(outing.place, ""),
            parent=self._uid(outing.visit) if outing.visit else "",
            source=self.source,
            complete=None,
            target="",
            relation="",
        )
        uid = logbook.open_survey(self.s, self._act(header.date, began), opened).uid
        drafts = [replace(bird, uid=self._uid(outing.key, str(number))) for number, bird in enumerate(outing.birds, 1)]
        if drafts:
            logbook.record_all(self.s, self._act(header.date, began, 5), uid, drafts, self.checklist)
        logbook.close_survey(
            self.s,
            self._act(header.date, began, 30),
            uid,
            end=header.end,
            complete=header.complete,
            target=header.target,
            relation=header.relation,
            left_questions=header.date >= self.unanswered,
        )

    def _add_plot(self, act: logbook.Act, key: str) -> str:
        draft = logbook.SiteDraft(
            uid=self._uid("site", key), name=PLOTS[key], kind=_KINDS[key], parent=self.site, note=SAID_SO
        )
        return logbook.add_site(self.s, act, draft).uid

    def _uid(self, *names: str) -> str:
        return uid5(*self.key, *names)

    def _act(self, day: date, began: time, minutes: int = 0) -> logbook.Act:
        """An action on an evening of the invented year: the stamps are as invented as the rest."""
        at = datetime.combine(day, began, ZoneInfo(_TIMEZONE)) + timedelta(minutes=minutes)
        return logbook.new_act(WHO, _TERMINAL, at.astimezone(UTC))
