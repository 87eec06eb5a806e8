"""The one question that the entry line asks: add to what stands there, or change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from birdlog.i18n import N_
from birdlog.tui.widgets.choice import Choice
from birdlog.tui.widgets.entry import EntryLine, tidy


class Ask(Choice):
    """Arrows and Enter choose. What is typed is passed on: a sign may answer, a letter begins the next line."""

    KEYS_IN_TURN = True
    """Each letter may lead elsewhere: the ones behind it wait."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", N_("previous"), show=False, id="ask.up", tooltip=N_("The choice before")),
        Binding("down", "step(1)", N_("next"), show=False, id="ask.down", tooltip=N_("The next choice")),
        # Typed letters never get as far as these: they stand here for the help page.
        Binding("plus", "typed('+')", N_("add"), show=False, id="ask.more", tooltip=N_("Add to what stands there")),
        Binding(
            "equals_sign", "typed('=')", N_("change"), show=False, id="ask.set", tooltip=N_("Change what is there")
        ),
    ]

    @dataclass
    class Typed(Message):
        """Letters were typed or pasted."""

        text: str

    class Erased(Message):
        """Backspace."""

    class Stepped(Message):
        """An arrow was pressed."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__([], blank=False, id=id)

    async def _on_key(self, event: events.Key) -> None:
        # Before the bindings: a space typed on is a space.
        if event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self.action_typed(event.character)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        if len(lines) > 1:
            self.post_message(EntryLine.Pasted(event.text))
        elif lines:
            self.action_typed(tidy(lines[0]))

    def action_typed(self, text: str) -> None:
        """Pass on what was typed."""
        self.post_message(self.Typed(text))

    def action_step(self, step: int) -> None:
        """Choose, and tell that it was chosen on purpose."""
        super().action_step(step)
        self.post_message(self.Stepped())

    def action_clear(self) -> None:
        """Take back the last letter typed."""
        self.post_message(self.Erased())
