"""What the log page's three parts share: the survey, the line, and what shows them."""

from __future__ import annotations

from collections.abc import Callable

from birdlog.lookup import Line
from birdlog.tui import ink
from birdlog.tui.desk import SurveyView
from birdlog.tui.half_typed import Typed
from birdlog.tui.reader import Reader, Reading
from birdlog.tui.saying import Sayer
from birdlog.tui.screens.page import Page
from birdlog.tui.session import Session
from birdlog.tui.widgets.entry import EntryLine
from birdlog.tui.widgets.sightings import Shown, SightingList


class LogBase(Page[None]):
    """The state of the log page."""

    def __init__(self) -> None:
        super().__init__()
        self.session: Session | None = None
        self.reader = Reader(self.birdlog.checklist, self.birdlog.namer)
        self.sayer = Sayer(self.birdlog.checklist, self.birdlog.namer)
        self.amending: Line | None = None
        self.pasted = ""
        self._said_about: str | None = None  # the line that a warning is about

    @property
    def entry(self) -> EntryLine:
        """The entry line."""
        return self.query_one("#entry", EntryLine)

    @property
    def reading(self) -> Reading:
        """What the line means now."""
        return self.reader.read(self.entry.value)

    def say(self, words: str | Callable[[], str], style: str = ink.PLAIN) -> None:
        """Show a message; what goes wrong is said about the line as it is now."""
        super().say(words, style)
        self._said_about = self.entry.value if style == ink.WARN else None

    def forget_trouble(self) -> None:
        """Once another line is being typed, the message about the one before would only mislead."""
        if self._said_about is not None and self.entry.value != self._said_about:
            self.say("")

    def refresh_words(self, *ids: str) -> None:
        """Paint these again."""
        for id in ids:
            self.query_one(f"#{id}").refresh()

    def show_view(self, view: SurveyView) -> None:
        """Show a survey as it now stands."""
        if self.session is None or self.session.uid != view.head.uid:
            return
        self.session.view = view
        self.reader.favour(self.session.usual, self.session.taxa)
        self.show_lines()

    def show_lines(self) -> None:
        """Show the sightings, those on their way too."""
        if self.session is None:
            return
        namer = self.birdlog.namer
        shown = [
            Shown(line.uid, line.uid, line.draft, namer.of(line.draft.taxon, line.draft.name), line.review)
            for line in self.session.lines
        ]
        for job in self.session.pending.values():
            shown += [
                Shown(f"{job.number}.{n}", "", draft, namer.of(draft.taxon, draft.name))
                for n, draft in enumerate(job.drafts)
            ]
        self.query_one(SightingList).show(shown)
        self.refresh_words("head", "sums", "list-title", "usual", "first")

    def keep(self) -> None:
        """Put what is half typed where a kill cannot reach it."""
        session = self.session
        self.birdlog.half_typed.keep(
            Typed(
                line=self.entry.value,
                saving=tuple(job.text for job in session.pending.values()) if session else (),
                paste=self.pasted,
                amending=self.amending.uid if self.amending else "",
                survey=session.uid if session else "",
                database=self.birdlog.database,
                at=self.birdlog.now().isoformat(),
            )
        )
