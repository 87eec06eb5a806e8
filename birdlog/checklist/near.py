"""Finds the keys that a text with typing errors may have been meant for.

Keys that share letters in the same order are gathered by an index of grams (a gram is a few letters in a row), and
only these are compared by edit distance.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from heapq import nlargest

_COMPARED = 60  # keys compared by distance
_GATHERED = 10_000  # gram hits looked at, the rarest grams first


class Near:
    """Keys to be found although some letters are wrong, missing, too many or the wrong way round."""

    def __init__(self, pairs: Iterable[tuple[str, int]], *, gram: int) -> None:
        leading: defaultdict[str, list[int]] = defaultdict(list)
        for key, entry in pairs:
            leading[key].append(entry)
        self._keys = list(leading)
        self._entries = list(leading.values())
        self._gram = gram
        holding: defaultdict[str, list[int]] = defaultdict(list)
        for number, key in enumerate(self._keys):
            for part in self._parts(key):
                holding[part].append(number)
        self._holding = dict(holding)

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
        parts = self._parts(text)
        holding = sorted((self._holding[part] for part in parts if part in self._holding), key=len)
        shared: Counter[int] = Counter()
        looked_at = 0
        counted = len(parts) - len(holding)
        for numbers in holding:
            looked_at += len(numbers)
            if looked_at > _GATHERED and shared:
                break
            shared.update(numbers)
            counted += 1
        # A swap of two letters changes one gram more than a gram has letters; a single character has no order.
        lost = self._gram + 1 if self._gram > 1 else 1
        least = counted - lost * allowed
        likely = [(count, number) for number, count in shared.items() if count >= least]
        by_distance: dict[int, list[int]] = {}
        distance_to = distances_from(text)
        for count, number in nlargest(_COMPARED, likely):
            if count < counted - lost * allowed:
                break
            distance = distance_to(self._keys[number], allowed)
            if distance <= allowed:
                by_distance.setdefault(distance, []).extend(self._entries[number])
                allowed = min(allowed, distance + 1)
        return [by_distance[distance] for distance in sorted(by_distance) if distance <= allowed]

    def _allowed(self, length: int) -> int:
        """Return how many errors a text of this length may have; three letters with one wrong could be anything."""
        if self._gram == 1:
            return 0 if length < 3 else 1 if length < 5 else 2
        return 0 if length < 4 else 1 if length < 6 else 2 if length < 10 else 3


def distances_from(text: str) -> Callable[[str, int], int]:
    """Return the function that gives the fewest errors between the text and any start of a key.

    An error is a letter wrong, missing, too many, or two neighbours swapped. What exceeds the errors allowed is not
    worked out further. The algorithm is Hyyrö's (2003, "A bit-vector algorithm for computing Levenshtein and Damerau
    edit distances"): a column of the table of distances is two integers, a bit for each letter of the text.
    """
    length = len(text)
    full = (1 << length) - 1
    last = 1 << (length - 1)
    places: dict[str, int] = {}
    for place, letter in enumerate(text):
        places[letter] = places.get(letter, 0) | 1 << place

    def distance_to(key: str, allowed: int) -> int:
        up, down = full, 0  # where the distance grows, or falls, by one from letter to letter of the text
        diagonal = before = 0
        best = distance = length
        left = min(len(key), length + allowed)
        for letter in key[:left]:
            here = places.get(letter, 0)
            swapped = ((~diagonal & here) << 1) & before
            diagonal = ((((here & up) + up) ^ up) | here | down | swapped) & full
            rises = down | ~(diagonal | up)
            falls = diagonal & up
            if rises & last:
                distance += 1
            elif falls & last:
                distance -= 1
                if distance < best:
                    best = distance
            left -= 1
            if distance - left > allowed and best > allowed:
                break
            rises = (rises << 1) | 1
            up = ((falls << 1) | ~(diagonal | rises)) & full
            down = rises & diagonal
            before = here
        return best

    return distance_to
