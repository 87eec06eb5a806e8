"""Words on a page, made anew whenever they are painted, so that the language can change under them."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content
from textual.widget import Widget

Words = Callable[[int], Content]
"""Given the width in cells, the words."""


class Say(Widget):
    """Shows what a function says."""

    DEFAULT_CSS = """
    Say { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, words: Words, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._words = words

    def render(self) -> Content:
        """Return the words for the width there is."""
        return self._words(self.content_size.width)
