"""How Han that name no bird may sound: 白露 is bai lu, as 白鹭 is.

A character of the checklist sounds as the checklist reads it; any other as sounds.txt lists it, which was made once
from pinyin-data (https://github.com/mozillazg/pinyin-data, MIT) for the characters of GB 2312. A table of 29 kB answers
at once, where a library for pinyin takes a third of a second to import in the middle of typing.
"""

from functools import cache
from itertools import islice, product
from pathlib import Path

from birdlog.checklist.folding import is_han
from birdlog.checklist.keys import Syllables

_MOST_SPELLINGS = 24


def sounds(text: str, syllables: Syllables) -> list[str]:
    """Return the pinyin that the Han of the text may stand for, none where one of them is not known."""
    if not all(map(is_han, text)):
        return []
    choices = [syllables.of(char) or _readings(char) for char in text]
    return ["".join(spelling) for spelling in islice(product(*choices), _MOST_SPELLINGS)]


def _readings(char: str) -> list[str]:
    """Return the syllables of the lines in which the character stands: a search is quicker than a table of them all."""
    common = _common()
    found = []
    place = common.find(char)
    while place >= 0:
        line = common.rfind("\n", 0, place) + 1
        found.append(common[line : common.index(" ", line)])
        place = common.find(char, place + 1)
    return found


@cache
def _common() -> str:
    return Path(__file__).with_name("sounds.txt").read_text(encoding="utf-8")
