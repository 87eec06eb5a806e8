"""From the shell to a command and back: flags, language, streams, errors, exit codes."""

import codecs
import contextlib
import errno
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from birdlog import __version__, i18n
from birdlog.cli.argv import Flags, lift
from birdlog.config import Settings, load, paths
from birdlog.display import clean
from birdlog.errors import BirdlogError, ExitCode
from birdlog.i18n import _

__all__ = ["enter"]

INTERRUPTED = 130


def enter(
    argv: Sequence[str] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    clock: Callable[[], datetime] | None = None,
) -> int:
    """Run one command and return its exit code. No expected trouble ends in a traceback."""
    environ = os.environ if environ is None else environ
    clock = clock or _clock
    flags = lift(sys.argv[1:] if argv is None else argv)
    _be_there()
    _forgive(sys.stdout)
    _forgive(sys.stderr)
    try:
        code = _guarded(flags, environ, clock)
    except BrokenPipeError:
        # The reader went away (| head): nothing is wrong, and nothing more can be written.
        _abandon(sys.stdout)
        return ExitCode.DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    if _replaced:
        _replaced.clear()
        encoding = sys.stdout.encoding
        _tell(
            _("This terminal is set to {encoding}, which cannot show every character: some are shown as ?.").format(
                encoding=encoding
            ),
            _("Set it to UTF-8, or write to a file with -o."),
        )
    return code


def _clock() -> datetime:
    return datetime.now(UTC)


def _guarded(flags: Flags, environ: Mapping[str, str], clock: Callable[[], datetime]) -> int:
    """Run the command; errors a person can act on become words and an exit code."""
    try:
        code = _run(flags, environ, clock)
        sys.stdout.flush()
        return code
    except BirdlogError as error:
        _report(error, as_json=flags.json)
        return error.exit_code
    except (BrokenPipeError, KeyboardInterrupt):
        raise
    except Exception as error:  # noqa: BLE001 - the last door: one sentence, and a log
        if isinstance(error, OSError) and error.errno in _NO_ROOM and error.filename is None:
            _abandon(sys.stdout)
            _tell(
                _("The answer could not be written whole: {reason}.").format(reason=error.strerror),
                _("Free space, or write it somewhere else."),
            )
            return ExitCode.ENVIRONMENT
        from birdlog.cli.crash import write_log

        log = write_log(error, paths(environ), clock(), __version__)
        advice = _("What happened is written in {file}.").format(file=log) if log else ""
        _tell(
            _("Something unforeseen happened ({kind}); what was stored before is safe.").format(
                kind=type(error).__name__
            ),
            advice,
        )
        return ExitCode.ENVIRONMENT


_NO_ROOM = {errno.ENOSPC, errno.EFBIG, errno.EIO, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""What writing to stdout says where it leads into a file on a full disk."""


def _run(flags: Flags, environ: Mapping[str, str], clock: Callable[[], datetime]) -> int:
    i18n.use(i18n.known_language(flags.lang or "") or i18n.system_language(environ))
    if flags.version:
        sys.stdout.write(f"birdlog {__version__}\n")
        return ExitCode.DONE
    flags.check()
    # Help must come even where the settings file is broken: it says how to go on.
    asks_help = any(word in {"--help", "-h"} for word in flags.rest)
    try:
        settings = load({"language": flags.lang, "database": flags.db}, environ)
    except BirdlogError:
        if not asks_help:
            raise
        settings = Settings(language=i18n.language())
    i18n.use(settings.language)

    import typer

    from birdlog.cli.app import command
    from birdlog.cli.run import Run

    run = Run(settings, environ, clock(), json=flags.json, yes=flags.yes)
    # Not through Typer's main(): it answers a broken pipe and an interruption in its own way.
    root = command()
    try:
        with root.make_context("birdlog", flags.rest, obj=run) as context:
            root.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    return ExitCode.DONE


def _report(error: BirdlogError, *, as_json: bool) -> None:
    """Say what is wrong and what to do; as JSON too where JSON was asked for."""
    if as_json:
        import json

        from birdlog.cli.shown import problem_data

        problems = [problem_data(problem) for problem in error.problems]
        answer = {"error": error.message, "advice": error.advice, "problems": problems}
        sys.stdout.write(json.dumps(answer, ensure_ascii=True, indent=2) + "\n")
    _tell(error.message, error.advice)


def _tell(message: str, advice: str = "") -> None:
    """Write words to stderr, each line made safe for a terminal."""
    with contextlib.suppress(OSError, ValueError):
        for text in (message, advice):
            for line in text.split("\n") if text else ():
                sys.stderr.write(clean(line) + "\n")
        sys.stderr.flush()


_replaced: list[bool] = []


def _question_mark(error: UnicodeError) -> tuple[str, int]:
    """Stand in for a character the terminal's encoding does not have, and remember that it happened."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    _replaced.append(True)
    return "?" * (error.end - error.start), error.end


codecs.register_error("birdlog-replace", _question_mark)


def _be_there() -> None:
    """Put nothing in the place of a stream that the shell closed (>&-)."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for as long as we run


def _forgive(stream: Any) -> None:
    """Let a stream show what it can; a GBK or ASCII terminal must not end a command."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="birdlog-replace" if stream is sys.stdout else "backslashreplace")


def _abandon(stream: Any) -> None:
    """Point a stream whose reader is gone at nothing, so that the interpreter's last flush is quiet."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)
