"""A terminal driver that survives what terminals send and ends when the terminal is gone.

Four things kill, hang or mislead Textual's own: a byte that is not UTF-8 (a paste from a GBK terminal), a bracketed
paste that never ends or has escape sequences in it, and a terminal that was closed. Here such bytes become replacement
characters, pastes are collected before the parser sees them, one that has been silent for a while is taken to be over,
and the end of the input ends the program.
"""

from __future__ import annotations

import os
import re
import selectors
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterator
from time import monotonic
from typing import IO, TYPE_CHECKING, Any, cast

from textual import events
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


# Colours and such that a terminal's text was copied with: ESC[31m; titles: ESC]0;…BEL; any other ESC alone.
_SEQUENCES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\r\n]*(?:\x07|\x1b\\))?")


class Pastes:
    """Takes bracketed pastes out of what is typed, whole, however they are split over reads."""

    def __init__(self) -> None:
        self.open = False
        self._text = ""
        self._tail = ""  # the end of what was typed, which may be the beginning of a marker
        self._last = 0.0

    def split(self, text: str) -> Iterator[tuple[bool, str]]:
        """Yield what came in piece by piece, and whether it was pasted; a paste is yielded once it has ended."""
        self._last = monotonic()
        while text:
            if self.open:
                searched = max(0, len(self._text) - len(BRACKETED_PASTE_END))
                self._text += text
                end = self._text.find(BRACKETED_PASTE_END, searched)
                if end < 0:
                    return
                text = self._text[end + len(BRACKETED_PASTE_END) :]
                self._text = self._text[:end]
                yield from self.finish()
                continue
            seen = self._tail + text
            start = seen.find(BRACKETED_PASTE_START)
            if start < 0:
                self._tail = seen[-len(BRACKETED_PASTE_START) + 1 :]
                yield False, text
                return
            after = start + len(BRACKETED_PASTE_START) - len(self._tail)
            # The parser has seen the beginning of the marker: it gets the rest, and its end at once.
            yield False, text[:after] + BRACKETED_PASTE_END
            self.open, self._text, self._tail, text = True, "", "", text[after:]

    def finish(self) -> Iterator[tuple[bool, str]]:
        """End the paste that is open."""
        pasted, self.open, self._text = self._text, False, ""
        yield True, _SEQUENCES.sub("", pasted).replace("\0", "")

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
        pastes = Pastes()
        try:
            while not self.exit_event.is_set():
                waits = pastes.open or parser._timeout_time is not None
                ready = {key.fd for key, _ in selector.select(0.05 if waits else None)}
                if self._wake_read in ready:
                    os.read(self._wake_read, 64)
                    return
                if self.fileno in ready:
                    data = self._read()
                    if not data:
                        self._terminal_gone()
                        return
                    parser = self._take(parser, pastes.split(decode(data)))
                elif pastes.overdue:
                    parser = self._take(parser, pastes.finish())
                for event in parser.tick():
                    self.process_message(event)
        finally:
            selector.close()

    def _take(self, parser: XTermParser, pieces: Iterator[tuple[bool, str]]) -> XTermParser:
        """Pass pastes on as such, the rest through the parser."""
        for pasted, text in pieces:
            if not pasted:
                parser = self._feed(parser, text)
            elif text:
                self.process_message(events.Paste(text))
        return parser

    def _feed(self, parser: XTermParser, text: str) -> XTermParser:
        """Pass the text on as events; a sequence that the parser chokes on costs that sequence and a new parser."""
        for character in text:  # one by one, so that nothing after such a sequence is lost with it
            try:
                for event in parser.feed(character):
                    if not isinstance(event, events.Paste):  # only the empty ones whose text went another way
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
