"""`birdlog` alone: the full-screen interface, where there is a screen."""

import sys

import typer

from birdlog.cli.run import Run
from birdlog.errors import UsageError
from birdlog.i18n import _

__all__ = ["open_screen"]


def open_screen(run: Run) -> None:
    """Open the interface and end with its exit code; without a terminal say what to use instead."""
    # The page is painted on standard error; input and output are the terminal's too, or somebody is piping.
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)):
        raise UsageError(
            _("The full-screen interface needs a terminal, and input or output is not one."),
            _('In scripts use the commands, for example: birdlog add "震旦鸦雀 12". All of them: birdlog --help'),
        )
    from birdlog.tui.app import run as run_app

    code = run_app(run.settings, environ=run.environ)
    if code:
        raise typer.Exit(int(code))
