"""What every page has: translated keys, words that follow the language, work beside the page, a message line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.await_complete import AwaitComplete
from textual.binding import ActiveBinding
from textual.content import Content
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from birdlog.errors import BirdlogError
from birdlog.i18n import _
from birdlog.tui import ink
from birdlog.tui.widgets.say import Say
from birdlog.tui.work import Outcome

if TYPE_CHECKING:
    from birdlog.tui.app import BirdlogApp

T = TypeVar("T")


class Page(Screen[ScreenResultType]):
    """A page of birdlog."""

    HELP: ClassVar[str] = ""
    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (20, "-tall")]

    def __init__(self) -> None:
        super().__init__()
        self._message: Callable[[], str] | None = None
        self._message_ink = ink.PLAIN
        self._leaving = False

    @property
    def busy(self) -> bool:
        """Whether keys should wait: the page is being left, and what is typed belongs to the next one."""
        return self._leaving

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Leave the page with a result."""
        self._leaving = True
        return super().dismiss(result)

    @property
    def birdlog(self) -> BirdlogApp:
        """The app."""
        return cast("BirdlogApp", self.app)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys that act now, in the language in use."""
        return {
            key: active._replace(
                binding=replace(
                    active.binding, description=_(active.binding.description), tooltip=_(active.binding.tooltip)
                ),
                tooltip=_(active.tooltip),
            )
            for key, active in super().active_bindings.items()
        }

    # Words.

    def say(self, words: str | Callable[[], str], style: str = ink.PLAIN) -> None:
        """Show a message; given as a function it follows the language."""
        self._message = words if callable(words) else lambda: words
        self._message_ink = style
        for place in self.query("#message"):
            place.refresh()

    def say_error(self, error: BirdlogError) -> None:
        """Show what went wrong and what to do."""
        self.say(str(error), ink.WARN)

    @property
    def message(self) -> str:
        """What the message line says."""
        return self._message() if self._message else ""

    def message_line(self) -> Say:
        """Return the widget that shows the messages."""
        return Say(self._message_words, id="message")

    def _message_words(self, cells: int) -> Content:
        return ink.line(*ink.cut([(self.message, self._message_ink)], cells))

    def retext(self) -> None:
        """Show everything in the language now in use."""
        for widget in self.query(Widget):
            widget.refresh(layout=True)
        self.refresh_bindings()

    # Work.

    def read(
        self, work: Callable[[], T], then: Callable[[T], None], fail: Callable[[BirdlogError], None] | None = None
    ) -> None:
        """Have something read beside the page."""
        self.birdlog.reader_clerk.do(self, work, then, fail or self.say_error, self.birdlog.crash_from_thread)

    def write(
        self, work: Callable[[], T], then: Callable[[T], None], fail: Callable[[BirdlogError], None] | None = None
    ) -> None:
        """Have something written beside the page, in order."""
        self.birdlog.writer_clerk.do(self, work, then, fail or self.say_error, self.birdlog.crash_from_thread)

    def on_outcome(self, outcome: Outcome) -> None:
        """Take what the work brought."""
        outcome.settle()
