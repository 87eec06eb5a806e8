"""Choose a site or plot, or add one with a name and a point typed as people have it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from birdlog import logbook
from birdlog.display import fit
from birdlog.i18n import N_, _
from birdlog.lookup import Place
from birdlog.places import (
    DATUMS,
    PlacedPoint,
    Point,
    PointError,
    nearest,
    parse_point,
    say_distance,
    write_point,
)
from birdlog.tui import ink, words
from birdlog.tui.screens.form import FormPage
from birdlog.tui.screens.page import Page
from birdlog.tui.widgets.choice import Choice
from birdlog.tui.widgets.form import Field, Go, TypedInput
from birdlog.tui.widgets.keys import KeyLine
from birdlog.tui.widgets.rows import Cell, Row, RowList
from birdlog.tui.widgets.say import Say

NEAR_M = 10_000.0
"""A new point no farther than this from a site is taken for a plot of it, unless one says otherwise."""


@dataclass(frozen=True, slots=True)
class NewPlace:
    """A place to be added."""

    name: str
    parent: str
    point: PlacedPoint | None


class PlacesPage(Page[str | None]):
    """Returns the uid of the place chosen; None where one went back."""

    HELP = N_("Enter chooses the place; F4 adds one, F6 amends it.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f4",
            "add",
            N_("Add a place"),
            key_display="F4",
            id="places.add",
            tooltip=N_("Add a site, or a plot of a site"),
        ),
        Binding(
            "f6",
            "amend",
            N_("Amend"),
            key_display="F6",
            id="places.amend",
            tooltip=N_("Amend the place's name or point"),
        ),
        Binding("escape", "back", N_("Back"), key_display="Esc", id="places.back", tooltip=N_("Back without choosing")),
    ]
    DEFAULT_CSS = """
    PlacesPage > #title { padding: 0 1; background: $surface; }
    PlacesPage > #list { padding: 0 1; margin-top: 1; }
    PlacesPage > #message, PlacesPage > KeyLine { padding: 0 1; }
    """

    def compose(self) -> ComposeResult:
        """Lay the page out."""
        yield Say(lambda _cells: ink.line((_("Sites and plots"), ink.STRONG)), id="title")
        yield RowList(id="list")
        yield self.message_line()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the places."""
        self.show_rows(self.birdlog.home_place.uid)
        self.query_one(RowList).focus()

    def show_rows(self, picked: str) -> None:
        """Make the rows anew."""
        rows = self.query_one(RowList)
        rows.set_rows([Row(place.uid, partial(self._cells, place)) for place in self.birdlog.places])
        rows.pick(picked)

    def _cells(self, place: Place, cells: int) -> list[Cell]:
        name = words.place_path(place, self.birdlog.places)
        point = ""
        if place.latitude is not None and place.longitude is not None:
            point = f"{place.latitude:.5f} {place.longitude:.5f}"
        room = cells - len(point) - 2
        if room < 16:
            return [(fit(name, cells), "")]
        return [(words.column(name, room), ""), ("  ", ""), (point, "dim")]

    def retext(self) -> None:
        """The rows are words too."""
        self.show_rows(self.query_one(RowList).key)
        super().retext()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Return the place."""
        self.dismiss(event.key)

    def action_add(self) -> None:
        """Ask for a new place."""
        self.app.push_screen(NewPlacePage(self.birdlog.places), self._add)

    def _add(self, new: NewPlace | None) -> None:
        if new is None:
            return
        desk = self.birdlog.desk

        def added(result: tuple[str, tuple[Place, ...]]) -> None:
            uid, self.birdlog.places = result
            self.dismiss(uid)

        self.write(lambda: desk.add_place(new.name, new.parent, new.point), added)

    def action_amend(self) -> None:
        """Ask for the picked place's name and point anew."""
        uid = self.query_one(RowList).key
        place = next((place for place in self.birdlog.places if place.uid == uid), None)
        if place is not None:
            self.app.push_screen(NewPlacePage(self.birdlog.places, place), partial(self._amend, place))

    def _amend(self, place: Place, new: NewPlace | None) -> None:
        if new is None:
            return
        desk, point = self.birdlog.desk, new.point
        changes: dict[str, Any] = {
            "latitude": point.lat if point else None,
            "longitude": point.lon if point else None,
            "point_entered": point.entered if point else "",
            "datum": point.datum if point else "",
        }
        if point is not None and (point.lat, point.lon) == (place.latitude, place.longitude):
            changes = {}  # the point as it was, whatever way it had been entered
        if new.name != place.name:
            changes["name"] = new.name

        def work() -> tuple[Place, ...]:
            if changes:
                act = logbook.new_act(self.birdlog.settings.observer or "?", "tui", self.birdlog.now())
                with desk.store.writing() as s:
                    logbook.amend_site(s, act, place.uid, **changes)
            return desk.places()

        def amended(places: tuple[Place, ...]) -> None:
            self.birdlog.places = places
            self.show_rows(place.uid)
            self.say(lambda: _("Kept."))

        self.write(work, amended)

    def action_back(self) -> None:
        """Back."""
        self.dismiss(None)


