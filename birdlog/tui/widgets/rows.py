"""A list of one-line rows that paints only what is visible; rows keep their keys when the list changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from birdlog.display import clean
from birdlog.i18n import N_

Cell = tuple[str, str]
"""A text, padded to its column, and its kind: "", "dim", "strong", "accent" or "warn"."""

Painter = Callable[[int], Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line: how it is known, and how it is painted in so many cells."""

    key: str
    paint: Painter


class RowList(ScrollView, can_focus=True):
    """Rows with one of them picked while the list has the focus. It can be left upwards."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--dim",
        "rows--strong",
        "rows--accent",
        "rows--warn",
        "rows--picked",
    }
    DEFAULT_CSS = """
    RowList {
        height: 1fr; width: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; background: $background;
        & > .rows--dim { color: $text-muted; }
        & > .rows--strong { text-style: bold; }
        & > .rows--accent { color: $accent; }
        & > .rows--warn { color: $warning; }
        & > .rows--picked { color: $block-cursor-foreground; background: $block-cursor-background; text-style: bold; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", N_("up"), show=False, id="rows.up", tooltip=N_("The row above")),
        Binding("down", "move(1)", N_("down"), show=False, id="rows.down", tooltip=N_("The row below")),
        Binding("pageup", "page(-1)", N_("page up"), show=False, id="rows.pageup", tooltip=N_("A page up")),
        Binding("pagedown", "page(1)", N_("page down"), show=False, id="rows.pagedown", tooltip=N_("A page down")),
        Binding("home", "ends(0)", N_("first"), show=False, id="rows.home", tooltip=N_("The first row")),
        Binding("end", "ends(-1)", N_("last"), show=False, id="rows.end", tooltip=N_("The last row")),
        Binding("enter", "choose", N_("take"), show=False, id="rows.enter", tooltip=N_("Take the row")),
    ]

    index: reactive[int] = reactive(0)

    class Chosen(Message):
        """Enter, or a click, on a row."""

        def __init__(self, rows: RowList, key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> RowList:
            """The list."""
            return self.rows

    class Moved(Message):
        """Another row is picked."""

        def __init__(self, rows: RowList, key: str) -> None:
            super().__init__()
            self.rows = rows
            self.key = key

        @property
        def control(self) -> RowList:
            """The list."""
            return self.rows

    class LeftUpwards(Message):
        """Up was pressed on the first row."""

    def __init__(self, *, follow: bool = False, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.rows: tuple[Row, ...] = ()
        self._follow = follow

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows. The picked one stays picked; a list that follows shows its newest row."""
        before = self.key
        self.rows = tuple(rows)
        self.virtual_size = Size(self.size.width, len(self.rows))
        keys = [row.key for row in self.rows]
        if before in keys and (self.has_focus or not self._follow):
            self.index = keys.index(before)
        elif self._follow and not self.has_focus:
            self.index = max(len(keys) - 1, 0)
        else:
            self.index = min(self.index, max(len(keys) - 1, 0))
        self.refresh()
        self._show_newest()

    @property
    def key(self) -> str:
        """The picked row's key, empty where there is none."""
        return self.rows[self.index].key if 0 <= self.index < len(self.rows) else ""

    def pick(self, key: str) -> None:
        """Pick the row of this key."""
        for index, row in enumerate(self.rows):
            if row.key == key:
                self.index = index
                self._show_picked()

    def validate_index(self, index: int) -> int:
        """Keep the index inside the list."""
        return max(0, min(index, len(self.rows) - 1))

    def watch_index(self, before: int, after: int) -> None:
        """Say that another row is picked."""
        self.refresh()
        if before != after and self.rows:
            self.post_message(self.Moved(self, self.key))

    def on_focus(self) -> None:
        """Show the picked row."""
        self._show_picked()
        self.refresh()

    def on_blur(self) -> None:
        """Show no row as picked, and the newest again."""
        self._show_newest()
        self.refresh()

    def _show_newest(self) -> None:
        if self._follow and not self.has_focus:
            self.call_after_refresh(self.scroll_end, animate=False, force=True, immediate=True)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new width."""
        self.virtual_size = Size(event.size.width, len(self.rows))
        self._show_newest()

    def on_click(self, event: events.Click) -> None:
        """Pick the row clicked on; a second click takes it."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        index = offset.y + self.scroll_offset.y
        if 0 <= index < len(self.rows):
            again = index == self.index and self.has_focus
            self.index = index
            if again or event.chain > 1:
                self.action_choose()

    def action_move(self, step: int) -> None:
        """Pick the row above or below."""
        if step < 0 and self.index == 0:
            self.post_message(self.LeftUpwards())
        self.index += step
        self._show_picked()

    def action_page(self, pages: int) -> None:
        """Pick the row a page away."""
        self.index += pages * max(self.size.height - 1, 1)
        self._show_picked()

    def action_ends(self, end: int) -> None:
        """Pick the first row or the last."""
        self.index = 0 if end == 0 else len(self.rows) - 1
        self._show_picked()

    def action_choose(self) -> None:
        """Take the picked row."""
        if self.rows:
            self.post_message(self.Chosen(self, self.key))

    def _show_picked(self) -> None:
        self.scroll_to_region(Region(0, self.index, 1, 1), animate=False, force=True, immediate=True)

    def render_line(self, y: int) -> Strip:
        """Return one visible row."""
        index = y + self.scroll_offset.y
        cells = self.scrollable_content_region.width
        base = self.rich_style
        if not 0 <= index < len(self.rows):
            return Strip.blank(cells, base)
        picked = index == self.index and self.has_focus
        over = self._style("picked") if picked else Style()
        segments = [
            Segment(clean(text), base + (self._style(kind) if kind and not picked else Style()) + over)
            for text, kind in self.rows[index].paint(cells)
            if text
        ]
        return Strip(segments).adjust_cell_length(cells, base + over)

    def _style(self, kind: str) -> Style:
        style: Any = self.get_component_rich_style(f"rows--{kind}")
        if kind == "picked" and getattr(self.app, "no_color", False):
            return Style(reverse=True, bold=True)
        assert isinstance(style, Style)
        return style
