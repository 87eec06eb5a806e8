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
from birdlog.tui.widgets.form import Field, Go, TypedInput
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
        Binding(
            "tab", "go_round(1)", N_("Next field"), key_display="Tab", id="form.next", tooltip=N_("The next field")
        ),
        Binding(
            "shift+tab",
            "go_round(-1)",
            N_("Field before"),
            show=False,
            key_display="Shift+Tab",
            id="form.previous",
            tooltip=N_("The field before"),
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

    def controls(self) -> list[Widget]:
        """Return what can be filled in or pressed now, in the order of the page.

        Textual's own order goes by where things were last painted; a row that has just been shown has no place yet.
        """
        found = self.query("TypedInput, Choice, Go")
        return [control for control in found if control.display and (control.parent is None or control.parent.display)]

    def go_on(self, control: Widget, by: int = 1) -> None:
        """Go to the field after this one."""
        controls = self.controls()
        if control in controls:
            controls[min(max(controls.index(control) + by, 0), len(controls) - 1)].focus()

    def action_move(self, by: int) -> None:
        """Go to the field above or below."""
        if self.focused is not None:
            self.go_on(self.focused, by)

    def action_go_round(self, by: int) -> None:
        """Go to the next field or the one before, from the last one to the first."""
        controls = self.controls()
        if self.focused in controls:
            controls[(controls.index(self.focused) + by) % len(controls)].focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on from a right value; a wrong one keeps the cursor."""
        event.stop()
        control = event.input
        if isinstance(control, TypedInput) and not control.right:
            self._say_unclear(control)
            return
        self.go_on(control)

    def on_input_changed(self, _event: Input.Changed) -> None:
        """What is said beside one field may depend on another."""
        for hint in self.query(".hint"):
            hint.refresh()

    def on_choice_accepted(self, event: Choice.Accepted) -> None:
        """Go on to the next field."""
        event.stop()
        self.go_on(event.choice)

    def on_choice_not_found(self, event: Choice.NotFound) -> None:
        """Nothing typed vanishes without a word."""
        event.stop()
        name = self._name_of(event.choice)
        self.say(lambda: _("{field}: choose with ← →, or type how the word begins.").format(field=name()), ink.WARN)

    def on_go_pressed(self, event: Go.Pressed) -> None:
        """Take the form."""
        event.stop()
        self.action_done()

    def action_done(self) -> None:
        """Take the form, unless a field is not right: then go there."""
        for control in self.query(TypedInput):
            if control.display and not control.right:
                control.focus()
                self._say_unclear(control)
                return
        self.finish()

    def _say_unclear(self, control: TypedInput) -> None:
        name = self._name_of(control)
        if control.value.strip():
            self.say(lambda: _("{field}: this is not clear yet.").format(field=name()), ink.WARN)
        else:
            self.say(lambda: _("{field}: still missing.").format(field=name()), ink.WARN)

    def _name_of(self, control: Widget) -> Callable[[], str]:
        field = control.parent
        return (lambda: field.name_words) if isinstance(field, Field) else str

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
