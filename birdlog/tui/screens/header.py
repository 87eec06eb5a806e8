"""A survey's header: taken over from the clock and the last survey, so that it takes seconds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from birdlog.draft import SurveyDraft, check_survey, terms
from birdlog.draft.terms import Term, Vocabulary
from birdlog.i18n import N_, _, language
from birdlog.lookup import Place
from birdlog.tui import ink, when, words
from birdlog.tui.desk import Start
from birdlog.tui.screens.form import FormPage
from birdlog.tui.widgets.choice import Choice, Option
from birdlog.tui.widgets.form import Field, Go, TypedInput

PROTOCOLS = ("stationary", "traveling", "area", "incidental")


def options(vocabulary: Vocabulary, codes: tuple[str, ...] = ()) -> list[Option]:
    """Return a closed list as a choice's options."""
    return [(term.code, partial(_word, term)) for term in vocabulary if not codes or term.code in codes]


def _word(term: Term) -> str:
    return term.word(language())


def people_in(text: str) -> tuple[str, ...]:
    """Return the names in a list of observers, each once."""
    for sign in "，、；;/\t":
        text = text.replace(sign, ",")
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))


class HeaderPage(FormPage[SurveyDraft]):
    """Returns the header as a draft; None where one went back."""

    HELP = N_("Enter or ↓: next field. ← →: choose. PgUp/PgDn: earlier, later. Ctrl+S: done.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4", "places", N_("New site"), key_display="F4", id="header.places", tooltip=N_("Add a site or plot")),
    ]

    def __init__(
        self, draft: SurveyDraft, places: tuple[Place, ...], start: Start, wall: datetime, *, new: bool
    ) -> None:
        super().__init__()
        self.draft = draft
        self.places = places
        self._start = start
        self._wall = wall
        self._new = new

    def title_words(self) -> str:
        """Return the title."""
        if not self._new:
            return _("This survey")
        return _("Log now") if self.draft.entered == "live" else _("Log afterwards")

    def fields(self) -> ComposeResult:
        """The fields, the likeliest to change first."""
        draft = self.draft
        place = draft.plot or draft.site
        yield Field(lambda: _("Place"), Choice(self._place_options(), place, blank=False, id="place"))
        yield Field(lambda: _("Date"), self._date_input())
        yield Field(lambda: _("Start"), self._time_input("start", draft.start, lambda: _("such as 0730 or 7:30")))
        yield Field(lambda: _("End"), self._time_input("end", draft.end, lambda: _("such as 0930 or 9:30")))
        yield Field(
            lambda: _("Protocol"),
            Choice(options(terms.PROTOCOL, PROTOCOLS), draft.protocol, blank=False, id="protocol"),
        )
        yield Field(
            lambda: _("Distance"),
            self._number_input("distance", draft.distance_m, lambda: _("in metres, or 1.2km")),
            id="f-distance",
        )
        yield Field(lambda: _("Area"), self._number_input("area", draft.area_ha, lambda: _("in hectares")), id="f-area")
        yield Field(lambda: _("Observers"), self._people_input())
        yield Field(
            lambda: _("Party size"),
            self._number_input("party", draft.party_size, lambda: _("a number of people"), self._party_doubt),
        )
        yield Field(lambda: _("Weather"), Choice(options(terms.SKY), draft.weather or None, id="weather"))
        wind = when.say_wind(draft.wind_direction, draft.wind_force, language())
        yield Field(
            lambda: _("Wind"),
            TypedInput(
                wind,
                meaning=when.parse_wind,
                words=lambda wind: when.say_wind(wind[0], wind[1], language()),
                expected=lambda: _("such as NE 3, or calm"),
                id="wind",
            ),
        )
        yield Field(lambda: _("Tide"), Choice(options(terms.TIDE), draft.tide or None, id="tide"))
        yield Field(lambda: _("Tide range"), Choice(options(terms.TIDE_RANGE), draft.tide_range or None, id="range"))
        note = TypedInput(draft.note, id="note")
        note.add_class("long")
        yield Field(lambda: _("Note"), note)
        yield Go(lambda: _("Begin") if self._new else _("Keep"))

    def _place_options(self) -> list[Option]:
        return [(place.uid, partial(words.place_path, place, self.places)) for place in self.places]

    def _date_input(self) -> TypedInput:
        today = self._wall.date()

        def step(text: str, by: int) -> str:
            day = when.parse_date(text, today) or today
            return (day + timedelta(days=by)).isoformat()

        typed = self.draft.date.isoformat() if self.draft.entered == "live" or not self._new else ""
        return TypedInput(
            typed,
            meaning=lambda text: when.parse_date(text, today),
            words=words.day_words,
            expected=lambda: _("such as 11-22, today, yesterday"),
            doubt=lambda day: _("in future?") if day > today else "",
            step=step,
            required=True,
            id="date",
        )

    def _time_input(self, id: str, value: Any, expected: Callable[[], str]) -> TypedInput:
        now = self._wall.time()

        def step(text: str, by: int) -> str:
            moment = when.parse_time(text, now) or now
            shifted = datetime.combine(self._wall.date(), moment) + timedelta(minutes=5 * by)
            return f"{shifted:%H:%M}"

        return TypedInput(
            words.clock(value),
            meaning=lambda text: when.parse_time(text, now),
            words=words.clock,
            expected=expected,
            doubt=lambda moment: words.end_doubt(self._meant("start"), moment) if id == "end" else "",
            step=step,
            required=self._new and id == "start" and self.draft.entered == "afterwards",
            id=id,
        )

    def _meant(self, id: str) -> Any:
        return self.query_one(f"#{id}", TypedInput).meant

    def _party_doubt(self, number: float) -> str:
        named = len(self._meant("observers") or ())
        return _("fewer than the {number} named?").format(number=named) if number < named else ""

    def _number_input(
        self,
        id: str,
        value: float | None,
        expected: Callable[[], str],
        doubt: Callable[[float], str] = lambda _number: "",
    ) -> TypedInput:
        return TypedInput(
            "" if value is None else f"{value:g}",
            meaning=number_in,
            words=lambda number: f"{number:g}",
            expected=expected,
            doubt=doubt,
            id=id,
        )

    def _people_input(self) -> TypedInput:
        remembered = self._start.parties
        at = [-1]

        def step(_text: str, by: int) -> str:
            at[0] = (at[0] + by) % len(remembered) if remembered else 0
            return "、".join(remembered[at[0]]) if remembered else _text

        field = TypedInput(
            "、".join(self.draft.observers),
            meaning=lambda text: people_in(text) or None,
            words=lambda names: words.people(len(names)),
            expected=lambda: _("names, parted by commas"),
            doubt=_names_doubt,
            step=step,
            id="observers",
        )
        return field

    def on_mount(self) -> None:
        """A live survey begins with one Enter; one typed afterwards asks its date first."""
        self._show_effort()
        if self._new and self.draft.entered == "live":
            self.query_one(Go).focus()
        elif self._new:
            self.query_one("#date").focus()
        else:
            self.query_one("#place").focus()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """A transect wants its distance, an area count its area."""
        if event.choice.id == "protocol":
            self._show_effort()

    def _show_effort(self) -> None:
        protocol = self.query_one("#protocol", Choice).value
        self.show_field("f-distance", protocol == "traveling")
        self.show_field("f-area", protocol == "area")

    def action_places(self) -> None:
        """Add a site or plot and take it."""
        self.birdlog.choose_place(self._place_chosen)

    def _place_chosen(self, uid: str) -> None:
        self.places = self.birdlog.places
        self.query_one("#place", Choice).set_options(self._place_options(), uid)

    def finish(self) -> None:
        """Return the header as a draft, unless something in it is wrong."""
        meant = {control.id: control.meant for control in self.query(TypedInput)}
        chosen = {control.id: control.value for control in self.query(Choice)}
        place = next(place for place in self.places if place.uid == chosen["place"])
        protocol = chosen["protocol"] or "stationary"
        direction, force = meant["wind"] or ("", None)
        draft = replace(
            self.draft,
            site=place.parent or place.uid,
            plot=place.uid if place.parent else "",
            date=meant["date"],
            start=meant["start"],
            end=meant["end"],
            protocol=protocol,
            distance_m=meant["distance"]
            if protocol == "traveling"
            else self.draft.distance_m
            if not self._new
            else None,
            area_ha=meant["area"] if protocol == "area" else self.draft.area_ha if not self._new else None,
            observers=meant["observers"] or (),
            party_size=int(meant["party"]) if meant["party"] else None,
            weather=chosen["weather"] or "",
            wind_direction=direction,
            wind_force=force,
            tide=chosen["tide"] or "",
            tide_range=chosen["range"] or "",
            note=meant["note"] or "",
        )
        wrong = [problem for problem in check_survey(draft, self._wall.date()) if problem.severity == "error"]
        if wrong:
            self.say(wrong[0].message, ink.WARN)
            return
        self.dismiss(draft)


def _names_doubt(names: tuple[str, ...]) -> str:
    """A number among the observers is a time or a count in the wrong field."""
    for name in names:
        if not any(character.isalpha() for character in name):
            return _("{text}: a name?").format(text=name)
    return ""


def number_in(text: str) -> float | None:
    """Return the number that stands in the text (1.2km is 1200), None where there is none."""
    text = text.strip().casefold().replace("公里", "km").replace("千米", "km").replace("米", "").replace("公顷", "")
    factor = 1.0
    if text.endswith("km"):
        text, factor = text[:-2], 1000.0
    text = text.removesuffix("ha").removesuffix("m").strip()
    try:
        number = float(text) * factor
    except ValueError:
        return None
    return number if 0 <= number < 1e9 else None
