"""A pasted message in review: each entry with what it means; all taken together as one action, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from birdlog.checklist import Candidate, Checklist, Taxon
from birdlog.display import fit, width
from birdlog.draft import SightingDraft
from birdlog.i18n import N_, _, ngettext
from birdlog.quickline import parse
from birdlog.tui import ink, words
from birdlog.tui.desk import SurveyView
from birdlog.tui.reader import refused
from birdlog.tui.saying import Sayer
from birdlog.tui.screens.page import Page
from birdlog.tui.session import Session
from birdlog.tui.widgets.entry import PlainInput, tidy
from birdlog.tui.widgets.keys import KeyLine
from birdlog.tui.widgets.rows import Cell, Row, RowList
from birdlog.tui.widgets.say import Say

TAKE, NOTE, LEAVE = "take", "note", "leave"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the paste."""

    view: SurveyView
    words: Callable[[], str]


@dataclass
class Piece:
    """One entry of the message, or one line that is none."""

    text: str
    drafts: tuple[SightingDraft, ...] = ()
    trouble: str = ""
    candidates: tuple[Candidate, ...] = ()
    name: tuple[int, int] = (0, 0)  # where the name stands in the text
    fate: str = LEAVE
    picked: int = -1
    there: int | None = None  # how many of the bird stand in the survey
    may_set: bool = False


def pieces_of(text: str, checklist: Checklist) -> list[Piece]:
    """Return the message entry by entry; entries that lean on each other stay together."""
    found: list[Piece] = []
    for line in text.splitlines():
        line = tidy(line).strip()
        if not line:
            continue
        entries = parse(line, checklist).entries
        apart = [read_piece(line[entry.start : entry.end].strip(), checklist) for entry in entries]
        if len(apart) < 2 or "其中" in line or all(piece.fate == NOTE for piece in apart):
            apart = [read_piece(line, checklist)]
        found += apart
    return [piece for piece in found if piece.text]


def read_piece(text: str, checklist: Checklist) -> Piece:
    """Return one entry as it is understood; a line without any bird is taken for a note."""
    entries = parse(text, checklist).entries
    piece = Piece(text)
    wrong = next((entry for entry in entries if refused(entry)), None)
    piece.drafts = tuple(entry.draft for entry in entries if entry.draft is not None)
    if wrong is None:
        piece.fate = TAKE if piece.drafts else NOTE
        return piece
    piece.drafts = ()
    piece.candidates = wrong.candidates
    piece.name = (wrong.name_start, wrong.name_end)
    piece.trouble = next(problem.message for problem in wrong.problems if problem.severity == "error")
    if not piece.candidates and not any(character.isdigit() for character in text):
        piece.fate = NOTE
    return piece


