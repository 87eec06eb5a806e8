"""The log page: the entry line, what Enter will do, this survey's sightings, what is usual and still missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input

from birdlog.display import fit, width
from birdlog.i18n import N_, _, language, ngettext
from birdlog.tui import ink, words
from birdlog.tui.screens.turning import Turning
from birdlog.tui.widgets.ask import Ask
from birdlog.tui.widgets.entry import EntryLine
from birdlog.tui.widgets.keys import KeyLine
from birdlog.tui.widgets.rows import RowList
from birdlog.tui.widgets.say import Say
from birdlog.tui.widgets.sightings import SightingList


class LogPage(Turning):
    """The page that is always there; the others come and go over it."""

    HELP = N_("Type a bird and its number, and press Enter.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f3",
            "surveys",
            N_("Survey list"),
            key_display="F3",
            id="log.surveys",
            tooltip=N_("Begin another survey or go on with one"),
        ),
        Binding(
            "f4",
            "header",
            N_("Header"),
            key_display="F4",
            id="log.header",
            tooltip=N_("This survey's header: place, times, weather, observers"),
        ),
        Binding(
            "f6",
            "list",
            N_("List"),
            key_display="F6",
            id="log.list",
            tooltip=N_("Into the list of sightings and back: amend, withdraw"),
        ),
        Binding(
            "f7",
            "questions",
            N_("To check"),
            key_display="F7",
            id="log.questions",
            tooltip=N_("What surprises: look at it now or at the end"),
        ),
        Binding("f8", "undo", N_("Undo"), key_display="F8", id="log.undo", tooltip=N_("Take the last action back")),
        Binding(
            "f9",
            "close",
            N_("Close"),
            key_display="F9",
            id="log.close",
            tooltip=N_("Close the survey with its questions"),
        ),
        Binding(
            "f5", "paste", N_("Pasted"), key_display="F5", id="log.paste", tooltip=N_("Back to the pasted message")
        ),
        Binding(
            "escape", "escape", N_("back"), show=False, id="log.escape", tooltip=N_("Leave amending, or the question")
        ),
    ]

    # Laying out.

    def compose(self) -> ComposeResult:
        """Lay the page out."""
        yield Say(self._head_words, id="head")
        yield Say(self._sums_words, id="sums")
        with Horizontal(id="entry-row"):
            yield Say(self._prompt_words, id="prompt")
            yield EntryLine(self.written_out, self._marks, id="entry")
        yield Say(self._first_words, id="first")
        yield Ask(id="ask")
        yield Say(self._more_words, id="more")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield Say(self._list_title, id="list-title")
                yield SightingList(id="list")
            yield Say(self._usual_words, id="usual")
        yield self.message_line()
        yield KeyLine()

    @property
    def busy(self) -> bool:
        """Until a survey is there, or the list of surveys over the page, keys wait."""
        return super().busy or self.session is None

    def on_mount(self) -> None:
        """Begin."""
        self.query_one("#ask").display = False
        self.set_interval(1.0, self.look_around)
        self.begin()

    # What the widgets say.

    def _head_words(self, cells: int) -> Content:
        if self.session is None:
            return ink.line((words.place_name(self.birdlog.home_place), ink.STRONG))
        head = self.session.head
        draft = head.draft
        left: list[ink.Piece] = [(words.header_place(head), ink.STRONG)]
        if head.closed:
            left.append(("  " + _("closed"), ink.DIM))
        when_ = " ".join(
            part
            for part in (
                words.day_words(draft.date, weekday=cells >= 60),
                words.clock(draft.start) + (f"-{words.clock(draft.end)}" if draft.end else ""),
            )
            if part
        )
        return ink.sides(left, [(when_, ink.PLAIN)], cells)

    def _sums_words(self, cells: int) -> Content:
        if self.session is None:
            return Content("")
        head, sums = self.session.head, self.session.sums
        draft = head.draft
        from birdlog.draft import terms

        about = [
            terms.PROTOCOL.label(draft.protocol, language()),
            *words.sky_words(draft.weather, draft.wind_direction, draft.wind_force, draft.tide, draft.tide_range),
            words.people(len(draft.observers)) if draft.observers else "",
        ]
        minutes = self.minutes_so_far()
        totals: list[ink.Piece] = [
            (str(sums.taxa), ink.NUMBER),
            (" " + ngettext("species", "species", sums.taxa), ink.PLAIN),
            ("  ", ""),
            (sums.sign + str(sums.individuals), ink.NUMBER),
            (" " + ngettext("bird", "birds", sums.individuals), ink.PLAIN),
        ]
        if sums.uncounted:
            totals.append(("  " + _("{n} uncounted").format(n=sums.uncounted), ink.DIM))
        if minutes is not None:
            totals.append(("  " + words.duration(minutes), ink.DIM))
        if cells < 60:
            return ink.line(*ink.cut(totals, cells))
        room = cells - sum(width(text) for text, _style in totals) - 2
        left = [(fit(" · ".join(part for part in about if part), room), ink.DIM)]
        return ink.sides(left, totals, cells)

    def minutes_so_far(self) -> int | None:
        """Return how long the survey has lasted, as far as that is known."""
        if self.session is None:
            return None
        draft = self.session.head.draft
        if draft.end or draft.minutes is not None:
            return draft.minutes if draft.minutes is not None else words.minutes_between(draft.start, draft.end)
        wall = self.birdlog.wall(self.session.head.timezone)
        if draft.entered == "live" and draft.date == wall.date() and draft.start and draft.start <= wall.time():
            return words.minutes_between(draft.start, wall.time())
        return None

    def _prompt_words(self, _cells: int) -> Content:
        return ink.line((_("Amend ") if self.amending else "› ", ink.ACCENT))

    def _first_words(self, cells: int) -> Content:
        if self.session is None:
            return Content("")
        if self.asking is not None:
            return self.ask_words(cells)
        if not self.entry.value.strip():
            if self.amending:
                return ink.line((fit(_("Esc: leave it as it was"), cells), ink.DIM))
            if self.session.lines or self.session.pending:
                return Content("")
            return ink.line((fit(_("Type a bird and its number: 震旦鸦雀12, zdyq12, reed parr 12"), cells), ink.DIM))
        return self.sayer.first_line(self.reading, cells, self._enter_will())

    def _enter_will(self) -> str:
        """Return what Enter will do with what can be stored."""
        assert self.session is not None
        if self.amending is not None:
            return _("Enter amends to: ")
        drafts = self.reader.present(self.entry.value)
        unclear = self.session.unclear(drafts)
        if unclear:
            return _("{n} lines stand here, Enter lists them: ").format(n=len(unclear))
        question = self.session.question(drafts)
        if question is not None:
            there = ", ".join(words.count_words(line.draft) for line in question.lines)
            return _("{there} there, Enter asks: ").format(there=there)
        return _("Enter records: ")

    def _more_words(self, cells: int) -> Content:
        if self.session is None or not self.entry.value.strip():
            return Content("")
        return self.sayer.more_lines(self.reading, cells, max(1, self.query_one("#more").content_size.height))

    def _list_title(self, cells: int) -> Content:
        if self.session is None:
            return Content("")
        number = len(self.session.lines)
        pieces: list[ink.Piece] = [
            (_("This survey"), ink.STRONG),
            ("  " + ngettext("{n} line", "{n} lines", number).format(n=number), ink.DIM),
        ]
        asked = len(self.session.questions)
        if asked:
            pieces.append(("  " + ngettext("{n} to check (F7)", "{n} to check (F7)", asked).format(n=asked), ink.WARN))
        return ink.line(*ink.cut(pieces, cells))

    def _usual_words(self, cells: int) -> Content:
        if self.session is None or cells < 16:
            return Content("")
        rows = [ink.line(*ink.cut([(_("Usual now, not yet here"), ink.STRONG)], cells))]
        height = self.query_one("#usual").content_size.height
        known = self.birdlog.checklist
        birds = [pair for pair in self.session.missing() if pair[0] in known and known.get(pair[0]).kind == "species"]
        for taxon, share in birds[: max(0, height - 1)]:
            name = words.column(self.birdlog.namer.of(taxon), cells - 6)
            rows.append(ink.line((name, ink.DIM), (f"{share:>5.0%}", ink.DIM)))
        if not self.session.usual:
            rows.append(ink.line((_("Fills as surveys are kept."), ink.DIM)))
        return ink.lines(*rows)

    def _marks(self) -> Iterator[tuple[int, int]]:
        for problem in self.reading.problems:
            if problem.column is not None:
                yield problem.column - 1, problem.column - 1 + max(1, problem.length or len(problem.value))

    def retext(self) -> None:
        """Names change with the language."""
        super().retext()
        self.show_lines()

    # What is typed.

    def on_input_changed(self, event: Input.Changed) -> None:
        """Read the line anew, and keep it safe."""
        if event.input is not self.entry:
            return
        self.refresh_words("first", "more")
        self.forget_trouble()
        self.keep()

    def written_out(self, text: str) -> str:
        """Return the line with its last name written out, if that is needed."""
        reading = self.reader.read(text)
        if reading.highlighted is None:
            return text
        return self.reader.written_out(text)

    def on_entry_line_up(self) -> None:
        """The bird before, or the last line again."""
        if self.entry.value.strip() and not self.untouched:
            self.reader.move(self.entry.value, -1)
            self.refresh_words("first", "more")
        else:
            self.reopen_last()

    def on_entry_line_down(self) -> None:
        """The next bird, or into the list."""
        if self.entry.value.strip():
            self.reader.move(self.entry.value, 1)
            self.refresh_words("first", "more")
        else:
            self.action_list()

    def on_entry_line_write_out(self) -> None:
        """Tab writes the name out."""
        if self.reading.highlighted is not None:
            self.entry.put(self.reader.written_out(self.entry.value))

    def on_row_list_left_upwards(self) -> None:
        """Above the list is the line."""
        self.entry.focus()

    def on_sighting_list_leave(self) -> None:
        """Back to the line."""
        self.entry.focus()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Amend a sighting."""
        self.reopen(event.key)

    def action_list(self) -> None:
        """Into the list, and back."""
        rows = self.query_one(SightingList)
        if rows.has_focus:
            self.entry.focus()
        elif rows.rows:
            rows.action_ends(-1)
            rows.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what makes sense."""
        if action == "paste":
            return bool(self.pasted)
        if action in ("header", "list", "close", "questions"):
            return self.session is not None
        return True
