"""Finds whole names inside a line: 八哥3, 三趾鸥2, 一对白鹭, reed parrotbill 12."""

import re
from collections.abc import Iterable

from birdlog.checklist.folding import compact, fold, has_han, is_han

_SP = re.compile(r" *sp(?![a-z])\.?")
_PARTING = frozenset(" -'./·,()")  # what may stand between the words of a name; a digit or another mark may not


class WrittenNames:
    """The names of a checklist as they stand in running text; codes and initials are no names here."""

    def __init__(self, names: Iterable[str]) -> None:
        self._lengths: dict[str, list[int]] = {}  # of Han names, by their first character, the longest first
        self._han: set[str] = set()
        self._letters: set[str] = set()
        self._last_sign: dict[str, str] = {}  # of names whose last sign is theirs, such as "gull sp."
        for name in names:
            folded = fold(name).strip()
            if has_han(folded):
                self._han.add(folded)
            elif key := compact(folded):
                self._letters.add(key)
                if not folded[-1].isalnum():
                    self._last_sign[key] = folded[-1]
        gathered: dict[str, set[int]] = {}
        for name in self._han:
            gathered.setdefault(name[0], set()).add(len(name))
        self._lengths = {first: sorted(lengths, reverse=True) for first, lengths in gathered.items()}
        self._longest = max(map(len, self._letters), default=0)
        # 柳莺sp is also written 柳莺sp. and 柳莺 sp.
        self._before_sp = {name[:-2] for name in self._han if name.endswith("sp")}
        self._longest_before_sp = max(map(len, self._before_sp), default=0)

    def end(self, text: str, start: int) -> int | None:
        """Return where the longest name that starts at `start` ends, or None."""
        folded = fold(text)
        if not 0 <= start < len(folded):
            return None
        for length in range(self._longest_before_sp if is_han(folded[start]) else 0, 0, -1):
            if folded[start : start + length] in self._before_sp and (sp := _SP.match(folded, start + length)):
                return sp.end()
        for length in self._lengths.get(folded[start], ()):
            if start + length <= len(folded) and folded[start : start + length] in self._han:
                return start + length
        return self._end_of_words(folded, start)

    def _end_of_words(self, folded: str, start: int) -> int | None:
        """Return the end of an English or Latin name, whose words may be parted by a space, a hyphen or nothing."""
        if not _is_letter(folded[start]) or (start and _is_letter(folded[start - 1])):
            return None
        key = ""
        found = None
        for place in range(start, len(folded)):
            char = folded[place]
            if _is_letter(char):
                key += char
                if len(key) > self._longest:
                    break
                at_end = place + 1 == len(folded) or not _is_letter(folded[place + 1])
                if at_end and key in self._letters:
                    found = place + 1
                    if key in self._last_sign and folded.startswith(self._last_sign[key], found):
                        found += 1
            elif char not in _PARTING:
                break
        return found


def _is_letter(char: str) -> bool:
    return char.isalpha() and not is_han(char)