class PastePage(Page[Taken | None]):
    """Returns what was stored; None where one went back. What was neither stored nor discarded stays in the paste."""

    HELP = N_("Each row is an entry. Enter mends the row, the arrows left and right choose the bird, F9 records all.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "f9,ctrl+s",
            "take",
            N_("Record all"),
            key_display="F9",
            id="paste.take",
            tooltip=N_("Record all rows as one action"),
        ),
        Binding(
            "f6",
            "fate",
            N_("Note/leave"),
            key_display="F6",
            id="paste.fate",
            tooltip=N_("Record the row, keep it as a note, or leave it out"),
        ),
        Binding(
            "plus,fullwidth_plus_sign",
            "op('more')",
            N_("add"),
            show=False,
            id="paste.more",
            tooltip=N_("Add to what stands there"),
        ),
        Binding(
            "equals_sign,fullwidth_equals_sign",
            "op('set')",
            N_("change"),
            show=False,
            id="paste.set",
            tooltip=N_("Change what is there"),
        ),
        Binding(
            "right", "candidate(1)", N_("next bird"), show=False, id="paste.next", tooltip=N_("The next bird that fits")
        ),
        Binding(
            "left", "candidate(-1)", N_("bird before"), show=False, id="paste.previous", tooltip=N_("The bird before")
        ),
        Binding("delete", "drop", N_("Discard"), key_display="Del", id="paste.drop", tooltip=N_("Discard the row")),
        Binding(
            "escape",
            "back",
            N_("Later"),
            key_display="Esc",
            id="paste.back",
            tooltip=N_("Back to the line; the message is kept"),
        ),
    ]
    DEFAULT_CSS = """
    PastePage > #title { height: 1; padding: 0 1; background: $surface; }
    PastePage > #list { padding: 0 1; margin-top: 1; }
    PastePage > #mend-row { height: 1; padding: 0 1; background: $surface; }
    PastePage > #trouble { height: 2; padding: 0 1; text-wrap: wrap; }
    PastePage.-short > #trouble { height: 1; }
    PastePage > #birds { height: 2; padding: 0 1; }
    PastePage > #message, PastePage > KeyLine { padding: 0 1; }
    PastePage.-short > #list { margin-top: 0; }
    PastePage.-short > #birds { height: 1; }
    """

    def __init__(self, text: str, session: Session, sayer: Sayer, changed: Callable[[str], None]) -> None:
        super().__init__()
        self._session = session
        self._sayer = sayer
        self._changed = changed
        self.pieces = [self._against_survey(piece) for piece in pieces_of(text, self.birdlog.checklist)]
        self._busy = False

    def compose(self) -> ComposeResult:
        """Lay the page out."""
        yield Say(self._title_words, id="title")
        yield RowList(id="list")
        yield Say(self._trouble_words, id="trouble")
        yield Say(self._bird_words, id="birds")
        yield PlainInput(id="mend-row")
        yield self.message_line()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the entries, the first that wants mending picked."""
        self.query_one("#mend-row").display = False
        self.show_rows()
        rows = self.query_one(RowList)
        wanting = next((n for n, piece in enumerate(self.pieces) if piece.fate == LEAVE), None)
        rows.focus()
        if wanting is not None:
            rows.pick(str(wanting))

    def _title_words(self, cells: int) -> Content:
        good = sum(len(piece.drafts) for piece in self.pieces if piece.fate == TAKE)
        bad = sum(piece.fate == LEAVE for piece in self.pieces)
        notes = sum(piece.fate == NOTE for piece in self.pieces)
        left: list[ink.Piece] = [
            (_("Pasted message"), ink.STRONG),
            ("  " + ngettext("{n} entry", "{n} entries", good).format(n=good), ink.ACCENT),
        ]
        if notes:
            left.append(("  " + ngettext("{n} note", "{n} notes", notes).format(n=notes), ink.DIM))
        if bad:
            left.append(("  " + ngettext("{n} unclear", "{n} unclear", bad).format(n=bad), ink.WARN))
        return ink.line(*ink.cut(left, cells))

    @property
    def piece(self) -> Piece | None:
        """The picked entry."""
        key = self.query_one(RowList).key
        return self.pieces[int(key)] if key and int(key) < len(self.pieces) else None

    def _trouble_words(self, cells: int) -> Content:
        piece = self.piece
        if piece is None:
            return Content("")
        if piece.fate == TAKE:
            if piece.there is None:
                return Content("")
            text = _("stands there: {there}").format(there=piece.there)
            if piece.may_set:
                text += "  " + _("+ adds, = changes")
            return ink.line((text, ink.ACCENT))
        text = piece.trouble if piece.fate == LEAVE else _("stays as a note on the survey")
        return ink.line((fit(text, cells * 2 - 4), ink.WARN if piece.fate == LEAVE else ink.DIM))

    def _bird_words(self, cells: int) -> Content:
        piece = self.piece
        if piece is None or not piece.candidates or piece.fate == NOTE:
            return Content("")
        rows: list[list[ink.Piece]] = [[]]
        used = 0
        for index, candidate in enumerate(piece.candidates):
            name = self.birdlog.namer(candidate.taxon)
            needed = width(name) + 2
            if used + needed > cells:
                rows.append([])
                used = 0
            rows[-1].append((f" {name} ", ink.picked() if index == piece.picked else ink.PLAIN))
            used += needed
        return ink.lines(*(ink.line(*row) for row in rows[:2]))

    def show_rows(self) -> None:
        """Make the rows anew."""
        rows = [Row(str(n), partial(self._cells, piece)) for n, piece in enumerate(self.pieces)]
        self.query_one(RowList).set_rows(rows)
        for id in ("title", "trouble", "birds"):
            self.query_one(f"#{id}").refresh()

    def _cells(self, piece: Piece, cells: int) -> list[Cell]:
        marks = {TAKE: _("record"), NOTE: _("note"), LEAVE: _("unclear")}
        first = max(width(mark) for mark in marks.values()) + 2
        kind = {TAKE: "accent", NOTE: "dim", LEAVE: "warn"}[piece.fate]
        row: list[Cell] = [(words.column(marks[piece.fate], first), kind)]
        room = cells - first
        if piece.fate != TAKE or room < 30:
            meaning = "、".join(self._sayer.plain(draft) for draft in piece.drafts)
            row.append((fit(meaning if piece.fate == TAKE else piece.text, room), ""))
            return row
        half = room // 2
        row.append((words.column(piece.text, half - 2) + "  ", "dim"))
        row.append((fit("、".join(self._sayer.plain(draft) for draft in piece.drafts), room - half), ""))
        return row

    def retext(self) -> None:
        """The rows are words too."""
        self.show_rows()
        super().retext()

    # Going through it.

    def on_row_list_moved(self) -> None:
        """Show what is wrong with the entry picked."""
        self.query_one("#trouble").refresh()
        self.query_one("#birds").refresh()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Mend the entry in a line of its own."""
        mend = self.query_one("#mend-row", PlainInput)
        mend.display = True
        mend.put(self.pieces[int(event.key)].text)
        mend.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The entry is mended: read it again."""
        event.stop()
        rows = self.query_one(RowList)
        if rows.key:
            text = event.value.strip()
            if text:
                self.pieces[int(rows.key)] = self._against_survey(read_piece(text, self.birdlog.checklist))
            self._after_change()
        self._stop_mending()

    def _stop_mending(self) -> None:
        self.query_one("#mend-row").display = False
        self.query_one(RowList).focus()

    def _after_change(self) -> None:
        self._changed("\n".join(piece.text for piece in self.pieces))
        self.show_rows()

    def action_candidate(self, step: int) -> None:
        """Put a bird that fits in the place of the name."""
        piece = self.piece
        if piece is None or not piece.candidates:
            return
        picked = (piece.picked + step) % len(piece.candidates)
        self._rename(piece, piece.candidates[picked].taxon, picked)

    def _rename(self, piece: Piece, taxon: Taxon, picked: int) -> None:
        start, end = piece.name
        name = self.birdlog.namer(taxon)
        after = piece.text[end:]
        if name[-1].isascii() and after[:1].isalnum():
            name += " "
        renamed = self._against_survey(read_piece(f"{piece.text[:start]}{name}{after}", self.birdlog.checklist))
        renamed.candidates, renamed.picked = piece.candidates, picked
        renamed.name = (start, start + len(name))
        self.pieces[self.pieces.index(piece)] = renamed
        self._after_change()

    def _against_survey(self, piece: Piece) -> Piece:
        """A bird that stands in the survey already is added to, until = says that it is to be changed."""
        question = self._session.question(piece.drafts)
        if question is not None and piece.fate == TAKE:
            piece.there, piece.may_set = question.there, question.may_set and len(piece.drafts) == 1
            piece.drafts = tuple(
                replace(draft, op="more") if self._session.question([draft]) else draft for draft in piece.drafts
            )
        return piece

    def action_op(self, op: Literal["more", "set"]) -> None:
        """Add the picked entry to what stands there, or change that."""
        piece = self.piece
        if piece is not None and piece.may_set:
            piece.drafts = (replace(piece.drafts[0], op=op),)
            self.show_rows()

    def action_fate(self) -> None:
        """Record it, keep it as a note, or leave it unclear."""
        piece = self.piece
        if piece is None:
            return
        order = [TAKE, NOTE] if piece.drafts else [LEAVE, NOTE]
        piece.fate = order[(order.index(piece.fate) + 1) % 2] if piece.fate in order else order[0]
        self.show_rows()

    def action_drop(self) -> None:
        """Discard the row."""
        piece = self.piece
        if piece is not None:
            self.pieces.remove(piece)
            self._after_change()
            if not self.pieces:
                self.dismiss(None)

    def action_back(self) -> None:
        """Leave mending, or go back to the line; the message is kept."""
        if self.query_one("#mend-row").display:
            self._stop_mending()
            return
        self.dismiss(None)

    def action_take(self) -> None:
        """Record all that is clear as one action; what is unclear stays here."""
        if self._busy:
            return
        drafts = [draft for piece in self.pieces if piece.fate == TAKE for draft in piece.drafts]
        notes = [piece.text for piece in self.pieces if piece.fate == NOTE]
        if not drafts and not notes:
            self.say(lambda: _("Nothing here can be recorded yet."), ink.WARN)
            return
        self._busy = True
        self.say(lambda: _("Storing…"), ink.DIM)
        desk, uid = self.birdlog.desk, self._session.uid
        self.write(
            lambda: desk.record(uid, tuple(drafts), note="\n".join(notes)),
            lambda view: self._stored(view, len(drafts)),
            self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.say(lambda: _("Not stored: {error}").format(error=error), ink.WARN)

    def _stored(self, view: SurveyView, number: int) -> None:
        self._busy = False
        self.pieces = [piece for piece in self.pieces if piece.fate == LEAVE]
        self._after_change()
        at = self.birdlog.wall()

        def said() -> str:
            return (
                _("Stored {time}").format(time=words.stamp(at))
                + "  "
                + (ngettext("{n} entry", "{n} entries", number).format(n=number) if number else _("as a note"))
            )

        if not self.pieces:
            self.dismiss(Taken(view, said))
            return
        self._session.view = view
        self.say(lambda: said() + "  " + _("What is unclear stays here."))
