"""What stands under the entry line: what Enter will do, the birds that fit, what is wrong."""

from __future__ import annotations

import re

from textual.content import Content

from birdlog.checklist import Checklist
from birdlog.display import fit, width
from birdlog.draft import SightingDraft
from birdlog.i18n import _, language, ngettext
from birdlog.quickline import say
from birdlog.tui import ink
from birdlog.tui.reader import Do, Reading
from birdlog.tui.words import Namer

_NUMBER = re.compile(r"\d[\d,]*(?:\s*[-–~]\s*\d[\d,]*)?\+?")


def wrapped(text: str, cells: int) -> list[str]:
    """Return a sentence in lines of so many cells: between words, and in Chinese anywhere but before a full stop."""
    rows = [""]
    for word in re.findall(r"[\x21-\u2e7f]+|.[，。、；：！？）」”]*|\s", text):
        if width(rows[-1] + word) > cells and rows[-1]:
            rows.append("")
        rows[-1] += word if rows[-1] else word.lstrip()
    return [fit(row.rstrip(), cells) for row in rows]


class Sayer:
    """Puts a reading into words."""

    def __init__(self, checklist: Checklist, namer: Namer) -> None:
        self._checklist = checklist
        self._namer = namer

    def draft(self, draft: SightingDraft) -> list[ink.Piece]:
        """Return a draft in words, its bird strong and its number stronger."""
        text = say(draft, self._checklist, language())
        taxon = self._checklist.get(draft.taxon)
        name, rest = self._namer(taxon), text.removeprefix(taxon.name(language()))
        found = _NUMBER.search(rest)
        if not found:
            return [(name, ink.STRONG), (rest, ink.PLAIN)]
        return [
            (name, ink.STRONG),
            (rest[: found.start()], ink.PLAIN),
            (found[0], ink.NUMBER),
            (rest[found.end() :], ink.PLAIN),
        ]

    def plain(self, draft: SightingDraft) -> str:
        """Return a draft in words without ink."""
        return "".join(text for text, _style in self.draft(draft))

    def first_line(self, reading: Reading, cells: int, enter_will: str) -> Content:
        """Return what Enter will do (`enter_will`: with what can be stored), and the second name of the bird."""
        if reading.do is Do.MEND:
            return ink.line((wrapped(self._trouble(reading), cells)[0], ink.WARN))
        left = self._what_enter_does(reading, enter_will)
        taxon = reading.highlighted
        room = cells - sum(width(text) for text, _style in left) - 2
        right: list[ink.Piece] = [(self._namer.beside(taxon, room), ink.DIM)] if taxon else []
        return ink.sides(left, right, cells)

    def _what_enter_does(self, reading: Reading, enter_will: str) -> list[ink.Piece]:
        taxon = reading.highlighted
        match reading.do:
            case Do.NOTHING:
                return []
            case Do.WRITE if taxon:
                return [
                    (_("Enter writes: "), ink.DIM),
                    (self._namer(taxon), ink.STRONG),
                    (_(" (several fit)"), ink.DIM),
                ]
            case Do.WAIT if taxon:
                return [(self._namer(taxon), ink.STRONG), (_("  how many? Enter twice: present, uncounted"), ink.DIM)]
            case Do.STORE:
                verb = enter_will
                if reading.waiting and taxon:
                    return [
                        (verb, ink.DIM),
                        (self._namer(taxon), ink.STRONG),
                        (" ", ""),
                        (_("present, uncounted"), ink.NUMBER),
                    ]
                drafts = reading.drafts
                pieces = [(verb, ink.DIM), *self.draft(drafts[-1])]
                if len(drafts) > 1:
                    more = len(drafts) - 1
                    pieces.append((ngettext("  and {n} before", "  and {n} before", more).format(n=more), ink.DIM))
                left = len(reading.stays)
                if left:
                    pieces.append((ngettext("  {n} stays", "  {n} stay", left).format(n=left), ink.WARN))
                return pieces
        return [(self._trouble(reading), ink.WARN)]

    def _trouble(self, reading: Reading) -> str:
        return self.problem(reading) or _("No bird fits.")

    def problem(self, reading: Reading) -> str:
        """Return the first problem with its column."""
        if not reading.problems:
            return ""
        first = reading.problems[0]
        if first.column is None:
            return first.message
        return _("Column {column}: {message}").format(column=first.column, message=first.message)

    def more_lines(self, reading: Reading, cells: int, height: int) -> Content:
        """Return the birds that fit, then what is wrong before the last entry or what stands before it."""
        if reading.do is Do.MEND:
            # The sentence goes on from the line above, which is a cell shorter; birds have what it leaves of the room.
            rest = wrapped(self._trouble(reading), cells - 1)[1:][:height]
            over = [ink.line((f" {row}", ink.WARN)) for row in rest]
            return ink.lines(*over, *(self._chips(reading, cells, height - len(over)) if len(over) < height else ()))
        chips = self._chips(reading, cells, height)
        if len(chips) < height and reading.problems:
            rows = wrapped(self.problem(reading), cells)
            chips += [ink.line((row, ink.WARN)) for row in rows[: height - len(chips)]]
        elif len(chips) < height and len(reading.drafts) > 1:
            before = "、" if language() == "zh" else ", "
            text = before.join(self.plain(draft) for draft in reading.drafts[:-1])
            chips.append(ink.line((fit(_("Before: ") + text, cells), ink.DIM)))
        return ink.lines(*chips) if chips else Content("")

    def _chips(self, reading: Reading, cells: int, height: int) -> list[Content]:
        """Return the candidates side by side in so many lines; the highlighted one is always among them."""
        if len(reading.candidates) < 2 and not (reading.candidates and reading.do is Do.WRITE):
            return []
        last = reading.last
        if last is not None and reading.highlighted and last.name == self._namer(reading.highlighted):
            return []  # the name stands there in full: nothing is left to choose
        rows: list[list[ink.Piece]] = [[]]
        used, picked_row = 0, 0
        for index, candidate in enumerate(reading.candidates):
            name = fit(self._namer(candidate.taxon), cells - 2)
            needed = width(name) + 2
            if used + needed > cells and rows[-1]:
                rows.append([])
                used = 0
            if index == reading.index:
                picked_row = len(rows) - 1
            rows[-1].append((f" {name} ", ink.picked() if index == reading.index else ink.PLAIN))
            used += needed
        first = max(0, min(picked_row - height + 1, len(rows) - height))
        return [ink.line(*row) for row in rows[first : first + height]]
