"""Where a file goes: a temporary one beside it, put in place when it is whole; or stdout."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from birdlog.config import replacing
from birdlog.errors import EnvironmentFault
from birdlog.i18n import _

__all__ = ["binary_to", "text_to"]


def _look(target: Path) -> None:
    """Refuse a folder, and a file in a folder that is not there: a misspelt folder is not to be made."""
    if target.is_dir():
        raise EnvironmentFault(_("{file} is a folder.").format(file=target), _("Name a file in it."))
    if not target.absolute().parent.is_dir():
        raise EnvironmentFault(
            _("There is no folder {folder}.").format(folder=target.absolute().parent), _("Make it first.")
        )


@contextmanager
def binary_to(target: Path) -> Iterator[IO[bytes]]:
    """Give a stream whose content becomes the file when the block ends well; until then an old file stays whole."""
    _look(target)
    with replacing(target, private=False) as out:
        yield out


@contextmanager
def text_to(target: Path | None, *, bom: bool = False) -> Iterator[IO[str]]:
    """Give a text stream: stdout for None, else a UTF-8 file; `bom` so that a spreadsheet sees that it is UTF-8."""
    if target is None:
        yield sys.stdout
        return
    with binary_to(target) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8-sig" if bom else "utf-8", newline="")
        try:
            yield text
            text.flush()
        finally:
            text.detach()
