"""What has been read of an entry beside its name: count, parts, time, plot, behaviour, certainty, notes, problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time

from birdlog.draft.count import Count
from birdlog.draft.shapes import Part
from birdlog.errors import Problem
from birdlog.i18n import _
from birdlog.quickline.source import Source
from birdlog.quickline.words import Mark

__all__ = ["Marks"]


@dataclass(slots=True)
class Marks:
    """What has been read so far; blank and None where nothing was said."""

    count: Count | None = None
    count_at: tuple[int, int] = (0, 0)
    op: str = "new"
    parts: list[Part] = field(default_factory=list)
    parts_at: tuple[int, int] = (0, 0)
    loose: list[tuple[Mark, int, int]] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    plot: str = ""
    time: time | None = None
    behaviours: list[str] = field(default_factory=list)
    breeding: str = ""
    notes: list[str] = field(default_factory=list)
    among: list[tuple[int, int]] = field(default_factory=list)
    brackets: list[tuple[int, int]] = field(default_factory=list)
    noted: list[tuple[int, int]] = field(default_factory=list)  # the brackets that are notes
    problems: list[Problem] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        """Whether nothing at all was said."""
        return self == Marks()

    def contradicts(self, source: Source, start: int, stop: int) -> None:
        """Say that a mark contradicts one before it."""
        message = _("“{value}” contradicts what stands before it: write one of them.")
        self.problems.append(source.problem("mark-twice", start, stop, message))
