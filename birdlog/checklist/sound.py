"""How Han that name no bird may sound: 白露 is bai lu, as 白鹭 is.

A character of the checklist sounds as the checklist reads it; any other as sounds.txt lists it, which is made once
from pinyin-data (https://github.com/mozillazg/pinyin-data, MIT) for the characters of GB 2312.
"""

from collections.abc import Mapping
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
    choices = [syllables.of(char) or _common().get(char, ()) for char in text]
    return ["".join(spelling) for spelling in islice(product(*choices), _MOST_SPELLINGS)]


@cache
def _common() -> Mapping[str, tuple[str, ...]]:
    """Return the readings of common characters, in the order of the alphabet."""
    readings: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("sounds.txt").read_text(encoding="utf-8").splitlines():
        syllable, _space, characters = line.partition(" ")
        if syllable == "#":
            continue
        for char in characters:
            readings.setdefault(char, []).append(syllable)
    return {char: tuple(heard) for char, heard in readings.items()}
