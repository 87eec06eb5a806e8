"""One of a few words, changed with the arrows: nothing to type, so it works with an input method on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from birdlog.display import fit, width
from birdlog.i18n import N_, _
from birdlog.tui import ink

Option = tuple[str, Callable[[], str]]
"""A code, and its word in the language in use."""


MOVES: tuple[BindingType, ...] = (
    Binding("up", "screen.move(-1)", N_("up"), show=False, id="form.up", tooltip=N_("The field before; Shift+Tab too")),
    Binding("down", "screen.move(1)", N_("down"), show=False, id="form.down", tooltip=N_("The next field; Tab too")),
)
"""In a form the arrows up and down go from field to field, whatever the field is."""


class Choice(Widget, can_focus=True):
    """Options side by side where they fit, else the chosen one between two arrows. None chosen is possible.

    The chosen one stands in brackets, so that it can be told without colours.
    """

    DEFAULT_CSS = """
    Choice { height: 1; width: 1fr; text-wrap: nowrap; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left",
            "step(-1)",
            N_("Choose"),
            key_display="←→",
            id="choice.previous",
            tooltip=N_("The choice before or after; typing the beginning of a word chooses too"),
        ),
        Binding("right,space", "step(1)", N_("next"), show=False, id="choice.next", tooltip=N_("The next choice")),
        *MOVES,
        Binding("enter", "accept", N_("go on"), show=False, id="choice.accept", tooltip=N_("Keep it and go on")),
        Binding("backspace,delete", "clear", N_("blank"), show=False, id="choice.clear", tooltip=N_("Choose nothing")),
    ]

    value: reactive[str | None] = reactive[str | None](None)

    class Told(Message):
        """What a choice tells its page."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> Choice:
            """The choice."""
            return self.choice

    class Changed(Told):
        """Another option is chosen."""

        def __init__(self, choice: Choice, value: str | None) -> None:
            super().__init__(choice)
            self.value = value

    class Accepted(Told):
        """Enter: on to the next field."""

    class NotFound(Told):
        """What was typed or pasted begins none of the options."""

    def __init__(
        self,
        options: Sequence[Option],
        value: str | None = None,
        *,
        blank: bool = True,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.options = tuple(options)
        self._blank = blank
        self._typed = ""
        self.set_reactive(Choice.value, value)

    def set_options(self, options: Sequence[Option], value: str | None) -> None:
        """Offer other options."""
        self.options = tuple(options)
        self.value = value
        self.refresh()

    def watch_value(self, before: str | None, after: str | None) -> None:
        """Tell that the choice changed."""
        if before != after:
            self.post_message(self.Changed(self, after))

    def action_step(self, step: int) -> None:
        """Choose the option before or after; with none chosen, the first or the last."""
        codes = [code for code, _word in self.options]
        if not codes:
            return
        if self.value not in codes:
            self.value = codes[0 if step > 0 else -1]
            return
        at = codes.index(self.value) + step
        self.value = codes[max(0, min(at, len(codes) - 1))]

    def on_key(self, event: events.Key) -> None:
        """Choose the option that begins with what is typed."""
        if event.is_printable and event.character and not event.character.isspace():
            event.stop()
            event.prevent_default()
            self.choose_by(event.character)
        else:
            self._typed = ""

    def on_paste(self, event: events.Paste) -> None:
        """Choose the option that was pasted: some input methods send what they wrote so."""
        event.stop()
        self._typed = ""
        self.choose_by(event.text.strip())

    def choose_by(self, text: str) -> None:
        """Choose the option that begins with what was typed so far, else with this alone; say so where none does."""
        for typed in (self._typed + text, text):
            for code, word in self.options:
                if typed and word().casefold().startswith(typed.casefold()):
                    self._typed = typed
                    self.value = code
                    return
        self._typed = ""
        self.post_message(self.NotFound(self))

    def action_accept(self) -> None:
        """Go on to the next field."""
        self.post_message(self.Accepted(self))

    def action_clear(self) -> None:
        """Choose nothing, where that is allowed."""
        if self._blank:
            self.value = None

    def on_focus(self, _event: events.Focus) -> None:
        """Show that the arrows act here."""
        self.refresh()

    def on_blur(self, _event: events.Blur) -> None:
        """Show that they no longer do."""
        self._typed = ""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the word clicked on."""
        at = event.x
        for code, word in self.options:
            cells = width(word()) + 2
            if 0 <= at < cells:
                self.value = code
                return
            at -= cells

    def render(self) -> Content:
        """Return the options."""
        cells = self.content_size.width
        words = [(code, word()) for code, word in self.options]
        if sum(width(word) + 2 for _code, word in words) <= cells:
            pieces: list[ink.Piece] = []
            waiting = self.has_focus and self.value not in [code for code, _word in words]
            for at, (code, word) in enumerate(words):
                if code == self.value:
                    pieces.append((f"[{word}]", ink.picked() if self.has_focus else ink.STRONG))
                elif waiting and at == 0:
                    # Nothing chosen: where the arrows will begin.
                    pieces += [("›", ink.ACCENT), (word, f"{ink.ACCENT} underline"), (" ", "")]
                else:
                    pieces.append((f" {word} ", ink.DIM))
            return ink.line(*pieces)
        chosen = next((word for code, word in words if code == self.value), _("(nothing chosen)"))
        place = next((n for n, (code, _word) in enumerate(words, 1) if code == self.value), 0)
        tail = f" {place}/{len(words)}"
        text = fit(chosen, max(cells - width(tail) - 4, 4))
        return ink.line((f"< {text} >", ink.picked() if self.has_focus else ink.STRONG), (tail, ink.DIM))
