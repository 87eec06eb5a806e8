"""Closing a survey: its end, whether the list is complete and for what, how it relates to its siblings.

None of these has a remembered answer: yesterday's "complete" would be today's false noughts.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from textual.app import ComposeResult

from birdlog.display import clean
from birdlog.draft import terms
from birdlog.i18n import N_, _
from birdlog.lookup import Header
from birdlog.tui import ink, when, words
from birdlog.tui.desk import Closed, SurveyView
from birdlog.tui.screens.form import FormPage
from birdlog.tui.screens.header import options
from birdlog.tui.screens.questions import QuestionsPage
from birdlog.tui.widgets.choice import Choice
from birdlog.tui.widgets.form import Field, Go, TypedInput


class ClosingPage(FormPage[Closed]):
    """Returns the answers; None where one went back."""

    HELP = N_("Choose with ← →, go on with Enter.")

    def __init__(self, view: SurveyView, siblings: tuple[Header, ...], wall: datetime) -> None:
        super().__init__()
        self._view = view
        self._siblings = siblings
        self._wall = wall
        self._answers: Closed | None = None

    def title_words(self) -> str:
        """Return the title, with what is about to be closed."""
        sums = self._view.head.totals
        return _("Close: {place}, {taxa} species, {birds} birds").format(
            place=words.header_place(self._view.head), taxa=sums.taxa, birds=f"{sums.sign}{sums.individuals}"
        )

    def fields(self) -> ComposeResult:
        """The questions."""
        draft = self._view.head.draft
        live = draft.entered == "live" and draft.date == self._wall.date()
        end = draft.end or (self._wall.time() if live else None)
        yield Field(
            lambda: _("End"),
            TypedInput(
                words.clock(end),
                meaning=lambda text: when.parse_time(text, self._wall.time()),
                words=words.clock,
                expected=lambda: _("such as 0930 or 9:30"),
                doubt=lambda moment: words.end_doubt(draft.start, moment),
                step=self._step,
                id="end",
            ),
        )
        answers = [
            ("yes", lambda: _("yes, all I could identify")),
            ("no", lambda: _("no")),
            ("unsaid", lambda: _("not stated")),
        ]
        yield Field(lambda: _("Complete list"), Choice(answers, id="complete"))
        yield Field(lambda: _("Complete for"), Choice(options(terms.TARGET), id="target"), id="f-target")
        if self._siblings:
            yield Field(lambda: _("Same day"), Choice(options(terms.RELATION), id="relation"))
        yield Go(lambda: _("Close the survey"))

    def _step(self, text: str, by: int) -> str:
        moment = when.parse_time(text, self._wall.time()) or self._wall.time()
        return f"{datetime.combine(self._wall.date(), moment) + timedelta(minutes=5 * by):%H:%M}"

    def intro_words(self) -> str:
        """Name the siblings."""
        if not self._siblings:
            return ""
        return clean(
            _("Other counts there that day: {counts}").format(
                counts="; ".join(self._sibling_words(head) for head in self._siblings)
            )
        )

    def _sibling_words(self, head: Header) -> str:
        parts = (
            words.clock(head.start),
            head.plot_name,
            "、".join(head.observers),
            str(head.totals.taxa) + " " + _("species"),
        )
        return " ".join(part for part in parts if part)

    def on_mount(self) -> None:
        """Begin with what is not known."""
        self.show_field("f-target", False)
        end = self.query_one("#end", TypedInput)
        (self.query_one("#complete") if end.value else end).focus()

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """What it is complete for is asked only of a complete list."""
        if event.choice.id == "complete":
            self.show_field("f-target", event.choice.value == "yes")

    def finish(self) -> None:
        """Take the answers, then go through the questions."""
        chosen = {choice.id: choice.value for choice in self.query(Choice)}
        for id, missing in (
            ("complete", chosen["complete"] is None),
            ("target", chosen["complete"] == "yes" and not chosen["target"]),
            ("relation", "relation" in chosen and not chosen["relation"]),
        ):
            if missing:
                self.query_one(f"#{id}").focus()
                self.say(lambda: _("Please answer this one: choose with ← →."), ink.WARN)
                return
        complete = {"yes": True, "no": False, "unsaid": None}[chosen["complete"] or "unsaid"]
        answers = Closed(
            self.query_one("#end", TypedInput).meant,
            complete,
            (chosen["target"] or "") if complete else "",
            chosen.get("relation") or "",
        )
        if not self._view.questions:
            self.dismiss(answers)
            return
        self._answers = answers
        self.app.push_screen(QuestionsPage(self._view.questions, closing=True), self._questions_done)

    def _questions_done(self, confirmed: tuple[str, ...] | None) -> None:
        answers = self._answers
        if confirmed is not None and answers is not None:
            self.dismiss(Closed(answers.end, answers.complete, answers.target, answers.relation, confirmed))
