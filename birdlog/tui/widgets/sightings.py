"""This survey's sightings, one a row, aligned in cells; the newest stay in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from birdlog.display import fit, width
from birdlog.draft import SightingDraft
from birdlog.i18n import N_
from birdlog.tui import words
from birdlog.tui.widgets.rows import Cell, Row, RowList


@dataclass(frozen=True, slots=True)
class Shown:
    """One sighting as the list shows it; `uid` is blank while it is on its way to the database."""

    key: str
    uid: str
    draft: SightingDraft
    name: str
    review: str = ""


class SightingList(RowList):
    """The list and its keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", N_("Amend"), key_display="Enter", id="list.amend", tooltip=N_("Amend the sighting")),
        Binding(
            "delete,backspace",
            "withdraw",
            N_("Withdraw"),
            key_display="Del",
            id="list.withdraw",
            tooltip=N_("Withdraw the sighting"),
        ),
        Binding(
            "escape", "leave", N_("Back"), key_display="Esc", id="list.leave", tooltip=N_("Back to the entry line")
        ),
    ]

    class Withdraw(Message):
        """A sighting is to be withdrawn."""

        def __init__(self, uid: str) -> None:
            super().__init__()
            self.uid = uid

    class Leave(Message):
        """Back to the entry line."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(follow=True, id=id)
        self._shown: tuple[Shown, ...] = ()
        self._widths = (5, 4, 1)
        self._marked: frozenset[str] = frozenset()

    def mark(self, uids: Sequence[str]) -> None:
        """Let these stand out, until the list is left."""
        self._marked = frozenset(uids)
        self.refresh()

    def on_blur(self) -> None:
        """Forget the marks."""
        self.mark(())

    def show(self, shown: Sequence[Shown]) -> None:
        """Show these sightings."""
        self._shown = tuple(shown)
        times = any(one.draft.time for one in shown)
        self._widths = (
            5 if times else 0,
            words.widest([one.name for one in shown], 26),
            words.widest([words.count_words(one.draft) for one in shown], 14, 3),
        )
        self.set_rows([Row(one.key, partial(self._cells, one)) for one in shown])

    def _cells(self, one: Shown, cells: int) -> list[Cell]:
        times, names, counts = self._widths
        names = min(names, max(8, cells - times - counts - 4))
        muted = "" if one.uid else "dim"
        row: list[Cell] = []
        if times:
            row.append((words.column(words.clock(one.draft.time), times + 2), "dim"))
        marked = one.uid in self._marked
        row.append((words.column(("› " if marked else "") + one.name, names), "accent" if marked else muted))
        row.append((words.column(words.count_words(one.draft), counts + 2, right=True), muted or "strong"))
        left = cells - sum(width(text) for text, _kind in row) - 2
        if left > 3:
            text = words.details(one.draft, one.review)
            row += [("  ", ""), (fit(text, left), "warn" if one.review == "query" else "dim")]
        return row

    def action_withdraw(self) -> None:
        """Withdraw the picked sighting."""
        if self.key:
            self.post_message(self.Withdraw(self.key))

    def action_leave(self) -> None:
        """Go back."""
        self.post_message(self.Leave())
