"""Finds birds at each key: sorted keys and bisection for what starts so, shared grams for typing errors.

Every name of a taxon is an entry; every key (a name, initials, pinyin, a word) leads to entries, these to taxa.
Measured in tests/bench: a few microseconds for the first ranks, and the index stays quick with 11,000 birds.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from birdlog.checklist.folding import compact, fold, has_han, is_han, words
from birdlog.checklist.keys import (
    Syllables,
    initials,
    latin_key,
    spoken,
    starts_syllables,
    typed_forms,
    with_second_readings,
)
from birdlog.checklist.near import Near
from birdlog.checklist.sound import sounds
from birdlog.checklist.taxon import BASE_LIST, TIERS, Candidate, OtherName, Taxon, is_aside

Favour = Callable[[str], float]

_LONGEST = 120  # no name is longer; a pasted page is no name
# Names that no list has are found by the start of their initials, after current names: there are too many of them for
# whole initials to mean them.
_CASUAL = frozenset(("local", "synonym", "old", "generic"))
_AFTER_ALL = "\U0010ffff"


class Entry(NamedTuple):
    """One name or key of one taxon: which taxon, as it is written, what it is and whose list it follows."""

    taxon: int
    label: str
    kind: str  # zh, en, la, pinyin, code, initials, latin-key
    list: str

    @property
    def own(self) -> bool:
        """Whether it is a current name, or a key made of one."""
        return self.list == BASE_LIST


class Keys:
    """Sorted keys, each leading to an entry: what starts so is one stretch of them."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        ordered = sorted(set(pairs))
        self.keys = [key for key, _entry in ordered]
        self.entries = [entry for _key, entry in ordered]

    def whole(self, text: str) -> list[int]:
        """Return the entries whose key is the text."""
        start = bisect_left(self.keys, text)
        end = start
        while end < len(self.keys) and self.keys[end] == text:
            end += 1
        return self.entries[start:end]

    def starting(self, text: str) -> list[int]:
        """Return the entries whose key starts with the text."""
        return self.entries[bisect_left(self.keys, text) : bisect_left(self.keys, text + _AFTER_ALL)]


