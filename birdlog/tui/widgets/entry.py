"""The entry line: an input that knows what is being typed, keeps pastes whole and shows nothing raw."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from birdlog.display import clean
from birdlog.i18n import N_

SEPARATORS = frozenset(",，、")
LONGEST = 2000
"""More characters than any line has; a paste beyond it is a paste, not a line."""


def tidy(text: str) -> str:
    """Return pasted or restored text as one harmless line: invisible characters go, other controls become visible."""
    kept = (character for character in text if unicodedata.category(character) != "Cf")
    return clean("".join(kept))


class Marks(Highlighter):
    """Underlines what stands in the way, where it stands."""

    def __init__(self, spans: Callable[[], Iterable[tuple[int, int]]]) -> None:
        self._spans = spans

    def highlight(self, text: Text) -> None:
        """Mark the spans."""
        for start, end in self._spans():
            text.stylize(Style(underline=True, bold=True), start, end)


class PlainInput(Input):
    """An input without blinking and without borders, whose text is always harmless to show."""

    DEFAULT_CSS = """
    PlainInput, PlainInput:focus {
        border: none; height: 1; padding: 0; background: transparent; background-tint: transparent;
    }
    """

    def __init__(
        self,
        value: str = "",
        placeholder: str = "",
        *,
        id: str | None = None,
        classes: str | None = None,
        highlighter: Highlighter | None = None,
    ) -> None:
        super().__init__(
            tidy(value),
            placeholder,
            id=id,
            classes=classes,
            highlighter=highlighter,
            select_on_focus=False,
            compact=True,
        )
        self.cursor_blink = False

    def replace(self, text: str, start: int, end: int) -> None:
        """Put text in, harmless."""
        super().replace(tidy(text), start, end)

    def put(self, text: str) -> None:
        """Put a text in place of all there is, the cursor at its end."""
        self.value = tidy(text)
        self.cursor_position = len(self.value)

    def _on_paste(self, event: events.Paste) -> None:
        # Never the first line only: an input of one line takes the lines side by side.
        event.stop()
        event.prevent_default()
        start, end = self.selection
        self.replace(" ".join(line.strip() for line in event.text.splitlines() if line.strip()), start, end)


class EntryLine(PlainInput):
    """Where the birds are typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "up", "up", N_("last line"), show=False, id="entry.up", tooltip=N_("Reopen the last line; bird before")
        ),
        Binding("down", "down", N_("list"), show=False, id="entry.down", tooltip=N_("To the list; next bird")),
        Binding("tab", "write_out", N_("full name"), show=False, id="entry.tab", tooltip=N_("Write the name in full")),
        Binding("enter", "submit", N_("record"), show=False, id="entry.enter", tooltip=N_("Record what stands below")),
    ]

    class Up(Message):
        """The up arrow."""

    class Down(Message):
        """The down arrow."""

    class WriteOut(Message):
        """Tab."""

    class Enter(Message):
        """Enter."""

    @dataclass
    class Pasted(Message):
        """Several lines were pasted."""

        text: str

    def __init__(
        self,
        written_out: Callable[[str], str],
        spans: Callable[[], Iterable[tuple[int, int]]],
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id, highlighter=Marks(spans))
        self._written_out = written_out

    async def _on_key(self, event: events.Key) -> None:
        # A comma ends an entry: its name is written out before, so that it stays the bird that was highlighted.
        if event.character in SEPARATORS and self.cursor_position == len(self.value) and not self._in_words():
            self.put(self._written_out(self.value).rstrip())
        await super()._on_key(event)

    def _in_words(self) -> bool:
        """Whether the cursor stands in a note or in brackets, where a comma is only a comma."""
        text = self.value
        opened = max(text.rfind("（"), text.rfind("("))
        return ";" in text or "；" in text or opened > max(text.rfind("）"), text.rfind(")"))

    def _on_paste(self, event: events.Paste) -> None:
        lines = [line for line in event.text.splitlines() if line.strip()]
        if len(lines) > 1 or len(event.text) > LONGEST:
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(event.text))
            return
        super()._on_paste(event)

    def action_up(self) -> None:
        """Pass the up arrow on."""
        self.post_message(self.Up())

    def action_down(self) -> None:
        """Pass the down arrow on."""
        self.post_message(self.Down())

    def action_write_out(self) -> None:
        """Pass Tab on."""
        self.post_message(self.WriteOut())

    async def action_submit(self) -> None:
        """Pass Enter on."""
        self.post_message(self.Enter())
