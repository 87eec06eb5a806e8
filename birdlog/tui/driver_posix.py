"""A terminal driver that survives what terminals send and ends when the terminal is gone.

Three things kill or hang Textual's own: a byte that is not UTF-8 (a paste from a GBK terminal), a bracketed paste that
never ends, and a terminal that was closed. Here such bytes become replacement characters, a paste that has been silent
for a while is taken to be over, and the end of the input ends the program.
"""

from __future__ import annotations

import os
import selectors
import sys
from codecs import getincrementaldecoder
from time import monotonic
from typing import IO, TYPE_CHECKING, Any, cast

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.app import App

assert sys.platform != "win32"

PASTE_SILENCE = 2.0
"""Seconds without a byte after which a paste without an end is over."""


class UnbreakableFile:
    """The terminal to write to; once it is gone, what is written goes nowhere instead of raising in a thread."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self.gone = False

    def write(self, text: str) -> int:
        """Write the text, or drop it."""
        return cast("int", self._try(self._file.write, text)) or 0

    def flush(self) -> None:
        """Flush, or do nothing."""
        self._try(self._file.flush)

    def fileno(self) -> int:
        """Return the file's number."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Tell whether it is a terminal."""
        return self._file.isatty()

    def _try(self, call: Any, *values: Any) -> Any:
        if self.gone:
            return None
        try:
            return call(*values)
        except (OSError, ValueError):
            self.gone = True
            return None


class PasteWatch:
    """Knows whether a bracketed paste is open, and since when nothing of it has come."""

    def __init__(self) -> None:
        self.open = False
        self._tail = ""
        self._last = 0.0

    def see(self, text: str) -> None:
        """Note what came in; a marker may be split between two reads."""
        self._last = monotonic()
        seen = self._tail + text
        start, end = seen.rfind(BRACKETED_PASTE_START), seen.rfind(BRACKETED_PASTE_END)
        if start != end:
            self.open = start > end
        self._tail = seen[-len(BRACKETED_PASTE_END) + 1 :]

    @property
    def overdue(self) -> bool:
        """Whether a paste is open and has been silent for too long."""
        return self.open and monotonic() - self._last > PASTE_SILENCE


class TerminalDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, with an input thread of our own."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("Any", UnbreakableFile(cast("IO[str]", sys.__stderr__)))
        self._wake_read, self._wake_write = os.pipe()
        os.set_blocking(self._wake_write, False)

    def disable_input(self) -> None:
        """Stop the input thread, waking it first: it sleeps without a timeout."""
        if not self.exit_event.is_set():
            os.write(self._wake_write, b".")
        super().disable_input()

    def run_input_thread(self) -> None:
        """Read keys until the driver stops or the terminal is gone; an idle terminal costs nothing."""
        selector = selectors.DefaultSelector()
        selector.register(self.fileno, selectors.EVENT_READ)
        selector.register(self._wake_read, selectors.EVENT_READ)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        parser = XTermParser(self._debug)
        paste = PasteWatch()
        try:
            while not self.exit_event.is_set():
                waits = paste.open or parser._timeout_time is not None
                ready = {key.fd for key, _ in selector.select(0.05 if waits else None)}
                if self._wake_read in ready:
                    os.read(self._wake_read, 64)
                    return
                if self.fileno in ready:
                    data = self._read()
                    if not data:
                        self._terminal_gone()
                        return
                    text = decode(data)
                    paste.see(text)
                    parser = self._feed(parser, text)
                elif paste.overdue:
                    paste.open = False
                    parser = self._feed(parser, BRACKETED_PASTE_END)
                for event in parser.tick():
                    self.process_message(event)
        finally:
            selector.close()

    def _feed(self, parser: XTermParser, text: str) -> XTermParser:
        """Pass the text on as events; a sequence that the parser chokes on costs that sequence and a new parser."""
        for character in text:  # one by one, so that nothing after such a sequence is lost with it
            try:
                for event in parser.feed(character):
                    self.process_message(event)
            except (ValueError, OverflowError):
                parser = XTermParser(self._debug)
        return parser

    def _read(self) -> bytes:
        """Return what was typed; nothing where the terminal is gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""

    def _terminal_gone(self) -> None:
        """Tell the app to end; this thread has nothing left to read."""
        self._loop.call_soon_threadsafe(self._app.call_later, self._app.terminal_gone)  # type: ignore[attr-defined]
