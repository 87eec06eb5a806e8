"""The last line of a page: the keys that matter now, as many as fit."""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from birdlog.display import width
from birdlog.tui import ink


class KeyLine(Widget):
    """Names the keys of the page from its bindings, help first, then in the order in which they are declared.

    Where not all fit, those go that can be done without.
    """

    DEFAULT_CSS = """
    KeyLine { height: 1; width: 1fr; color: $text-muted; text-wrap: nowrap; text-overflow: clip; }
    """

    def on_mount(self) -> None:
        """Follow the page's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def render(self) -> Content:
        """Return the keys that fit."""
        room = self.content_size.width
        found: list[tuple[int, int, list[ink.Piece], int]] = []
        seen: set[str] = set()
        # However narrow it is, the way to the help is on it; the way out comes last.
        order = {"app.help": 0, "app.quit": 2}
        for active in sorted(
            self.screen.active_bindings.values(), key=lambda active: order.get(active.binding.id or "", 1)
        ):
            binding = active.binding
            if not binding.show or not active.enabled or binding.action in seen:
                continue
            seen.add(binding.action)
            key = binding.key_display or self.app.get_key_display(binding)
            pieces: list[ink.Piece] = [(key, ink.ACCENT), (f" {binding.description}  ", ink.PLAIN)]
            needed = width(key) + 1 + width(binding.description) + 2
            found.append((rank(binding.id or ""), len(found), pieces, needed))
        # What matters most is given its room first; it stands where it is declared all the same.
        kept: list[tuple[int, list[ink.Piece]]] = []
        for _rank, at, pieces, needed in sorted(found, key=lambda one: one[:2]):
            if needed - 2 <= room:
                room -= needed
                kept.append((at, pieces))
        return ink.line(*(piece for _at, pieces in sorted(kept, key=lambda one: one[0]) for piece in pieces))


def rank(id: str) -> int:
    """Return how soon a key is given room: help, the way back, undo, close and done, the language, then the others."""
    if id == "app.help":
        return 0
    if id in ("log.undo", "log.close", "form.done", "places.add") or id.endswith((".back", ".cancel")):
        return 1
    if id == "app.language":
        return 2
    return 4 if id == "app.quit" else 3
