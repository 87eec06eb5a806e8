"""The gathered questions: each is confirmed, or stays to be checked."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from birdlog.display import fit, width
from birdlog.i18n import N_, _
from birdlog.tui import ink, words
from birdlog.tui.desk import Asked
from birdlog.tui.screens.page import Page
from birdlog.tui.widgets.keys import KeyLine
from birdlog.tui.widgets.rows import Cell, Row, RowList
from birdlog.tui.widgets.say import Say


class QuestionsPage(Page[tuple[str, ...] | None]):
    """Returns the keys of the sightings that were confirmed; None where one went back."""

    HELP = N_("Enter: I am sure of it. What is not confirmed stays to be checked.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f9,ctrl+s", "done", N_("Done"), key_display="F9", id="questions.done", tooltip=N_("Keep these answers")
        ),
        Binding(
            "escape", "back", N_("Back"), key_display="Esc", id="questions.back", tooltip=N_("Back without answering")
        ),
    ]
    DEFAULT_CSS = """
    QuestionsPage > #title { height: 2; padding: 0 1; background: $surface; }
    QuestionsPage > #list { padding: 0 1; margin-top: 1; }
    QuestionsPage > #why { height: 3; padding: 0 1; text-wrap: wrap; }
    QuestionsPage > #message, QuestionsPage > KeyLine { padding: 0 1; }
    """

    def __init__(self, questions: tuple[Asked, ...], *, closing: bool) -> None:
        super().__init__()
        self._questions = questions
        self._confirmed: set[str] = set()
        self._closing = closing

    def compose(self) -> ComposeResult:
        """Lay the page out."""
        yield Say(self._title_words, id="title")
        yield RowList(id="list")
        yield Say(self._why_words, id="why")
        yield self.message_line()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the questions."""
        self.show_rows()
        self.query_one(RowList).focus()

    def _title_words(self, cells: int) -> Content:
        return ink.lines(
            ink.line((fit(_("To check"), cells), ink.STRONG)),
            ink.line((fit(_("Enter confirms; the rest stays to be checked"), cells), ink.DIM)),
        )

    def _why_words(self, _cells: int) -> Content:
        key = self.query_one(RowList).key
        asked = next((asked for number, asked in enumerate(self._questions) if str(number) == key), None)
        return ink.line((asked.message, ink.PLAIN)) if asked else Content("")

    def show_rows(self) -> None:
        """Make the rows anew."""
        self.query_one(RowList).set_rows(
            [Row(str(number), partial(self._cells, asked)) for number, asked in enumerate(self._questions)]
        )

    def _cells(self, asked: Asked, cells: int) -> list[Cell]:
        sure = asked.key in self._confirmed
        word = _("confirmed") if sure else _("to be checked")
        first = max(width(_("confirmed")), width(_("to be checked"))) + 2
        return [(words.column(word, first), "accent" if sure else "warn"), (fit(asked.message, cells - first), "")]

    def retext(self) -> None:
        """The rows are words too."""
        self.show_rows()
        super().retext()

    def on_row_list_moved(self) -> None:
        """Show the whole question."""
        self.query_one("#why").refresh()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Confirm, or take it back; then on to the next."""
        asked = self._questions[int(event.key)]
        self._confirmed ^= {asked.key}
        rows = self.query_one(RowList)
        rows.refresh()
        if rows.index + 1 < len(rows.rows):
            rows.action_move(1)
        else:
            self.say(lambda: _("F9 keeps these answers."))

    def action_done(self) -> None:
        """Return what was confirmed."""
        self.dismiss(tuple(sorted(self._confirmed)))

    def action_back(self) -> None:
        """Back."""
        self.dismiss(None)
