"""The last line of a page: the keys that matter now, as many as fit."""

from __future__ import annotations

from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from birdlog.display import width
from birdlog.tui import ink


class KeyLine(Widget):
    """Names the keys of the page from its bindings, help first, then in the order in which they are declared."""

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
        pieces: list[ink.Piece] = []
        seen: set[str] = set()
        active_bindings = self.screen.active_bindings.values()
        # However narrow it is, the way to the help is on it; the way out comes last.
        order = {"app.help": 0, "app.quit": 2}
        for active in sorted(active_bindings, key=lambda active: order.get(active.binding.id or "", 1)):
            binding = active.binding
            if not binding.show or not active.enabled or binding.action in seen:
                continue
            seen.add(binding.action)
            key = binding.key_display or self.app.get_key_display(binding)
            needed = width(key) + 1 + width(binding.description) + 2
            if needed - 2 > room:
                continue
            room -= needed
            pieces += [(key, ink.ACCENT), (f" {binding.description}  ", ink.PLAIN)]
        return ink.line(*pieces)
