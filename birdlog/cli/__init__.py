"""The command line: stdout is data, stderr is words, exit codes are an enum. Heavy imports stay inside commands."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

__all__ = ["main"]


def main(
    argv: Sequence[str] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    clock: Callable[[], datetime] | None = None,
) -> int:
    """Run one command and return its exit code; the words, environment and clock of the process by default."""
    from birdlog.cli.entry import enter

    return enter(argv, environ=environ, clock=clock)
