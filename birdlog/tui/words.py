"""How records and headers are put in words on a page: one language at a time, widths in cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from birdlog.checklist import Checklist, Taxon
from birdlog.config import Settings
from birdlog.display import fit, pad, width
from birdlog.draft import Kind, SightingDraft, terms
from birdlog.i18n import _, language, ngettext
from birdlog.lookup import Header, Place
from birdlog.quickline import say_short
from birdlog.tui import when

__all__ = ["Namer", "count_words", "day_words", "details", "duration", "sky_words"]

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_SIGNS = {Kind.ABOUT: "~", Kind.AT_LEAST: "≥"}
_WEEKDAYS_EN = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class Namer:
    """What birds are called on the screen, as the user has set it."""

    def __init__(self, checklist: Checklist, settings: Settings) -> None:
        self._checklist = checklist
        self.settings = settings

    def __call__(self, taxon: Taxon) -> str:
        """Return the bird's name."""
        return taxon.name(language(), self.settings.names)

    def of(self, id: str, otherwise: str = "") -> str:
        """Return the name of the bird of this id; of one that the list does not know, what was entered."""
        return self(self._checklist.get(id)) if id in self._checklist else otherwise or id

    def beside(self, taxon: Taxon, cells: int) -> str:
        """Return the second name, the national grade and what else makes one look twice, as much as has room.

        What makes one look twice matters more than a name in another language.
        """
        second = self.settings.second_language(language())
        parts = [taxon.name(second, self.settings.names)] if second else []
        if parts and parts[0] == self(taxon):
            parts = []
        grade = {"1": _("grade I"), "2": _("grade II")}.get(taxon.cn, "")
        tier = {
            "historical": _("old records only"),
            "unconfirmed": _("unconfirmed here"),
            "escape": _("escape"),
        }.get(taxon.tier, "")
        said = [part for part in (*parts, grade, tier) if part]
        while len(said) > 1 and width(" · ".join(said)) > cells:
            del said[0]
        return " · ".join(said)


def place_name(place: Place) -> str:
    """Return a site's or plot's name."""
    return (place.english_name or place.name) if language() == "en" else place.name


def place_path(place: Place, places: Sequence[Place]) -> str:
    """Return the name with its site's before it."""
    above = next((other for other in places if other.uid == place.parent), None)
    return f"{place_name(above)} › {place_name(place)}" if above else place_name(place)


def header_place(head: Header) -> str:
    """Return where a survey was."""
    site = (head.site_english_name or head.site_name) if language() == "en" else head.site_name
    return f"{site} › {head.plot_name}" if head.plot_name else site


def count_words(draft: SightingDraft) -> str:
    """Return a count as the list shows it; in English ~60 and ≥60, as words would take the room of the marks."""
    if language() == "en" and draft.count.kind in _SIGNS:
        return f"{_SIGNS[draft.count.kind]}{draft.count.best}"
    return say_short(draft, language()).figure


def details(draft: SightingDraft, review: str = "") -> str:
    """Return what stands beside the count: parts, how it was noticed, what it did, the note."""
    marks = say_short(draft, language()).marks
    verdict = terms.REVIEW.label(review, language()) if review in ("query", "rejected") else ""
    return (" " if language() == "zh" else ", ").join(part for part in (marks, verdict, draft.note) if part)


def day_words(day: date, *, weekday: bool = True) -> str:
    """Return a day as 2026-11-22 周日."""
    names = _WEEKDAYS if language() == "zh" else _WEEKDAYS_EN
    return f"{day.isoformat()} {names[day.weekday()]}" if weekday else day.isoformat()


def clock(moment: time | None) -> str:
    """Return 07:30, or nothing."""
    return f"{moment:%H:%M}" if moment else ""


def duration(minutes: int | None) -> str:
    """Return 1小时05分, or nothing."""
    if minutes is None or minutes < 0:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    return _("{hours} h {minutes:02} min").format(hours=hours, minutes=rest)


def minutes_between(start: time | None, end: time | None) -> int | None:
    """Return the minutes from start to end, over midnight if need be."""
    if start is None or end is None:
        return None
    return ((end.hour - start.hour) * 60 + end.minute - start.minute) % 1440


def end_doubt(start: time | None, end: time | None) -> str:
    """Return what is to be asked about an end that is not after its start, else nothing."""
    if start is None or end is None or (end.hour, end.minute) > (start.hour, start.minute):
        return ""
    if (end.hour, end.minute) == (start.hour, start.minute):
        return _("the same as the start?")
    return _("next day {time}?").format(time=clock(end))


def sky_words(weather: str, direction: str, force: int | None, tide: str, tide_range: str) -> list[str]:
    """Return weather, wind and tide as the header shows them."""
    speech = language()
    return [
        word
        for word in (
            terms.TIDE.label(tide, speech),
            terms.TIDE_RANGE.label(tide_range, speech),
            terms.SKY.label(weather, speech),
            when.say_wind(direction, force, speech),
        )
        if word
    ]


def people(number: int) -> str:
    """Return the number of observers in words."""
    return ngettext("{number} observer", "{number} observers", number).format(number=number)


def stamp(moment: datetime) -> str:
    """Return the time of day to the second."""
    return f"{moment:%H:%M:%S}"


def column(text: str, cells: int, *, right: bool = False) -> str:
    """Return the text cut and padded to a column of so many cells."""
    text = fit(text, cells)
    return pad(text, cells, "right" if right else "left")


def widest(texts: list[str], most: int, least: int = 4) -> int:
    """Return the width of a column that holds the texts, within limits."""
    return max(least, min(most, max((width(text) for text in texts), default=least)))
