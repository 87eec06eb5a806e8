"""A form of one line a field: what is typed stands on the left, what it is taken for on the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from birdlog.i18n import N_, _
from birdlog.tui import ink
from birdlog.tui.widgets.choice import MOVES, Choice
from birdlog.tui.widgets.entry import PlainInput
from birdlog.tui.widgets.say import Say

Label = Callable[[], str]


class TypedInput(PlainInput):
    """An input that means something: `meaning` is None where the text means nothing, `words` says what it means.

    `doubt` asks about a value that can stay but is hardly meant; what it asks stands beside the field.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "pageup",
            "step(-1)",
            N_("before"),
            show=False,
            key_display="PgUp",
            id="field.before",
            tooltip=N_("The value before, in dates, times and observers"),
        ),
        Binding(
            "pagedown",
            "step(1)",
            N_("after"),
            show=False,
            key_display="PgDn",
            id="field.after",
            tooltip=N_("The value after"),
        ),
        *MOVES,
    ]

    def __init__(
        self,
        value: str = "",
        *,
        meaning: Callable[[str], Any] = lambda text: text,
        words: Callable[[Any], str] = lambda _value: "",
        expected: Label = lambda: "",
        doubt: Callable[[Any], str] = lambda _value: "",
        step: Callable[[str, int], str] | None = None,
        required: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(value, id=id)
        self._doubt = doubt
        self._meaning = meaning
        self._words = words
        self._expected = expected
        self._step = step
        self._required = required

    @property
    def meant(self) -> Any:
        """What the text means, None where it is blank or means nothing."""
        text = self.value.strip()
        return self._meaning(text) if text else None

    @property
    def right(self) -> bool:
        """Whether it can stay as it is."""
        return self.meant is not None if self.value.strip() else not self._required

    def hint(self) -> Content:
        """Return what the text is taken for, or what would be right."""
        if not self.right:
            return ink.line((self._expected(), ink.WARN))
        if not self.value.strip():
            return ink.line("")
        if doubt := self._doubt(self.meant):
            return ink.line((doubt, ink.WARN))
        return ink.line((self._words(self.meant), ink.DIM))

    def action_step(self, step: int) -> None:
        """Change the value by a step, where it has steps."""
        if self._step is not None:
            self.put(self._step(self.value, step))


class Field(Horizontal):
    """A label, a control, and what the control's text means."""

    DEFAULT_CSS = """
    Field { height: 1; width: 1fr; }
    Field > .label { width: 14; color: $text-muted; }
    Field > .hint { width: 1fr; min-width: 0; padding-left: 1; }
    Field > TypedInput { width: 1fr; max-width: 30; background: $surface; padding: 0 1; }
    Field > .long { max-width: 100%; }
    """

    def __init__(self, label: Label, control: Widget, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._label = label
        self.control = control

    @property
    def name_words(self) -> str:
        """What the field is called."""
        return self._label()

    def compose(self) -> ComposeResult:
        """Lay the three side by side."""
        yield Say(self._label_words, classes="label")
        yield self.control
        if isinstance(self.control, TypedInput) and not self.control.has_class("long"):
            control = self.control
            yield Say(lambda _cells: control.hint(), classes="hint")

    def _label_words(self, cells: int) -> Content:
        # Underlined too: a terminal without colours must show where one is.
        style = f"bold underline {ink.ACCENT}" if self.control.has_focus else ""
        return ink.line(*ink.cut([(self._label(), style)], cells))

    def _refresh_label(self) -> None:
        # A page being taken down has no label any more.
        for label in self.query(".label"):
            label.refresh()

    def on_descendant_focus(self) -> None:
        """Show that one is here."""
        self._refresh_label()

    def on_descendant_blur(self) -> None:
        """Show that one is no longer here."""
        self._refresh_label()


class Go(Widget, can_focus=True):
    """The last line of a form: Enter on it does what the form is for."""

    DEFAULT_CSS = """
    Go { height: 1; width: auto; padding: 0 1; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go", N_("do it"), show=False, id="go.enter", tooltip=N_("Do what the line says")),
        *MOVES,
    ]

    class Pressed(Message):
        """Enter on the line."""

    def __init__(self, words: Label, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = words

    def render(self) -> Content:
        """Return the words, inverted while Enter acts on them."""
        return ink.line((f" {self._words()} ", ink.picked() if self.has_focus else ink.STRONG))

    def on_focus(self, _event: events.Focus) -> None:
        """Show that Enter acts here."""
        self.refresh()

    def on_blur(self, _event: events.Blur) -> None:
        """Show that it no longer does."""
        self.refresh()

    def on_click(self) -> None:
        """A click is an Enter."""
        self.action_go()

    def action_go(self) -> None:
        """Say that it was pressed."""
        self.post_message(self.Pressed())


def blank() -> str:
    """Return what stands for a choice not made."""
    return _("not stated")


__all__ = ["Choice", "Field", "Go", "TypedInput", "blank"]
