"""What nobody foresaw: one sentence to the person, the rest into a log without secrets."""

import os
import re
import traceback
from datetime import datetime
from pathlib import Path

from birdlog.config import Paths, private_folder

__all__ = ["redacted", "write_log"]

# Up to the last @: a password that was not escaped may hold one itself.
_PASSWORD = re.compile(r"(://[^\s:/@]*):[^\s]*@")
_SECRETS = re.compile(r"(?i)\b(password|passwd|pwd|token|secret)(\s*[=:]\s*)\S+")


def redacted(text: str) -> str:
    """Return the text without the passwords of database addresses."""
    return _SECRETS.sub(r"\1\2***", _PASSWORD.sub(r"\1:***@", text))


def write_log(error: BaseException, places: Paths, now: datetime, version: str) -> Path | None:
    """Write where and how it happened, no local variables and no arguments; None where even that cannot be written."""
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    head = f"birdlog {version}\n{now.isoformat()}\n\n"
    file = places.log_dir / f"crash-{now:%Y%m%d-%H%M%S}-{os.getpid()}.log"
    try:
        private_folder(file.parent)
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8", errors="replace") as out:
            out.write(head + redacted("".join(lines)))
    except Exception:  # noqa: BLE001 - the log must never hide what happened
        return None
    return file
