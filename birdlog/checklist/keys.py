"""The keys by which a bird is found beside its names: syllables, initials, full pinyin, the Latin 3+3."""

from collections.abc import Iterable, Iterator
from itertools import product

from birdlog.checklist.folding import compact, fold, is_han, words
from birdlog.checklist.taxon import Taxon

# Characters that birders read in two ways.
_TWO_READINGS = {"杓": ("shao", "biao"), "鳽": ("yan", "jian")}


class Syllables:
    """How the checklist itself reads each Han character: its Chinese names beside their pinyin."""

    def __init__(self, taxa: Iterable[Taxon]) -> None:
        counted: dict[str, dict[str, int]] = {}
        for taxon in taxa:
            han = [char for char in taxon.chinese_name if is_han(char)]
            syllables = spoken(taxon.pinyin)
            if len(han) != len(syllables):
                continue
            for char, syllable in zip(fold("".join(han)), syllables, strict=True):
                heard = counted.setdefault(char, {})
                heard[syllable] = heard.get(syllable, 0) + 1
        for char, syllables in _TWO_READINGS.items():
            if char in counted:
                counted[char].update(dict.fromkeys(syllables, 1))
        self._of = {char: max(heard, key=heard.__getitem__) for char, heard in counted.items()}
        self._all = {char: tuple(heard) for char, heard in counted.items()}

    def readings(self, name: str) -> list[tuple[str, ...]]:
        """Return how a Chinese name reads, syllable by syllable; nothing where a character is none that it knows."""
        known = [self._of.get(char, "") for char in compact(fold(name))]
        return with_second_readings(name, tuple(known)) if known and all(known) else []

    def of(self, char: str) -> tuple[str, ...]:
        """Return every reading of a character in the checklist, none where it does not occur."""
        return self._all.get(char, ())


def spoken(pinyin: str) -> tuple[str, ...]:
    """Return the syllables of a pinyin as the checklist writes it: toneless, spaced, ü as v."""
    return tuple(fold(pinyin.replace("ü", "v").replace("Ü", "v")).replace("'", " ").split())


def with_second_readings(name: str, syllables: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the reading and, for 杓 and 鳽, the other ones."""
    han = [char for char in fold(name) if is_han(char)]
    if len(han) != len(syllables) or not any(char in _TWO_READINGS for char in han):
        return [syllables]
    choices = [_TWO_READINGS.get(char, (syllable,)) for char, syllable in zip(han, syllables, strict=True)]
    return sorted(product(*choices), key=lambda reading: reading != syllables)


def initials(syllables: Iterable[str]) -> str:
    """Return the first letters of the syllables: zdyq for zhen dan ya que."""
    return "".join(syllable[0] for syllable in syllables)


def typed_forms(syllables: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the syllables as they may be typed: ü as v, and as u."""
    yield syllables
    if any("v" in syllable for syllable in syllables):
        yield tuple(syllable.replace("v", "u") for syllable in syllables)


def latin_key(name: str) -> str:
    """Return the Latin 3+3 (parheu for Paradoxornis heudei); empty for what is no plain genus and species."""
    parts = words(fold(name))
    if len(parts) not in (2, 3) or "/" in name or "." in name or "(" in name or " x " in fold(name):
        return ""
    genus, species = parts[0], parts[1]
    return genus[:3] + species[:3] if genus.isalpha() and species.isalpha() else ""


def starts_syllables(text: str, syllables: tuple[str, ...]) -> bool:
    """Say whether the text is made of starts of the syllables in their order: zhendyq for zhen dan ya que."""
    reached = {0}  # how much of the text may be used up
    for syllable in syllables:
        step = set()
        for start in reached:
            end = start
            for letter in syllable:
                if not text.startswith(letter, end):
                    break
                end += 1
                step.add(end)
        if len(text) in step:
            return True
        if not step:
            return False
        reached = step
    return False