class Index:
    """The taxa of a checklist by everything they can be found by."""

    def __init__(self, taxa: Sequence[Taxon], other_names: Callable[[str], Sequence[OtherName]]) -> None:
        self.taxa = taxa
        self.entries: list[Entry] = []
        self.aside = [is_aside(taxon) for taxon in taxa]
        likeliness = {tier: place for place, tier in enumerate(TIERS)}
        # Within a tier, one of two (a slash) and "gull sp." come after what is named outright.
        self._order = [
            (2 * likeliness.get(taxon.tier, len(TIERS)) + (taxon.kind in ("slash", "spuh"))) * len(taxa) + place
            for place, taxon in enumerate(taxa)
        ]
        self.syllables = Syllables(taxa)
        self._readings: list[list[tuple[str, ...]]] = [[] for _taxon in taxa]
        starts: dict[str, list[tuple[str, int]]] = {
            kind: [] for kind in ("zh", "initials", "pinyin", "en", "la", "latin-key", "code")
        }
        inside: list[tuple[str, int]] = []
        for place, taxon in enumerate(taxa):
            self._add(place, taxon, other_names(taxon.id), starts, inside)
        self._chinese = Keys(starts["zh"] + starts["initials"])
        self._pinyin = Keys(starts["pinyin"])
        self._foreign = Keys(starts["en"] + starts["la"])
        self._latin_keys = Keys(starts["latin-key"])
        self._codes = Keys(starts["code"])
        self._inside = Keys(inside)

    def _add(
        self,
        place: int,
        taxon: Taxon,
        others: Sequence[OtherName],
        starts: dict[str, list[tuple[str, int]]],
        inside: list[tuple[str, int]],
    ) -> None:
        """Enter every name of one taxon, and the keys that are made of them."""
        aside = self.aside[place]

        def enter(kind: str, key: str, label: str, list_: str) -> int:
            number = len(self.entries)
            self.entries.append(Entry(place, label, kind, list_))
            starts[kind].append((key, number))
            return number

        def speak(reading: tuple[str, ...], label: str, list_: str) -> None:
            self._readings[place].append(reading)
            for form in typed_forms(reading):
                number = enter("pinyin", "".join(form), label, list_)
                inside.extend(("".join(form[start:]), number) for start in range(len(form)))
                if not aside:
                    enter("initials", initials(form), label, list_)

        current = [
            OtherName(taxon.id, name, language, BASE_LIST)
            for name, language in (
                (taxon.chinese_name, "zh"),
                (taxon.english_name, "en"),
                (taxon.scientific_name, "la"),
                (taxon.code4, "code"),
            )
            if name
        ]
        for other in (*current, *others):
            name, language, list_ = other.name, other.language, other.list
            folded = fold(name)
            if language == "pinyin":
                # A second reading of the current name is as good as the first.
                for reading in with_second_readings(taxon.chinese_name, spoken(name)):
                    speak(reading, name, BASE_LIST if list_ == "reading" else list_)
                continue
            number = enter(language, compact(folded), name, list_)
            if language == "zh":
                bare = compact(folded)
                inside.extend((bare[start:], number) for start in range(len(bare)))
                syllables = spoken(taxon.pinyin) if list_ == BASE_LIST else ()
                readings = with_second_readings(name, syllables) if syllables else self.syllables.readings(name)
                for reading in readings:
                    speak(reading, name, list_)
            elif language != "code":
                parts = words(folded)
                inside.extend(("".join(parts[start:]), number) for start in range(len(parts)))
                if language == "la" and not aside and (key := latin_key(name)):
                    enter("latin-key", key, name, list_)

    @cached_property
    def near_han(self) -> Near:
        """Chinese names by what may have been meant."""
        pairs = zip(self._chinese.keys, self._chinese.entries, strict=True)
        return Near(((key, entry) for key, entry in pairs if self.entries[entry].kind == "zh"), gram=1)

    @cached_property
    def near_letters(self) -> Near:
        """English and Latin names, each of their words, and pinyin by what may have been meant."""
        foreign = list(zip(self._foreign.keys, self._foreign.entries, strict=True))
        single = [
            (word, entry) for _key, entry in foreign for word in words(fold(self.entries[entry].label)) if len(word) > 3
        ]
        return Near((*foreign, *single, *zip(self._pinyin.keys, self._pinyin.entries, strict=True)), gram=3)

    def whole(self, text: str) -> list[Entry]:
        """Return the entries that the text is the whole of: names, codes, initials, full pinyin, Latin 3+3."""
        key = compact(fold(text))
        if not key or len(key) > _LONGEST:
            return []
        lists = (self._chinese, self._foreign, self._codes, self._pinyin, self._latin_keys)
        found = [self.entries[entry] for keys in lists for entry in keys.whole(key)]
        return [entry for entry in found if entry.kind != "initials" or entry.list not in _CASUAL]

    def find(self, text: str, limit: int, favour: Favour | None) -> list[Candidate]:
        """Return the best candidates, by the seven ranks that the package describes."""
        folded = fold(text[: 4 * _LONGEST])
        key = compact(folded)
        if not key or len(key) > _LONGEST or limit < 1:
            return []
        found = _Found(self, limit, favour)
        whole = self.whole(key)
        found.take(1, whole, generic=any(entry.list == "generic" for entry in whole))
        for rank, keys in ((2, self._chinese), (3, self._pinyin), (4, self._foreign), (5, self._latin_keys)):
            if found.enough:
                break
            found.take(rank, map(self.entries.__getitem__, keys.starting(key)))
        if not found.enough:
            found.take(6, self._starting_words(words(folded)))
        if not found:
            found.take(6, self._starting_syllables(key))
        if not found.enough:
            found.take_aside()
        if not found:
            self._nearly(key, found)
        return found.best()

    def _starting_words(self, tokens: list[str]) -> Iterable[Entry]:
        """Return the entries in which each token starts a word; 震旦yq may be met by several names of one bird."""
        if len(tokens) == 1:
            return map(self.entries.__getitem__, self._inside.starting(tokens[0]))
        hits = [set(self._inside.starting(token)) for token in tokens]
        if together := set.intersection(*hits):
            return [self.entries[entry] for entry in sorted(together)]
        mixed = len({is_han(token[0]) for token in tokens}) == 2
        if not mixed:
            return []
        by_taxon: dict[int, Entry] = {}
        for token, hit in sorted(zip(tokens, hits, strict=True), key=lambda pair: not is_han(pair[0][0])):
            taxa = {self.entries[entry].taxon: self.entries[entry] for entry in sorted(hit, reverse=True)}
            if not by_taxon and is_han(token[0]):
                by_taxon = taxa
            else:
                by_taxon = {
                    place: entry
                    for place, entry in by_taxon.items()
                    if place in taxa or any(token in initials(reading) for reading in self._readings[place])
                }
        return by_taxon.values()

    def _starting_syllables(self, key: str) -> list[Entry]:
        """Return the entries whose pinyin the key abbreviates, some syllables more than others: zhendyq."""
        if not (key.isascii() and key.isalpha()) or len(key) < 3:
            return []
        # The second letter goes on with the first syllable, or starts the second.
        numbers = self._pinyin.starting(key[:2]) + self._chinese.starting(key[:2])
        places = {self.entries[number].taxon: self.entries[number] for number in reversed(numbers)}
        return [
            entry
            for place, entry in places.items()
            if any(starts_syllables(key, form) for reading in self._readings[place] for form in typed_forms(reading))
        ]

    def _nearly(self, key: str, found: "_Found") -> None:
        """Take what the text may have been meant for: Han by its sound, then anything by its typing errors."""
        if has_han(key):
            spellings = sounds(key, self.syllables)
            for keys in (self._pinyin.whole, self._pinyin.starting, self._inside.starting):
                hits = {entry for spelling in spellings for entry in keys(spelling)}
                found.take(7, (self.entries[entry] for entry in sorted(hits) if self.entries[entry].kind == "pinyin"))
        near = self.near_han if has_han(key) else self.near_letters
        for entries in near.closest(key):
            if found.enough:
                break
            found.take(7, map(self.entries.__getitem__, entries))
        found.take_aside()


