"""Finds the keys that a text with typing errors may have been meant for.

Keys that share letters in the same order are gathered by an index of grams (a gram is a few letters in a row), and
only these are compared by edit distance.
"""

from collections import Counter
from collections.abc import Iterable

_COMPARED = 60  # keys compared by distance
_GATHERED = 20_000  # gram hits looked at, the rarest grams first


class Near:
    """Keys to be found although some letters are wrong, missing, too many or the wrong way round."""

    def __init__(self, pairs: Iterable[tuple[str, int]], *, gram: int) -> None:
        leading: dict[str, list[int]] = {}
        for key, entry in pairs:
            leading.setdefault(key, []).append(entry)
        self._keys = list(leading)
        self._entries = list(leading.values())
        self._gram = gram
        self._holding: dict[str, list[int]] = {}
        for number, key in enumerate(self._keys):
            for part in self._parts(key):
                self._holding.setdefault(part, []).append(number)

    def _parts(self, text: str) -> set[str]:
        size = self._gram
        padded = " " + text if size > 1 else text
        return {padded[start : start + size] for start in range(len(padded) - size + 1)}

    def closest(self, text: str) -> list[list[int]]:
        """Return the entries of the closest keys, the closest first, those as close as each other together.

        A key counts by that start of it which is closest, so that half a name is found as well.
        """
        allowed = self._allowed(len(text))
        if not allowed:
            return []
        holding = sorted((self._holding[part] for part in self._parts(text) if part in self._holding), key=len)
        shared: Counter[int] = Counter()
        looked_at = 0
        for numbers in holding:
            looked_at += len(numbers)
            if looked_at > _GATHERED and shared:
                break
            shared.update(numbers)
        by_distance: dict[int, list[int]] = {}
        for number, _count in shared.most_common(_COMPARED):
            distance = distance_to_start(text, self._keys[number], allowed)
            if distance <= allowed:
                by_distance.setdefault(distance, []).extend(self._entries[number])
        return [by_distance[distance] for distance in sorted(by_distance)[:2]]

    def _allowed(self, length: int) -> int:
        """Return how many errors a text of this length may have; three letters with one wrong could be anything."""
        if self._gram == 1:
            return 0 if length < 3 else 1 if length < 5 else 2
        return 0 if length < 4 else 1 if length < 6 else 2 if length < 10 else 3


def distance_to_start(text: str, key: str, allowed: int) -> int:
    """Return the fewest errors between the text and any start of the key; more than `allowed` is not worked out.

    An error is a letter wrong, missing, too many, or two neighbours swapped.
    """
    length = len(text)
    start = 0
    while start < length and start < len(key) and text[start] == key[start]:
        start += 1
    # One letter before the difference stays, for a swap across it.
    start = max(start - 1, 0)
    text, key = text[start:], key[start : start + length - start + allowed]
    far = allowed + 1
    before: list[int] = []
    row = list(range(len(key) + 1))
    for i, letter in enumerate(text):
        low, high = max(0, i - allowed), min(len(key), i + 1 + allowed)
        current = [far] * (len(key) + 1)
        if low == 0:
            current[0] = i + 1
        best = far if low else i + 1
        for j in range(low, high):
            cost = row[j] if key[j] == letter else 1 + min(row[j], row[j + 1], current[j])
            if i and j and letter == key[j - 1] and text[i - 1] == key[j]:
                cost = min(cost, before[j - 1] + 1)
            current[j + 1] = cost
            if cost < best:
                best = cost
        if best > allowed and (not before or min(row) > allowed):
            return far
        before, row = row, current
    return min(min(row), far)
