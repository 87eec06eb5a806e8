"""What a typed point is made of: numbers with their units, marks (N, 东经, lat), and the gaps between."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from birdlog.errors import Problem
from birdlog.i18n import _
from birdlog.places.points import PointError

__all__ = ["Gap", "Mark", "Number", "Text", "fold", "tokens"]

_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SAME = {
    " ": "\u3000\u00a0\u2002\u2003\u2009\u202f\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069\ufeff",
    ",": "、，﹐､",
    ".": "。．｡﹒",
    ";": "；﹔",
    ":": "：﹕",
    "-": "−－‐‑‒–—﹣",
    "°": "º˚⁰度",
    "'": "′‘’ʹʼ´`＇‵分",
    '"': "″“”ʺ〃＂‶秒",
    "纬": "緯",
    "经": "經",
    "东": "東",
}
_FOLD: dict[int, int | str] = {**_FULL, **{ord(c): to for to, chars in _SAME.items() for c in chars}}

_MARKS: dict[str, tuple[str, int]] = {
    "北纬": ("lat", 1), "南纬": ("lat", -1), "东经": ("lon", 1), "西经": ("lon", -1),
    "北": ("lat", 1), "南": ("lat", -1), "东": ("lon", 1), "西": ("lon", -1),
    "north": ("lat", 1), "south": ("lat", -1), "east": ("lon", 1), "west": ("lon", -1),
    "n": ("lat", 1), "s": ("lat", -1), "e": ("lon", 1), "w": ("lon", -1),
    "latitude": ("lat", 0), "lat": ("lat", 0), "纬°": ("lat", 0), "纬": ("lat", 0),
    "longitude": ("lon", 0), "long": ("lon", 0), "lng": ("lon", 0), "lon": ("lon", 0),
    "经°": ("lon", 0), "经": ("lon", 0),
}  # fmt: skip
_WORDS = "|".join(sorted(_MARKS, key=len, reverse=True))
# A word ends where no letter follows, but for the one letter of a side: 24sE.
_END = "(?=[nsew]?(?![a-z]))"
_TOKEN = re.compile(
    rf"""
      (?P<number>[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))
    | (?P<second>''|"|(?:seconds?|secs?){_END})
    | (?P<minute>'|(?:minutes?|mins?|m){_END})
    | (?P<degree>°|(?:degrees?|degs?|d){_END})
    | (?P<mark>(?:{_WORDS}){_END})
    | (?P<gap>[\s,;|/]+)
    | (?P<filler>[()\[\]{{}}:=.]+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNKNOWN = re.compile(r"[^\s,;|/0-9]+")
_UNIT_KINDS = ("degree", "minute", "second")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed; unit is 0 for degrees, 1 for minutes, 2 for seconds, None where none is said."""

    start: int
    end: int
    said: str
    sign: str
    value: float
    unit: int | None

    @property
    def whole(self) -> bool:
        """Whether it is written without decimals."""
        return "." not in self.said

    @property
    def decimals(self) -> int:
        """How many decimals are written."""
        return len(self.said.partition(".")[2])


@dataclass(frozen=True, slots=True)
class Mark:
    """A letter or word that says the axis, and the side unless it is a word such as "lat" or 经度."""

    start: int
    end: int
    text: str
    before: int  # how many numbers stand before it
    axis: str
    side: int

    @property
    def word(self) -> bool:
        """Whether it names the axis only."""
        return self.side == 0


@dataclass(frozen=True, slots=True)
class Gap:
    """What parts things: spaces, or with them a comma, semicolon, bar or slash, or the border of a cell."""

    start: int
    end: int
    before: int  # how many numbers stand before it
    strong: bool
    cell: bool


class Text:
    """The typed text, and the way to say what is wrong at a place in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)

    def error(
        self, code: str, message: str, expected: str = "", *, start: int = 0, end: int | None = None
    ) -> PointError:
        """Return the error for the characters from ``start`` up to ``end``, counted from 0; else the whole text."""
        end = len(self.text) if end is None else end
        expected = expected or _("Write the latitude, then the longitude: 30.71, 121.34 or 30°42′36″N 121°20′24″E.")
        return PointError(
            Problem(
                code=code,
                message=message,
                column=start + 1,
                value=self.text[start:end],
                expected=expected,
                length=end - start,
            )
        )


def fold(text: str) -> str:
    """Map every character to its plain form, one to one: full-width, curly, Chinese units and invisible ones."""
    return text.translate(_FOLD)


def tokens(typed: Text) -> tuple[list[Number], list[Mark], list[Gap]]:
    """Split the text; raises `PointError` where no number is in it, or something that belongs to no point."""
    reader = _Reader(typed)
    folded = typed.folded
    at = 0
    while at < len(folded):
        match = _TOKEN.match(folded, at)
        if match is None or (match.lastgroup == "filler" and "." in match[0] and folded[match.end() :].strip()):
            # One letter of an unknown word must not be read as a mark or a unit: the whole word is unknown.
            word = _UNKNOWN.match(folded, at)
            end = word.end() if word else at + 1
            reader.stray(at, end)
            at = end
        else:
            reader.take(match)
            at = match.end()
    return reader.done()


class _Reader:
    """Collects the tokens of one text, and the first thing that does not belong."""

    def __init__(self, typed: Text) -> None:
        self.typed = typed
        self.numbers: list[Number] = []
        self.marks: list[Mark] = []
        self.gaps: list[Gap] = []
        self.problem: PointError | None = None
        # What was read last but for spaces, and the letters of the last unit (36s after 42m are seconds).
        self.last = ""
        self.unit_text = ""

    def done(self) -> tuple[list[Number], list[Mark], list[Gap]]:
        """Return what was found, or raise what is wrong with it."""
        if not self.numbers:
            raise self.typed.error("point-no-numbers", _("There is no number in this."))
        if self.problem is not None:
            raise self.problem
        return self.numbers, self.marks, self.gaps

    def stray(self, start: int, end: int) -> None:
        """Note something that is not understood."""
        self._wrong("point-text", _("“{text}” is not understood here."), start, end)
        self.last = "stray"

    def take(self, match: re.Match[str]) -> None:
        """Take the next token."""
        kind = match.lastgroup or ""
        if kind == "gap":
            text = match[0]
            strong, cell = any(c in ",;|/" for c in text), any(c in "\t\n\r" for c in text)
            self.gaps.append(Gap(match.start(), match.end(), len(self.numbers), strong, cell))
            return
        if kind == "number":
            self._number(match)
        elif kind in _UNIT_KINDS:
            self._unit(match, _UNIT_KINDS.index(kind))
        elif kind == "mark":
            if match[0] == "s" and self.last == "number" and self.unit_text.lower() in {"m", "min", "mins"}:
                self._unit(match, 2)
                kind = "second"
            else:
                axis, side = _MARKS[match[0].lower()]
                said = self.typed.text[match.start() : match.end()]
                self.marks.append(Mark(match.start(), match.end(), said, len(self.numbers), axis, side))
        self.last = kind

    def _number(self, match: re.Match[str]) -> None:
        """Take a number; glued to the one before it is either ISO 6709 (+30.71+121.34) or a slip."""
        said, start, end = match[0], match.start(), match.end()
        sign = said[0] if said[0] in "+-" else ""
        glued = bool(self.numbers) and self.numbers[-1].end == start
        if glued and sign and not self.numbers[0].sign:
            self._wrong("point-sign", _("“{text}”: this may be a minus or a dash."), start, end)
        elif glued and not sign:
            self._wrong("point-number", _("“{text}” is not a number."), self.numbers[-1].start, end)
        self.numbers.append(Number(start, end, said.rstrip("."), sign, abs(float(said)), None))

    def _unit(self, match: re.Match[str], unit: int) -> None:
        """Give the last number its unit."""
        if self.last != "number":
            self._wrong("point-text", _("“{text}” is not understood here."), match.start(), match.end())
            return
        self.unit_text = match[0]
        self.numbers[-1] = replace(self.numbers[-1], unit=unit)

    def _wrong(self, code: str, message: str, start: int, end: int) -> None:
        """Keep the first problem."""
        if self.problem is None:
            said = self.typed.text[start:end]
            shown = said if len(said) <= 20 else said[:19] + "…"
            self.problem = self.typed.error(code, message.format(text=shown), start=start, end=end)
