"""The one question that the entry line asks: add to what stands there, or change it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from birdlog.i18n import N_
from birdlog.tui.widgets.choice import Choice


class Ask(Choice):
    """Arrows and Enter, or one key: the signs that mean the same in the entry line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "plus,+,＋", "answer('more')", N_("add"), show=False, id="ask.more", tooltip=N_("Add to what stands there")
        ),
        Binding(
            "equals_sign,＝",
            "answer('set')",
            N_("change"),
            show=False,
            id="ask.set",
            tooltip=N_("Change what is there"),
        ),
    ]

    @dataclass
    class Answered(Message):
        """A sign was pressed."""

        op: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__([], blank=False, id=id)

    def action_answer(self, op: str) -> None:
        """Answer by the sign."""
        self.post_message(self.Answered(op))
