"""`birdlog` alone: the full-screen interface, where there is a screen."""

import sys
from collections.abc import Mapping
from typing import TextIO

import typer

from birdlog.cli.run import Run
from birdlog.display import width
from birdlog.errors import UsageError
from birdlog.i18n import _

__all__ = ["Opening", "open_screen"]


def open_screen(run: Run) -> None:
    """Open the interface and end with its exit code; without a terminal say what to use instead."""
    # The page is painted on standard error; input and output are the terminal's too, or somebody is piping.
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(
            _("The full-screen interface needs a terminal, and input or output is not one."),
            _('In scripts use the commands, for example: birdlog add "震旦鸦雀 12". All of them: birdlog --help'),
        )
    opening = Opening(sys.stderr, run.environ)
    try:
        from birdlog.tui.app import run as run_app

        code = run_app(run.settings, environ=run.environ, ready=opening.over)
    finally:
        opening.over()
    if code:
        raise typer.Exit(int(code))


class Opening:
    """A word in the plain terminal while the interface is loaded: on an old machine that takes seconds."""

    def __init__(self, terminal: TextIO, environ: Mapping[str, str]) -> None:
        self._terminal = terminal
        self._said = "" if environ.get("TERM", "") in ("dumb", "unknown") else _("Opening…")
        try:
            self._said.encode(terminal.encoding or "ascii")
        except (LookupError, UnicodeEncodeError):
            self._said = ""
        self._write(self._said)

    def over(self) -> None:
        """Wipe it off: nothing of it may be left when the page has gone. Blanks, as not every console knows escapes."""
        if self._said:
            self._write(f"\r{' ' * width(self._said)}\r")
        self._said = ""

    def _write(self, text: str) -> None:
        if text:
            self._terminal.write(text)
            self._terminal.flush()
