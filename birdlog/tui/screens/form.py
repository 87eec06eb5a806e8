"""A page that is a form: Enter goes on to the next field, on the last line it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ScreenResultType
from textual.widget import Widget
from textual.widgets import Input

from birdlog.i18n import N_, _
from birdlog.tui import ink
from birdlog.tui.screens.page import Page
from birdlog.tui.widgets.choice import Choice
from birdlog.tui.widgets.form import Go, TypedInput
from birdlog.tui.widgets.keys import KeyLine
from birdlog.tui.widgets.say import Say


class FormPage(Page[ScreenResultType]):
    """Title, fields, a line to press Enter on, messages, keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+s", "done", N_("Done"), key_display="Ctrl+S", id="form.done", tooltip=N_("Take the form as it stands")
        ),
        Binding(
            "escape",
            "cancel",
            N_("Back"),
            key_display="Esc",
            id="form.cancel",
            tooltip=N_("Back without changing anything"),
        ),
    ]
    DEFAULT_CSS = """
    FormPage > #title { height: 1; padding: 0 1; text-style: bold; background: $surface; }
    FormPage > #intro { height: auto; padding: 0 1; margin: 1 0 0 0; color: $text-muted; text-wrap: wrap; }
    FormPage > #form { height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    FormPage > #message { padding: 0 1; }
    FormPage > KeyLine { padding: 0 1; }
    FormPage.-short > #form { padding: 0 1; }
    FormPage.-short > #intro { display: none; }
    """

    def title_words(self) -> str:
        """Return the page's title."""
        raise NotImplementedError

    def fields(self) -> ComposeResult:
        """Yield the fields."""
        raise NotImplementedError

    def intro_words(self) -> str:
        """Return what stands above the fields."""
        return ""

    def finish(self) -> None:
        """Take the form."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay the page out."""
        yield Say(lambda cells: ink.line(*ink.cut([(self.title_words(), "")], cells)), id="title")
        if self.intro_words():
            yield Say(lambda _cells: ink.line(self.intro_words()), id="intro")
        with VerticalScroll(id="form", can_focus=False):
            yield from self.fields()
        yield self.message_line()
        yield KeyLine()

    # Going through it.

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on from a right value; a wrong one keeps the cursor."""
        event.stop()
        control = event.input
        if isinstance(control, TypedInput) and not control.right:
            self.say(lambda: _("This is not clear yet."), ink.WARN)
            return
        self.focus_next()

    def on_choice_accepted(self, event: Choice.Accepted) -> None:
        """Go on to the next field."""
        event.stop()
        self.focus_next()

    def on_go_pressed(self, event: Go.Pressed) -> None:
        """Take the form."""
        event.stop()
        self.action_done()

    def action_done(self) -> None:
        """Take the form, unless a field is not right: then go there."""
        for control in self.query(TypedInput):
            if control.display and not control.right:
                control.focus()
                self.say(lambda: _("This is not clear yet."), ink.WARN)
                return
        self.finish()

    def action_cancel(self) -> None:
        """Leave without a result."""
        self.dismiss(None)

    def show_field(self, id: str, shown: bool) -> None:
        """Show or hide a field."""
        for field in self.query(f"#{id}"):
            field.display = shown


def focus_on(page: Page[ScreenResultType], wanted: Callable[[], Widget]) -> None:
    """Put the cursor somewhere once the page is there."""
    page.call_after_refresh(lambda: wanted().focus())
