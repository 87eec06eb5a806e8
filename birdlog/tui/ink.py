"""What text looks like: four inks and a way to put pieces together. Data never becomes markup and never raw.

Every piece passes `display.clean`; Content takes text as text, whatever brackets are in it.
"""

from __future__ import annotations

from textual.content import Content

from birdlog.display import clean, fit, width

PLAIN, DIM, STRONG, ACCENT, WARN = "", "$text-muted", "bold", "$accent", "$warning"
NUMBER = "bold $accent"

Piece = tuple[str, str]
"""A text and its ink."""

_plain = False


def use_no_colour(on: bool) -> None:
    """Show what is picked by inversion instead of by colour (NO_COLOR)."""
    global _plain
    _plain = on


def picked() -> str:
    """Return the ink of what is picked."""
    return "bold reverse" if _plain else "bold $block-cursor-foreground on $block-cursor-background"


def line(*pieces: Piece | str) -> Content:
    """Return the pieces side by side."""
    return Content.assemble(
        *(clean(piece) if isinstance(piece, str) else (clean(piece[0]), piece[1]) for piece in pieces)
    )


def lines(*rows: Content) -> Content:
    """Return the rows one under the other."""
    return Content("\n").join(rows)


def sides(left: list[Piece], right: list[Piece], cells: int) -> Content:
    """Return a line with something at each end; where both do not fit, the right gives way, then the left."""
    left_width = sum(width(text) for text, _ in left)
    room = cells - left_width - 2
    right = cut(right, room) if room > 3 else []
    left = cut(left, cells)
    gap = cells - sum(width(text) for text, _ in (*left, *right))
    return line(*left, " " * max(gap, 0), *right)


def cut(pieces: list[Piece], cells: int) -> list[Piece]:
    """Return the pieces in at most so many cells."""
    kept: list[Piece] = []
    for text, ink in pieces:
        if cells <= 0:
            break
        shown = fit(text, cells)
        kept.append((shown, ink))
        cells -= width(shown)
    return kept
