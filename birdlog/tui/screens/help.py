"""Help: the keys of the page one came from, and what can be typed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from birdlog.display import fit
from birdlog.i18n import N_, _, language
from birdlog.tui import ink, words
from birdlog.tui.screens.page import Page
from birdlog.tui.widgets.keys import KeyLine
from birdlog.tui.widgets.rows import Cell, Row, RowList
from birdlog.tui.widgets.say import Say

TYPED: tuple[tuple[str, str, str], ...] = (
    (
        "震旦鸦雀12  zdyq12  zhendan 12  REPA 12",
        "reed parrotbill 12  REPA 12  zdyq12",
        N_("twelve reed parrotbills; the name in any script"),
    ),
    ("parheu 12  reed parr 12", "reed parr 12  parheu 12", N_("the start of the Latin or English name")),
    ("3+5+12", "3+5+12", N_("the sum; the text is kept")),
    ("约60  60左右  ~60  60?", "~60  60?", N_("about 60")),
    ("60+  60余  至少60", "60+  ≥60", N_("at least 60")),
    ("10-20  10至20", "10-20  10~20", N_("from 10 to 20")),
    ("十二  一对  十几  百余  若干  一群", "", N_("numbers and amounts in words")),
    ("有  √  x", "x  √", N_("present, not counted")),
    ("0  无  未见", "0", N_("looked for, and not there")),
    ("3听  3h   3飞过  3o", "3h  3o", N_("heard; flying over")),
    ("12 3雄5雌4幼   3m5f4j", "12 3m5f4j", N_("parts: sex, age, plumage")),
    ("白鹭 +3   白鹭 =15", "little egret +3   little egret =15", N_("three more; set it right")),
    ("@0730  @7:30  @1号塘", "@0730  @7:30  @pond1", N_("time; plot")),
    ("#觅食  #NB", "#foraging  #NB", N_("behaviour; breeding code")),
    ("疑  ?", "?", N_("right after the name: the bird is uncertain")),
    ("鸥类300，其中红嘴鸥约200", "", N_("some of a flock are named")),
    ("（…）  ；…", "(…)  ;…", N_("a note on this bird")),
    ("白鹭 3、zdyq 5，heyu 20", "little egret 3, zdyq 5, heyu 20", N_("several birds on one line")),
)
"""What can be typed, as Chinese and as English help shows it (blank: not shown), and what it means."""


class HelpPage(Page[None]):
    """A list that scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape,f1,enter",
            "back",
            N_("Back"),
            key_display="Esc",
            id="help.back",
            tooltip=N_("Back to the page"),
            priority=True,
        ),
    ]
    DEFAULT_CSS = """
    HelpPage > #title { padding: 0 1; background: $surface; }
    HelpPage > #list { padding: 0 1; margin-top: 1; }
    HelpPage > KeyLine { padding: 0 1; }
    """

    def __init__(self, about: str, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._about = about
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay the page out."""
        yield Say(lambda _cells: ink.line((_("Help"), ink.STRONG), ("  " + _(self._about), ink.DIM)), id="title")
        yield RowList(id="list")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show it."""
        self.show_rows()
        self.query_one(RowList).focus()

    def show_rows(self) -> None:
        """Make the rows anew."""
        keys = [(key, _(tooltip)) for key, tooltip in self._keys]
        shown = [(zh if language() == "zh" else en, meaning) for zh, en, meaning in TYPED]
        typed = [(text, _(meaning)) for text, meaning in shown if text]
        # The page's own keys are what one came for: they stand above the fold.
        rows: list[tuple[str, str, str]] = [("", _("Keys"), "")]
        rows += [("key", key, meaning) for key, meaning in keys]
        rows += [("", "", ""), ("", _("What can be typed"), "")]
        rows += [("typed", text, meaning) for text, meaning in typed]
        wide_keys = words.widest([key for key, _meaning in keys], 16) + 2
        wide_typed = words.widest([text for text, _meaning in typed], 44) + 2
        widths = {"key": wide_keys, "typed": wide_typed, "": 0}
        if self.app.size.width < 60:
            # Too narrow for two columns: the meaning under what it explains.
            rows = [
                row
                for kind, left, right in rows
                for row in ((kind, left, ""), (f"under {kind}", "", right))
                if row[0] != "under "
            ]
            widths |= {"under key": 4, "under typed": 4, "key": 99, "typed": 99}
        self.query_one(RowList).set_rows(
            [Row(str(n), partial(self._cells, row, widths[row[0]])) for n, row in enumerate(rows)]
        )

    def _cells(self, row: tuple[str, str, str], first: int, cells: int) -> list[Cell]:
        kind, left, right = row
        if not kind:
            return [(fit(left, cells), "strong")]
        first = min(first, cells)
        return [
            (words.column(left, first), "accent" if kind == "key" else ""),
            (fit(right, cells - first), "dim"),
        ]

    def retext(self) -> None:
        """The rows are words too."""
        self.show_rows()
        super().retext()

    def action_back(self) -> None:
        """Back."""
        self.dismiss(None)
