"""The surveys: begin one, go on with one, or take up what was half typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from birdlog.display import fit, width
from birdlog.draft import terms
from birdlog.i18n import N_, _, language, ngettext
from birdlog.lookup import Header
from birdlog.tui import ink, words
from birdlog.tui.desk import Start
from birdlog.tui.half_typed import Leftover
from birdlog.tui.screens.page import Page
from birdlog.tui.widgets.keys import KeyLine
from birdlog.tui.widgets.rows import Cell, Row, RowList
from birdlog.tui.widgets.say import Say


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked: "live", "afterwards", "open" with a survey's uid, or "leftover" with its number."""

    what: str
    uid: str = ""
    number: int = 0


class SurveysPage(Page[Picked | None]):
    """A list to pick from; the likeliest stands first and is picked, so that one key goes on."""

    HELP = N_("Begin a survey, or go on with one that is still open.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f4",
            "places",
            N_("Sites"),
            key_display="F4",
            id="surveys.places",
            tooltip=N_("Choose or add a site or plot"),
        ),
        Binding(
            "delete",
            "forget",
            N_("Discard"),
            key_display="Del",
            id="surveys.forget",
            tooltip=N_("Discard the half-typed text"),
        ),
        Binding("escape", "back", N_("Back"), key_display="Esc", id="surveys.back", tooltip=N_("Back to the survey")),
    ]
    DEFAULT_CSS = """
    SurveysPage > #head { padding: 0 1; background: $surface; height: 2; }
    SurveysPage > #list { padding: 0 1; margin-top: 1; }
    SurveysPage > #message { padding: 0 1; }
    SurveysPage > KeyLine { padding: 0 1; }
    SurveysPage.-short > #list { margin-top: 0; }
    """

    def __init__(self, start: Start, leftovers: list[Leftover], *, current: str = "") -> None:
        super().__init__()
        self.start = start
        self.leftovers = leftovers
        self._current = current

    def compose(self) -> ComposeResult:
        """Lay the page out."""
        yield Say(self._head_words, id="head")
        yield RowList(id="list")
        yield self.message_line()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show what there is."""
        self.show_rows()
        self.query_one(RowList).focus()

    def _head_words(self, cells: int) -> Content:
        place = self.birdlog.home_place
        today = self.birdlog.wall().date()
        first = ink.sides([(words.place_name(place), ink.STRONG)], [(words.day_words(today), ink.PLAIN)], cells)
        return ink.lines(first, ink.line((_("What would you like to log?"), ink.DIM)))

    def show_rows(self) -> None:
        """Make the rows anew."""
        rows: list[Row] = [
            Row(f"leftover:{number}", partial(self._leftover_cells, left)) for number, left in enumerate(self.leftovers)
        ]
        today = self.birdlog.wall().date()
        of_today = [head for head in self.start.open if head.draft.date == today]
        older = [head for head in self.start.open if head.draft.date != today]
        # An open survey is gone on with by one Enter, yesterday's too; a second one is begun on purpose only.
        rows += [self._survey_row(head, _("Continue")) for head in (*of_today, *older)]
        fresh = [
            Row("live", lambda cells: self._cells(_("Log now"), _("live: date and time are now"), cells)),
            Row(
                "afterwards",
                lambda cells: self._cells(_("Log afterwards"), _("from the notebook: asks date and times"), cells),
            ),
        ]
        last = self.start.last
        if last is None or last.draft.entered == "afterwards":
            fresh.reverse()
        rows += fresh
        shown = {head.uid for head in self.start.open}
        rows += [self._survey_row(head, _("closed")) for head in self.start.recent if head.uid not in shown]
        self.query_one(RowList).set_rows(rows)

    def retext(self) -> None:
        """The rows are words too."""
        self.show_rows()
        super().retext()

    def _survey_row(self, head: Header, verb: str) -> Row:
        here = head.uid == self._current
        return Row(
            f"open:{head.uid}",
            lambda cells: self._cells(verb, self._survey_words(head), cells, dim=head.closed, here=here),
        )

    def _survey_words(self, head: Header) -> str:
        draft = head.draft
        parts = [
            words.day_words(draft.date, weekday=False),
            words.clock(draft.start),
            words.header_place(head),
            terms.PROTOCOL.label(draft.protocol, language()),
            ngettext("{number} species", "{number} species", head.totals.taxa).format(number=head.totals.taxa),
        ]
        return " ".join(part for part in parts if part)

    def _cells(self, verb: str, what: str, cells: int, *, dim: bool = False, here: bool = False) -> list[Cell]:
        first = max(width(_(word)) for word in ("Continue", "Log now", "Log afterwards", "closed", "Not stored")) + 2
        if here:
            what += " " + _("(open here)")
        return [(words.column(verb, first), "dim" if dim else "strong"), (fit(what, cells - first), "dim")]

    def _leftover_cells(self, left: Leftover, cells: int) -> list[Cell]:
        first = max(width(_(word)) for word in ("Continue", "Log now", "Log afterwards", "closed", "Not stored")) + 2
        text = " / ".join(left.typed.text.splitlines())
        return [(words.column(_("Not stored"), first), "accent"), (fit(text, cells - first), "")]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Return what was picked."""
        what, _sep, rest = event.key.partition(":")
        if what == "leftover":
            self.dismiss(Picked(what, number=int(rest)))
        else:
            self.dismiss(Picked(what, uid=rest))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what makes sense."""
        if action == "back":
            return bool(self._current)
        if action == "forget":
            return bool(self.leftovers)
        return True

    def action_back(self) -> None:
        """Back to the survey."""
        if self._current:
            self.dismiss(None)

    def action_forget(self) -> None:
        """Discard a half-typed text."""
        what, _sep, rest = self.query_one(RowList).key.partition(":")
        if what != "leftover":
            return
        self.leftovers.pop(int(rest)).forget()
        self.show_rows()
        self.refresh_bindings()
        self.say(lambda: _("Discarded."))

    def action_places(self) -> None:
        """Choose or add a site."""
        self.birdlog.choose_place(self._place_chosen)

    def _place_chosen(self, _uid: str) -> None:
        self.query_one("#head").refresh()