class _Found:
    """Gathers candidates rank by rank, a taxon once, the best of equals first, until there are enough."""

    def __init__(self, index: Index, limit: int, favour: Favour | None) -> None:
        self._index = index
        self._limit = limit
        self._favour = favour
        self._seen: set[int] = set()
        self._aside: dict[int, Candidate] = {}
        self._best: list[Candidate] = []

    def __bool__(self) -> bool:
        return bool(self._best or self._aside)

    @property
    def enough(self) -> bool:
        return len(self._best) >= self._limit

    def take(self, rank: int, entries: Iterable[Entry], *, generic: bool = False) -> None:
        """Add the taxa of the entries that were not found at a better rank; after a generic word none is its own."""
        index = self._index
        entry_of: dict[int, Entry] = {}
        for entry in entries:
            place = entry.taxon
            if place not in self._seen:
                before = entry_of.get(place)
                if before is None or (entry.list == BASE_LIST and before.list != BASE_LIST):
                    entry_of[place] = entry
        weighed = []
        for place, entry in entry_of.items():
            own = entry.list == BASE_LIST and not generic
            taxon = index.taxa[place]
            aside = index.aside[place]
            candidate = Candidate(taxon, rank, entry.label, rank == 1, own)
            if aside and rank > 1:
                self._aside.setdefault(place, Candidate(taxon, max(rank, 6), entry.label, False, own))
                continue
            favour = self._favour(taxon.id) if self._favour else 0.0
            weighed.append(((aside, not own, -favour, index._order[place]), place, candidate))
        weighed.sort(key=lambda item: item[0])
        for _weight, place, candidate in weighed:
            self._seen.add(place)
            self._best.append(candidate)

    def take_aside(self) -> None:
        """Add, last of all, the concepts for old records of which only a part was typed."""
        rest = [(self._index._order[place], place) for place in self._aside if place not in self._seen]
        for _order, place in sorted(rest):
            self._seen.add(place)
            self._best.append(self._aside[place])

    def best(self) -> list[Candidate]:
        """Return the candidates, as many as were asked for."""
        return self._best[: self._limit]
