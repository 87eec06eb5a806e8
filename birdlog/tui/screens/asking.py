"""The log page's question: a bird that stands there already, is it more of them, or is the number to be changed?

People type from paper and do not always look up: a line typed while the question is open must neither answer it nor be
lost. So only the arrows, Enter on its own, and + or = as the first key of a line answer. Any other letter begins the
next line, which waits beside the one in question until that is answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual.content import Content

from birdlog.draft import SightingDraft
from birdlog.i18n import _
from birdlog.tui import ink, words
from birdlog.tui.screens.log_base import LogBase
from birdlog.tui.session import Question, joined
from birdlog.tui.widgets.ask import Ask
from birdlog.tui.widgets.choice import Choice
from birdlog.tui.widgets.entry import SEPARATORS

_SIGNS = {"+": "more", "＋": "more", "=": "set", "＝": "set"}


class Asking(LogBase):
    """What is asked, and what is typed meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.asking: Question | None = None
        self._asked: tuple[tuple[SightingDraft, ...], str, str] = ((), "", "")
        self._line = ""  # the line in question
        self._next = ""  # what was typed since: the next lines, a comma between them
        self._chose = False  # an arrow was the last key

    def store(self, drafts: Sequence[SightingDraft], text: str, rest: str) -> None:
        """Send the drafts to the database."""
        raise NotImplementedError

    def ask_or_store(self, drafts: Sequence[SightingDraft], text: str, rest: str, start: int = 0) -> None:
        """Ask about the first bird that stands there already; where there is none, store."""
        assert self.session is not None
        question = self.session.question(drafts, start)
        if question is None:
            self.store(drafts, text, rest)
            return
        self.asking, self._asked = question, (tuple(drafts), text, rest)
        self._line, self._next, self._chose = self.entry.value, "", False
        options = [("more", lambda: self._ask_word("more")), ("set", lambda: self._ask_word("set"))]
        ask = self.query_one("#ask", Ask)
        ask.set_options(options if question.may_set else options[:1], "more")
        ask.display = True
        self.query_one("#more").display = False
        ask.focus()
        self.refresh_words("first")

    def _ask_word(self, op: str) -> str:
        if self.asking is None:
            return ""
        number = words.count_words(self.asking.draft)
        if op == "more":
            best = self.asking.draft.count.best
            sum_ = f" (={self.asking.there + best})" if best is not None else ""
            return _("+ add {number}").format(number=number) + sum_
        return _("= change to {number}").format(number=number)

    def ask_words(self, cells: int) -> Content:
        """Return the question about a bird that stands there already."""
        if self.asking is None:
            return Content("")
        name = self.birdlog.namer.of(self.asking.draft.taxon, self.asking.draft.name)
        there = ", ".join(words.count_words(line.draft) for line in self.asking.lines)
        return ink.line(
            *ink.cut([(name, ink.STRONG), (" " + _("stands there: {there}").format(there=there), ink.PLAIN)], cells)
        )

    # Answers.

    def on_choice_accepted(self, event: Choice.Accepted) -> None:
        """Enter answers the question, but not the Enter that ends a line typed meanwhile."""
        event.stop()
        if self._next and not self._chose:
            if self._next[-1] not in SEPARATORS:
                self._hold(self._next + "、")
            self.say(
                lambda: _("{name} comes first: + adds, = changes; or an arrow, then Enter.").format(
                    name=self.birdlog.namer.of(self.asking.draft.taxon, self.asking.draft.name) if self.asking else ""
                ),
                ink.WARN,
            )
            return
        self.answer(event.choice.value or "more")

    def on_ask_stepped(self) -> None:
        """An arrow was pressed: the next Enter is meant for the question."""
        self._chose = True

    def on_ask_typed(self, event: Ask.Typed) -> None:
        """A sign at the beginning of a line answers; all else is the next line."""
        text = event.text
        if self.asking is None:  # answered meanwhile: it belongs to the line
            self.entry.insert_text_at_cursor(text)
            return
        begins = not self._next or self._next[-1] in SEPARATORS
        if begins and text in _SIGNS:
            if _SIGNS[text] == "set" and not self.asking.may_set:
                self.say(lambda: _("Several lines of this bird stand there: Esc, then F6, and amend one."), ink.WARN)
                return
            self.answer(_SIGNS[text])
        elif text.strip() or self._next:
            self._hold(self._next + text)

    def on_ask_erased(self) -> None:
        """Take the last letter of the next line back."""
        self._hold(self._next[:-1])

    def _hold(self, text: str) -> None:
        self._next, self._chose = text, False
        # In the line both can be seen, and the file that survives a kill has both.
        self.entry.put(joined(self._line, text))

    def answer(self, op: str) -> None:
        """Add to what stands there, or change it; then ask about the next."""
        question = self.asking
        if question is None or (op == "set" and not question.may_set):
            return
        (asked, text, rest), typed = self._asked, self._next
        drafts = list(asked)
        drafts[question.at] = replace(question.draft, op="set" if op == "set" else "more")
        self.entry.put(self._line)
        self.stop_asking()
        self.ask_or_store(drafts, text, rest, question.at + 1)
        if not typed:
            return
        if self.asking is not None:
            self._hold(typed)
        else:
            self.entry.put(joined(self.entry.value, typed.rstrip("".join(SEPARATORS))))

    def stop_asking(self) -> None:
        """Close the question; what was typed stays in the line."""
        self.asking, self._next = None, ""
        self.query_one("#ask").display = False
        self.query_one("#more").display = True
        self.refresh_words("first")
        self.entry.focus()
