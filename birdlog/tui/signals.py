"""The ways a process is asked to end: each restores the terminal, and none may hang."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import threading
from collections.abc import Callable

GRACE = 5.0
"""Seconds for an orderly end before the process is cut short."""

Handler = Callable[[int], None]


def catch(end: Handler) -> None:
    """Have `end(128 + signal)` called in the running loop when the process is asked to end."""
    loop = asyncio.get_running_loop()
    for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGBREAK"):
        number = getattr(signal, name, None)
        if number is None:
            continue
        code = 128 + int(number)
        try:
            loop.add_signal_handler(number, end, code)
        except NotImplementedError:
            # Windows: a plain handler runs between two steps of the main thread and must only leave a note.
            with contextlib.suppress(ValueError):
                signal.signal(number, lambda *_, code=code: loop.call_soon_threadsafe(end, code))
        except (ValueError, RuntimeError):
            return  # not the main thread: whoever runs the loop handles signals


def cut_short_after(seconds: float, code: int, restore: Callable[[], None]) -> threading.Timer:
    """End the process after so long whatever it is doing; half-typed text and acknowledged records are on disk."""

    def cut() -> None:
        with contextlib.suppress(Exception):
            restore()
        for stream in (sys.__stdout__, sys.__stderr__):
            with contextlib.suppress(Exception):
                if stream is not None:
                    stream.flush()
        os._exit(code)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    return timer
