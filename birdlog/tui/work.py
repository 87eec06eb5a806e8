"""Work that waits: two threads beside the page, one that writes in order and one that reads.

What they bring back comes as a message; the page's handler owns the state.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

from birdlog.errors import BirdlogError

__all__ = ["Clerk", "Outcome"]

T = TypeVar("T")


class Outcome(Message, bubble=False):
    """What came of a piece of work: a value, or an error that a person can act on."""

    def __init__(self, value: Any, error: BirdlogError | None, then: Callable[[Any], None], fail: Fail) -> None:
        super().__init__()
        self.value = value
        self.error = error
        self.then = then
        self.fail = fail

    def settle(self) -> None:
        """Hand the value or the error over; called by the page, in its own thread."""
        if self.error is not None:
            self.fail(self.error)
        else:
            self.then(self.value)


Fail = Callable[[BirdlogError], None]


class Clerk:
    """One thread that does one thing after the other. It is a daemon: a process asked to end does not wait for it."""

    def __init__(self, name: str) -> None:
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._started = False

    def do(
        self,
        page: MessagePump,
        work: Callable[[], T],
        then: Callable[[T], None],
        fail: Fail,
        crash: Callable[[BaseException], None],
    ) -> None:
        """Have the work done; `then` or `fail` is called in the page's thread, `crash` for what nobody foresaw."""

        def task() -> None:
            try:
                value, error = work(), None
            except BirdlogError as expected:
                value, error = None, expected
            except Exception as unforeseen:  # noqa: BLE001 - handed to the app, which ends with one sentence
                crash(unforeseen)
                return
            page.post_message(Outcome(value, error, then, fail))

        if not self._started:
            self._started = True
            self._thread.start()
        self._queue.put(task)

    def close(self, timeout: float) -> None:
        """Finish what is waiting, for so many seconds at most."""
        if self._started:
            self._queue.put(None)
            self._thread.join(timeout)

    def _run(self) -> None:
        while (task := self._queue.get()) is not None:
            task()
