"""Finds birds at each key: sorted keys and bisection for what starts so, shared grams for typing errors.

Every name of a taxon is an entry; every key (a name, initials, pinyin, a word) leads to entries, these to taxa.
Measured in tests/bench: a few microseconds for the first ranks, and the index stays quick with 11,000 birds.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from heapq import nsmallest
from operator import itemgetter
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
        ordered = sorted(pairs, key=itemgetter(0))
        self.keys = [key for key, _entry in ordered]
        self.entries = [entry for _key, entry in ordered]

    def whole(self, text: str) -> list[int]:
        """Return the entries whose key is the text."""
        start = bisect_left(self.keys, text)
        end = start
        while end < len(self.keys) and self.keys[end] == text:
            end += 1
        return self.entries[start:end]

    def any_starting(self, text: str) -> bool:
        """Say whether a key starts with the text."""
        place = bisect_left(self.keys, text)
        return place < len(self.keys) and self.keys[place].startswith(text)

    def starting(self, text: str) -> list[int]:
        """Return the entries whose key starts with the text."""
        return self.entries[bisect_left(self.keys, text) : bisect_left(self.keys, text + _AFTER_ALL)]


class Index:
    """The taxa of a checklist by everything they can be found by."""

    def __init__(self, taxa: Sequence[Taxon], other_names: Callable[[str], Sequence[OtherName]]) -> None:
        self.taxa = taxa
        self.entries: list[Entry] = []
        self.taxon_of: list[int] = []  # of each entry
        self.weight: list[int] = []  # of each entry: the lighter of equals comes first
        self.aside = [is_aside(taxon) for taxon in taxa]
        likeliness = {tier: place for place, tier in enumerate(TIERS)}
        # Within a tier, one of two (a slash) and "gull sp." come after what is named outright.
        order = [
            (2 * likeliness.get(taxon.tier, len(TIERS)) + (taxon.kind in ("slash", "spuh"))) * len(taxa) + place
            for place, taxon in enumerate(taxa)
        ]
        self.span = max(order, default=0) + 1  # of the weights that differ in tier and order only
        self._order = [place + 2 * self.span * aside for place, aside in zip(order, self.aside, strict=True)]
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
        readings = self._readings[place]
        met: set[str] = set()  # names that several lists share

        def enter(kind: str, key: str, label: str, list_: str) -> int:
            number = len(self.entries)
            self.entries.append(Entry(place, label, kind, list_))
            self.taxon_of.append(place)
            self.weight.append(self._order[place] + (0 if list_ == BASE_LIST else self.span))
            starts[kind].append((key, number))
            return number

        def speak(reading: tuple[str, ...], label: str, list_: str) -> None:
            if reading in readings:
                return
            readings.append(reading)
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
            bare = compact(folded)
            number = enter(language, bare, name, list_)
            if bare in met:
                continue
            met.add(bare)
            if language == "zh":
                inside.extend((bare[start:], number) for start in range(len(bare)))
                syllables = spoken(taxon.pinyin) if list_ == BASE_LIST else ()
                known = with_second_readings(name, syllables) if syllables else self.syllables.readings(name)
                for reading in known:
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

    def prepare(self) -> None:
        """Make now what only some keys need."""
        for part in ("near_han", "near_letters", "_syllable_starts"):
            getattr(self, part)

    def whole(self, text: str) -> list[Entry]:
        """Return the entries that the text is the whole of: names, codes, initials, full pinyin, Latin 3+3."""
        key = compact(fold(text))
        return [self.entries[number] for number in self._whole(key)] if 0 < len(key) <= _LONGEST else []

    def _whole(self, key: str) -> list[int]:
        lists = (self._chinese, self._foreign, self._codes, self._pinyin, self._latin_keys)
        found = [number for keys in lists for number in keys.whole(key)]
        casual = (entry.kind == "initials" and entry.list in _CASUAL for entry in map(self.entries.__getitem__, found))
        return [number for number, left_out in zip(found, casual, strict=True) if not left_out]

    def find(self, text: str, limit: int, favour: Favour | None) -> list[Candidate]:
        """Return the best candidates, by the seven ranks that the package describes."""
        folded = fold(text[: 4 * _LONGEST])
        key = compact(folded)
        if not key or len(key) > _LONGEST or limit < 1:
            return []
        found = _Found(self, limit, favour)
        whole = self._whole(key)
        found.take(1, whole, generic=any(self.entries[number].list == "generic" for number in whole))
        for rank, keys in ((2, self._chinese), (3, self._pinyin), (4, self._foreign), (5, self._latin_keys)):
            if found.enough:
                break
            found.take(rank, keys.starting(key))
        if not found.enough:
            found.take(6, self._starting_words(words(folded)))
        if not found:
            found.take(6, self._starting_syllables(key))
        if not found.enough:
            found.take_aside()
        if not found:
            self._nearly(key, found)
        return found.best()

    def _starting_words(self, tokens: list[str]) -> Iterable[int]:
        """Return the entries in which each token starts a word; 震旦yq may be met by several names of one bird."""
        if len(tokens) == 1:
            return self._inside.starting(tokens[0])
        hits = [set(self._inside.starting(token)) for token in tokens]
        if together := set.intersection(*hits):
            return sorted(together)
        han = [hit for token, hit in zip(tokens, hits, strict=True) if is_han(token[0])]
        letters = [(token, hit) for token, hit in zip(tokens, hits, strict=True) if not is_han(token[0])]
        if not han or not letters:
            return []
        taxa = set.intersection(*({self.taxon_of[number] for number in hit} for hit in han))
        for token, hit in letters:
            named = {self.taxon_of[number] for number in hit}
            taxa = {
                place
                for place in taxa
                if place in named or any(token in initials(reading) for reading in self._readings[place])
            }
        return [number for number in sorted(set.union(*han)) if self.taxon_of[number] in taxa]

    def _starting_syllables(self, key: str) -> list[int]:
        """Return the entries whose pinyin the key abbreviates, some syllables more than others: zhendyq."""
        if not (key.isascii() and key.isalpha()) or len(key) < 3:
            return []
        abbreviated: set[str] = set()
        tried = set()
        ways = [(0, "")]
        while ways:
            way = done, firsts = ways.pop()
            if done == len(key):
                abbreviated.add(firsts)
            elif way not in tried and self._chinese.any_starting(firsts + key[done]):
                tried.add(way)
                for end in range(done + 1, len(key) + 1):
                    if key[done:end] not in self._syllable_starts:
                        break
                    ways.append((end, firsts + key[done]))
        numbers = {number for firsts in abbreviated for number in self._chinese.starting(firsts)}
        return [
            number
            for number in sorted(numbers)
            if any(
                starts_syllables(key, form)
                for reading in self._readings[self.taxon_of[number]]
                for form in typed_forms(reading)
            )
        ]

    @cached_property
    def _syllable_starts(self) -> frozenset[str]:
        """Every start of every syllable of the checklist, as it may be typed."""
        readings = {reading for readings in self._readings for reading in readings}
        syllables = {syllable for reading in readings for form in typed_forms(reading) for syllable in form}
        return frozenset(syllable[:end] for syllable in syllables for end in range(1, len(syllable) + 1))

    def _nearly(self, key: str, found: "_Found") -> None:
        """Take what the text may have been meant for: Han by its sound, then anything by its typing errors."""
        if has_han(key):
            spellings = sounds(key, self.syllables)
            for keys in (self._pinyin.whole, self._pinyin.starting, self._inside.starting):
                hits = {number for spelling in spellings for number in keys(spelling)}
                found.take(7, [number for number in sorted(hits) if self.entries[number].kind == "pinyin"])
        near = self.near_han if has_han(key) else self.near_letters
        for numbers in near.closest(key):
            if found.enough:
                break
            found.take(7, numbers)
        found.take_aside()


class _Found:
    """Gathers candidates rank by rank, a taxon once, the best of equals first, until there are enough."""

    def __init__(self, index: Index, limit: int, favour: Favour | None) -> None:
        self._index = index
        self._limit = limit
        self._favour = favour
        self._seen: set[int] = set()
        self._aside: dict[int, tuple[int, int]] = {}  # the entry and the rank
        self._best: list[Candidate] = []

    def __bool__(self) -> bool:
        return bool(self._best or self._aside)

    @property
    def enough(self) -> bool:
        return len(self._best) >= self._limit

    def take(self, rank: int, numbers: Iterable[int], *, generic: bool = False) -> None:
        """Add the taxa of these entries that no better rank had; after a generic word no name is a taxon's own."""
        index, weight, taxon_of = self._index, self._index.weight, self._index.taxon_of
        lightest: dict[int, int] = {}
        for number in numbers:
            place = taxon_of[number]
            if place not in lightest or weight[number] < weight[lightest[place]]:
                lightest[place] = number
        chosen = []
        for place, number in lightest.items():
            if place in self._seen:
                continue
            if rank > 1 and index.aside[place]:
                self._aside.setdefault(place, (number, max(rank, 6)))
            else:
                chosen.append(number)
        favour, span = self._favour, index.span * (2 if generic else 1)

        def favoured(number: int) -> tuple[int, float, int]:
            liked = favour(index.taxa[taxon_of[number]].id) if favour else 0.0
            return weight[number] // span, -liked, weight[number]

        by = favoured if favour or generic else weight.__getitem__
        for number in nsmallest(self._limit - len(self._best), chosen, key=by):
            self._add(number, rank, generic)

    def _add(self, number: int, rank: int, generic: bool = False) -> None:
        entry = self._index.entries[number]
        self._seen.add(entry.taxon)
        taxon = self._index.taxa[entry.taxon]
        self._best.append(Candidate(taxon, rank, entry.label, rank == 1, entry.own and not generic))

    def take_aside(self) -> None:
        """Add, last of all, the concepts for old records of which only a part was typed."""
        left = [found for place, found in self._aside.items() if place not in self._seen]
        for number, rank in sorted(left, key=lambda found: (found[1], self._index.weight[found[0]])):
            self._add(number, rank)

    def best(self) -> list[Candidate]:
        """Return the candidates, as many as were asked for."""
        return self._best[: self._limit]
