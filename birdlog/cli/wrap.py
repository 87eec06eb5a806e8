"""Text broken into lines of so many terminal cells, in English at spaces and in Chinese between characters."""

import re
from collections.abc import Iterator

from birdlog.display import width

__all__ = ["hanging", "wrap"]

# A piece is a word of a script that has spaces, or one wide character with the punctuation that must not start a line.
_PIECE = re.compile(r"\s+|[\x21-\u2e7f]+[，。；：、）》」』”’！？…]*|.[，。；：、）》」』”’！？…]*", re.DOTALL)


def wrap(text: str, cells: int) -> list[str]:
    """Return the text in lines of at most so many cells; line ends in the text stay, a longer word sticks out."""
    return [line for paragraph in text.split("\n") for line in _lines(paragraph, cells)]


def _lines(paragraph: str, cells: int) -> Iterator[str]:
    line, used = "", 0
    for piece in _PIECE.findall(paragraph):
        wide = width(piece)
        if used and used + wide > cells and not piece.isspace():
            yield line.rstrip()
            line, used = "", 0
        if line or not piece.isspace():
            line, used = line + piece, used + wide
    yield line.rstrip()


def hanging(term: str, meaning: str, indent: int, cells: int) -> str:
    """Return a term and its meaning beside it, the meaning's lines hanging at `indent`, in at most so many cells."""
    lines = wrap(meaning, max(20, cells - indent)) if meaning else [""]
    first = f"  {term}"
    gap = indent - width(first)
    head = [first] if gap < 2 else []
    if gap >= 2:
        head = [first + " " * gap + lines.pop(0)]
    return "\n".join([*(line.rstrip() for line in head), *(" " * indent + line for line in lines)])
