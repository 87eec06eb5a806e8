"""Half-typed text, safe from a kill: one private file a process, written by one thread.

Each process holds a lock on a file beside its text for as long as it lives, so that a later start knows which texts
are left over: those whose lock can be had. (A process number alone may have been given to another program.)
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from birdlog.config import private_folder
from birdlog.errors import EnvironmentFault

__all__ = ["HalfTyped", "Leftover", "Typed", "leftovers"]

_PREFIX = "typed-"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and is not yet stored: the line, the entries on their way to the database, a paste in review."""

    line: str = ""
    saving: tuple[str, ...] = ()
    paste: str = ""
    amending: str = ""  # uid of the sighting that the line amends
    survey: str = ""
    database: str = ""
    at: str = ""  # ISO time, for showing

    @property
    def empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        return not (self.line.strip() or self.saving or self.paste.strip())

    @property
    def text(self) -> str:
        """All of it as one text."""
        return "\n".join(part for part in (*self.saving, self.line, self.paste) if part.strip())


class HalfTyped:
    """Keeps this process's half-typed text on disk. `keep` costs the caller nothing; the newest text wins."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stem = f"{_PREFIX}{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._queue: SimpleQueue[Typed | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock: IO[bytes] | None = None
        self._wanted = Typed()
        self.trouble = ""  # why the last text could not be written

    @property
    def file(self) -> Path:
        """Where this process's text lies."""
        return self._folder / f"{self._stem}.json"

    def keep(self, typed: Typed) -> None:
        """Have this text on disk as soon as may be."""
        if typed == self._wanted:
            return
        self._wanted = typed
        if self._thread is None:
            self._thread = threading.Thread(target=self._write_all, name="half-typed", daemon=True)
            self._thread.start()
        self._queue.put(typed)

    def close(self) -> None:
        """Write what is waiting, then let go; a text that is left stays for the next start."""
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join(timeout=5)
            self._thread = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None
            if not self.file.exists():
                self.file.with_suffix(".lock").unlink(missing_ok=True)

    def _write_all(self) -> None:
        while (typed := self._queue.get()) is not None:
            while not self._queue.empty():  # the newest of a burst is enough
                newer = self._queue.get()
                if newer is None:
                    self._write(typed)
                    return
                typed = newer
            self._write(typed)

    def _write(self, typed: Typed) -> None:
        try:
            if typed.empty:
                self.file.unlink(missing_ok=True)
                return
            if self._lock is None:
                private_folder(self._folder)
                self._lock = _locked(self.file.with_suffix(".lock"))
            spare = self.file.with_suffix(".new")
            handle = os.open(spare, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(asdict(typed), out, ensure_ascii=True)
            spare.replace(self.file)
            self.trouble = ""
        except (OSError, EnvironmentFault) as error:
            # Typing goes on without this net; the page says so.
            self.trouble = str(getattr(error, "strerror", None) or error)


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text of a process that is gone. Its lock is held here, so that no other start offers it too."""

    typed: Typed
    file: Path
    _lock: IO[bytes] = field(repr=False, compare=False)

    def forget(self) -> None:
        """Remove the text: it was taken or is not wanted."""
        self.file.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            self._lock.close()
            self.file.with_suffix(".lock").unlink(missing_ok=True)

    def put_back(self) -> None:
        """Leave the text for another start."""
        self._lock.close()


def leftovers(folder: Path, database: str) -> list[Leftover]:
    """Return the texts of processes that are gone and had this database open, oldest first."""
    return sorted(_leftovers(folder, database), key=lambda left: left.typed.at)


def _leftovers(folder: Path, database: str) -> Iterator[Leftover]:
    if not folder.is_dir():
        return
    for file in sorted(folder.glob(f"{_PREFIX}*.json")):
        try:
            lock = _locked(file.with_suffix(".lock"))
        except OSError:
            continue  # its process lives
        typed = _read(file)
        if typed is None or typed.empty:
            Leftover(Typed(), file, lock).forget()
        elif typed.database != database:
            lock.close()
        else:
            yield Leftover(typed, file, lock)


def _read(file: Path) -> Typed | None:
    try:
        data: Any = json.loads(file.read_text(encoding="utf-8"))
        known: dict[str, Any] = {entry.name: str(data.get(entry.name, "")) for entry in fields(Typed)}
        known["saving"] = tuple(str(text) for text in data.get("saving", ()))
        return Typed(**known)
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return None


def _locked(file: Path) -> IO[bytes]:
    """Open the file with a lock that ends with the process; OSError where another one holds it."""
    lock = os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise
    return lock
