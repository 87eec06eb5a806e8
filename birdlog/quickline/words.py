"""The words and letters of the entry line that are marks: what each says of the birds counted."""

from __future__ import annotations

import re
from typing import NamedTuple

from birdlog.draft import terms

__all__ = ["Mark", "latin_mark", "read_word"]


class Mark(NamedTuple):
    """What a word says: the field of the draft, and the code it sets. Parts are sex, age and plumage."""

    field: str
    code: str


#: The letters that are marks when glued to a number or alone after the count; x (present) is a count.
_LETTERS = {
    "m": Mark("sex", "male"),
    "f": Mark("sex", "female"),
    "a": Mark("age", "adult"),
    "i": Mark("age", "immature"),
    "j": Mark("age", "juvenile"),
    "p": Mark("age", "chick"),
    "h": Mark("detection", "heard"),
    "o": Mark("detection", "overhead"),
}
_HAN: dict[str, Mark] = {}
_LATIN: dict[str, Mark] = {}


def _learn() -> None:
    """Take the words from the vocabularies, so that what is shown can be typed."""
    for field, vocabulary in (
        ("sex", terms.SEX),
        ("age", terms.AGE),
        ("plumage", terms.PLUMAGE),
        ("detection", terms.DETECTION),
        ("condition", terms.CONDITION),
        ("certainty", terms.CERTAINTY),
    ):
        for term in vocabulary:
            for word in (term.code, term.english, term.chinese, *term.also):
                if len(word) == 1 and word.isascii():
                    continue
                table = _LATIN if word.isascii() else _HAN
                if " " not in word:
                    table.setdefault(word.casefold(), Mark(field, term.code))
    extra = {
        "听见": Mark("detection", "heard"),
        "叫声": Mark("detection", "heard"),
        "鸣声": Mark("detection", "heard"),
        "飞越": Mark("detection", "overhead"),
        "疑似": Mark("certainty", "uncertain"),
        "存疑": Mark("certainty", "uncertain"),
        "成年": Mark("age", "adult"),
        "雄性": Mark("sex", "male"),
        "雌性": Mark("sex", "female"),
    }
    _HAN.update(extra)
    _LATIN.update({"males": Mark("sex", "male"), "females": Mark("sex", "female"), "adults": Mark("age", "adult")})
    _LATIN.update(
        {"juveniles": Mark("age", "juvenile"), "chicks": Mark("age", "chick"), "flying": Mark("detection", "overhead")}
    )


_learn()
_LONGEST = max(map(len, _HAN))
_RUN = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")


def read_word(s: str, start: int, end: int) -> tuple[Mark, int] | None:
    """Return the longest Han mark (or ♂ ♀) that starts here, and where it stops."""
    for stop in range(min(end, start + _LONGEST), start, -1):
        if mark := _HAN.get(s[start:stop]):
            return mark, stop
    return None


def latin_mark(s: str, start: int, end: int, *, glued: bool) -> tuple[tuple[Mark, ...], int] | None:
    """Return the marks that the Latin word here says, and where it stops.

    A word of the vocabularies (heard, male), a single letter, or, glued to a number, up to three letters (3mj); hyphens
    join them (3m-breeding).
    """
    match = _RUN.match(s, start, end)
    if match is None:
        return None
    marks: list[Mark] = []
    words = match[0].casefold().split("-")
    while words:
        # The longest of first-winter, then its next word: m-non-breeding.
        for count in range(len(words), 0, -1):
            if mark := _LATIN.get("-".join(words[:count])):
                marks.append(mark)
                break
        else:
            count, word = 1, words[0]
            if len(word) > (3 if glued else 1) or not all(letter in _LETTERS for letter in word):
                return None
            marks += [_LETTERS[letter] for letter in word]
        del words[:count]
    return tuple(marks), match.end()
