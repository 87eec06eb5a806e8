"""Identity: a uid is given once and never again. Version 7 for what is typed, version 5 for what is imported."""

from __future__ import annotations

import os
import threading
import uuid
from datetime import datetime

_NAMESPACE = uuid.UUID("3c7d9b1e-52f4-5a68-9f0e-6b1d0c8a4e27")
_lock = threading.Lock()
_last = 0


def uid7(at: datetime) -> str:
    """Return a new uid of version 7 (RFC 9562) for a moment: 36 characters that sort in the order they were made.

    Within one process two are never out of order, not even when the clock steps back or many fall on one moment:
    the twelve bits after the milliseconds count on from the last one.
    """
    global _last
    with _lock:
        moment = max((int(at.timestamp() * 1000) << 12) | (os.urandom(1)[0] << 2), _last + 1)
        _last = moment
    milliseconds, sequence = moment >> 12, moment & 0xFFF
    tail = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    return str(uuid.UUID(int=(milliseconds << 80) | (7 << 76) | (sequence << 64) | (2 << 62) | tail))


def uid5(*parts: str) -> str:
    """Return the uid of version 5 for what these parts name: the same parts, the same uid, on every machine."""
    return str(uuid.uuid5(_NAMESPACE, "|".join(parts)))
