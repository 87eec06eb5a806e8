"""The last door before any screen: text made harmless, measured and cut in terminal cells.

Terminals obey what they are sent: an escape sequence in a note would set the clipboard or the window's title, a bidi
mark would turn a line around, a zero-width character would make two names look the same. `clean` lets none of them
through, and everything here measures and cuts what `clean` would show.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, Protocol

from birdlog.errors import EnvironmentFault
from birdlog.i18n import N_, _

Align = Literal["left", "right"]

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
ELLIPSIS = "…"

# Printable by Unicode's own account and still not to be seen: variation selectors, blank letters, joiners;
# and more than three marks stacked on one letter, which spill over the lines above and below.
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d\u180f"
_BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_UNSEEN = re.compile(f"[{_SELECTORS}{_BLANKS}]|[{_MARKS}]{{4}}")
_SELECTOR = re.compile(f"[{_SELECTORS}]")
_BLANK = re.compile(f"[{_BLANKS}]")
_STACK = re.compile(f"([{_MARKS}]{{3}})[{_MARKS}]+")


_REMEMBERED = 8192  # a file of every character there is must not stay in memory


class _Visible(dict[int, str]):
    """What stands for each character that is not printable; filled as they turn up."""

    def __missing__(self, code: int) -> str:
        shown = _stand_in(chr(code))
        if len(self) < _REMEMBERED:
            self[code] = shown
        return shown


class _Cells(dict[str, int]):
    """How many cells each character takes; filled as they turn up."""

    def __missing__(self, character: str) -> int:
        from wcwidth import wcwidth

        cells = max(0, wcwidth(character))
        if len(self) < _REMEMBERED:
            self[character] = cells
        return cells


_visible = _Visible()
_cells = _Cells()


def clean(text: str) -> str:
    """Return the text fit for a screen: one line, with no control, escape, bidi or zero-width character in it.

    Line ends and tabs become a space, other control characters their picture (ESC is shown as ␛), and what has no
    picture the replacement character. Ordinary text, in any script, comes back as it is.
    """
    if not text.isprintable():
        text = text.translate(_visible)
    if text.isascii() or not _UNSEEN.search(text):
        return text
    text = _SELECTOR.sub("", text)  # ♂ with an emoji selector is the same ♂
    text = _BLANK.sub(REPLACEMENT, text)
    return _STACK.sub(r"\1", text)


def _stand_in(character: str) -> str:
    """Return what is shown for one character."""
    if character.isprintable():
        return character
    if character in "\t\n\v\f\r\x85\u2028\u2029":
        return " "
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\N{SYMBOL FOR DELETE}"
    import unicodedata

    category = unicodedata.category(character)
    if category == "Zs":
        return character if character == "\N{IDEOGRAPHIC SPACE}" else " "
    # Private characters, and Han newer than this Python, are harmless; not so the unassigned that Unicode keeps
    # invisible, and the code points that are no characters at all.
    harmless = category in {"Co", "Cn"} and not (
        code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF or 0xE0000 <= code <= 0xE0FFF or 0xFFF0 <= code <= 0xFFFF
    )
    return character if harmless and code != 0x2065 else REPLACEMENT


def width(text: str) -> int:
    """Return how many terminal cells the text takes, Han characters two each."""
    text = clean(text)
    return len(text) if text.isascii() else sum(map(_cells.__getitem__, text))


def fit(text: str, cells: int) -> str:
    """Return the text in at most so many cells, with an ellipsis where something had to go."""
    text = clean(text)
    if width(text) <= cells:
        return text
    if cells < 1:
        return ""
    used = 0
    for position, character in enumerate(text):
        used += _cells[character]
        if used > cells - 1:
            return text[:position] + ELLIPSIS
    return text


def pad(text: str, cells: int, align: Align = "left") -> str:
    """Return the text filled with spaces to so many cells; a longer one stays as it is."""
    text = clean(text)
    space = " " * (cells - width(text))
    return space + text if align == "right" else text + space


def table(rows: Iterable[Sequence[str]], header: Sequence[str], aligns: Sequence[Align] = ()) -> str:
    """Return the rows under their header as lines of text, the columns aligned in cells and two spaces apart.

    Every row has as many cells as the header; columns without an entry in `aligns` are aligned left.
    """
    lines = [[clean(cell) for cell in row] for row in (header, *rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    sides: list[Align] = [*aligns]
    sides += ["left"] * (len(header) - len(sides))
    return "\n".join("  ".join(map(pad, line, widths, sides)).rstrip() for line in lines)


class Stream(Protocol):
    """Something text is printed to: sys.stdout, or a test's stand-in."""

    @property
    def encoding(self) -> str | None:
        """The name of its encoding."""


def terminal_encoding(stream: Stream, environ: Mapping[str, str]) -> str:
    """Return the encoding the terminal is set to: what the locale says, else the stream's own."""
    for variable in ("LC_ALL", "LC_CTYPE", "LANG"):
        if value := environ.get(variable):
            charset = value.partition(".")[2].partition("@")[0]
            if charset:
                return charset
            break
    return stream.encoding or "ascii"


def can_show(text: str, encoding: str) -> bool:
    """Tell whether the text can be written in this encoding; an unknown encoding can show nothing but ASCII."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    except LookupError:
        return text.isascii()
    return True


_CANNOT_SHOW = N_("This terminal is set to {encoding}, which cannot show every bird's name.")
_SET_UTF8 = N_("Set it to UTF-8: on Linux and macOS start with LANG=C.UTF-8 birdlog, on Windows type chcp 65001 first.")


def encoding_fault(encoding: str) -> EnvironmentFault | None:
    """Return what to tell the user where the terminal cannot show Chinese, None where all is well.

    The names of the grebes (䴙䴘) are in no GBK, so anything but UTF-8 and GB 18030 is told. The words are English
    where the terminal could not show them otherwise.
    """
    if can_show("䴙䴘", encoding):
        return None
    message, advice = _(_CANNOT_SHOW), _(_SET_UTF8)
    if not can_show(message + advice, encoding):
        message, advice = _CANNOT_SHOW, _SET_UTF8
    return EnvironmentFault(message.format(encoding=encoding), advice)