class NewPlacePage(FormPage[NewPlace]):
    """Returns the place to be added, or what a place that is there is to become."""

    HELP = N_("A point as you have it: 30.71, 121.34 or 30°42′36″N 121°20′24″E or 北纬30.71 东经121.34.")

    def __init__(self, places: tuple[Place, ...], place: Place | None = None) -> None:
        super().__init__()
        self._sites = tuple(site for site in places if not site.parent and site is not place)
        self._place = place
        self._path = words.place_path(place, places) if place else ""
        self._suggested = ""

    def title_words(self) -> str:
        """Return the title; a plot's with its site."""
        return _("Amend: {place}").format(place=self._path) if self._place else _("Add a place")

    def _point_before(self) -> str:
        place = self._place
        if place is None or place.latitude is None or place.longitude is None:
            return ""
        return place.point_entered or write_point(Point(place.latitude, place.longitude))

    def _datum_before(self) -> str:
        place = self._place
        return place.datum if place and place.point_entered and place.datum in DATUMS else "WGS84"

    def fields(self) -> ComposeResult:
        """Name, what it belongs to, point and datum."""
        yield Field(
            lambda: _("Name"),
            TypedInput(
                self._place.name if self._place else "",
                meaning=lambda text: text.strip() or None,
                expected=lambda: _("a name"),
                required=True,
                id="name",
            ),
        )
        point = TypedInput(self._point_before(), meaning=self._point, expected=self._why, id="point")
        point.add_class("long")
        yield Field(lambda: _("Point"), point)
        yield Field(
            lambda: _("Datum"),
            Choice([(datum, partial(str, datum)) for datum in DATUMS], self._datum_before(), blank=False, id="datum"),
        )
        yield Say(self._point_words, id="point-words")
        if self._place is None:
            parents: list[Any] = [("", lambda: _("a site of its own"))]
            parents += [(site.uid, partial(_plot_of, site)) for site in self._sites]
            yield Field(lambda: _("It is"), Choice(parents, "", blank=False, id="parent"))
        yield Say(self._near_words, id="near-words")
        yield Go(lambda: _("Add") if self._place is None else _("Done"))

    def on_mount(self) -> None:
        """Begin with the name."""
        self.query_one("#name").focus()

    def _datum(self) -> str:
        found = self.query("#datum").results(Choice)
        return next((choice.value or "WGS84" for choice in found), "WGS84")

    def _point(self, text: str) -> PlacedPoint | None:
        try:
            return parse_point(text, datum=self._datum())
        except PointError:
            return None

    def _why(self) -> str:
        try:
            parse_point(self.query_one("#point", TypedInput).value, datum=self._datum())
        except PointError as error:
            return str(error)
        return ""

    def _point_words(self, cells: int) -> Content:
        typed = self.query_one("#point", TypedInput)
        if not typed.value.strip():
            return ink.line(
                (fit(_("such as 30.71, 121.34 or 北纬30°42′36″ 东经121°20′24″; may stay blank"), cells), ink.DIM)
            )
        point = typed.meant
        if point is None:
            return ink.line((fit(self._why(), cells), ink.WARN))
        return ink.line((fit(f"{write_point(point)} WGS84 {point.remark}", cells), ink.ACCENT))

    def _nearest(self) -> tuple[Place, float] | None:
        point = self.query_one("#point", TypedInput).meant
        if point is None:
            return None
        return nearest(
            point,
            (
                (site, Point(site.latitude, site.longitude))
                for site in self._sites
                if site.latitude is not None and site.longitude is not None
            ),
        )

    def _near_words(self, cells: int) -> Content:
        found = self._nearest()
        if found is None:
            return ink.line("")
        site, metres = found
        said = _("Nearest site: {site}, {distance}").format(site=words.place_name(site), distance=say_distance(metres))
        return ink.line((fit(said, cells), ink.DIM))

    def on_input_changed(self, _event: Input.Changed) -> None:
        """Say what the point is, and what it is likely to belong to."""
        self._suggest()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Another datum, another point."""
        if event.choice.id == "datum":
            self._suggest()

    def _suggest(self) -> None:
        """Take a place near a site for a plot of it, until one has chosen oneself."""
        for choice in self.query("#parent").results(Choice):
            if (choice.value or "") == self._suggested:
                found = self._nearest()
                self._suggested = found[0].uid if found and found[1] <= NEAR_M else ""
                choice.value = self._suggested
        for said in self.query("#point-words, #near-words"):
            said.refresh()

    def finish(self) -> None:
        """Return the place."""
        parents = [choice.value or "" for choice in self.query("#parent").results(Choice)]
        self.dismiss(
            NewPlace(
                self.query_one("#name", TypedInput).value.strip(),
                parents[0] if parents else "",
                self.query_one("#point", TypedInput).meant,
            )
        )


def _plot_of(site: Place) -> str:
    return _("a plot of {site}").format(site=words.place_name(site))
