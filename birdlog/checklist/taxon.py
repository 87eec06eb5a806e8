"""What a checklist is made of: taxa, their other names, the changes between lists, and what a search answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

KINDS = ("species", "spuh", "slash", "domestic", "hybrid", "form", "broad")
"""What a taxon can be: "spuh" is a "gull sp.", "slash" one of two, "broad" a concept that has since been split."""

TIERS = ("usual", "recorded", "historical", "unconfirmed", "escape")
"""How likely a taxon is here, the likeliest first."""

CHANGE_KINDS = ("split", "lump", "rename")
"""What may become of a taxon between lists."""

CHANGE_RULES = ("auto", "slash", "ask", "none")
"""How a change is followed when reading: to the one bird of the region, to "a/b", after a question, or not at all."""

BASE_LIST = "shanghai2025"
"""The list whose Chinese names stand in taxa.csv: `resolve(name, using=BASE_LIST)` takes a current name as it is."""

LANGUAGES = ("zh", "en", "la", "pinyin", "code")
"""What a row of names.csv can be."""


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name other than the current one: from another list, an old spelling, a local name, a second reading.

    `list` says whose it is: zheng4, zheng3, ioc15, ebird2025, banding, old, synonym, reading, local; "generic" is a
    word that means any of several taxa, so that the program has to ask.
    """

    taxon: str
    name: str
    language: str
    list: str


class Names(Protocol):
    """Where a taxon finds what other lists call it."""

    def by_taxon(self) -> Mapping[str, tuple[OtherName, ...]]: ...


class _Named:
    """Keeps where the other names are out of a taxon's fields: it is no fact about the taxon."""

    __slots__ = ("_names",)
    _names: Names


@dataclass(frozen=True, slots=True)
class Taxon(_Named):
    """One row of the checklist: a species, or something less or more exact that counters write down.

    `position` is the place in taxonomic order; `active` is false for concepts kept only for old records.
    `iucn`, `cn` and `cites` are categories of the years that checklist.toml names.
    """

    id: str
    kind: str = "species"
    tier: str = "recorded"
    scientific_name: str = ""
    english_name: str = ""
    chinese_name: str = ""
    pinyin: str = ""
    order: str = ""
    family: str = ""
    guild: str = ""
    waterbird: bool = False
    code4: str = ""
    avibase: str = ""
    status: str = ""
    sensitive: bool = False
    active: bool = True
    iucn: str = ""
    cn: str = ""
    cites: str = ""
    position: int = 0

    def with_names(self, names: Names) -> "Taxon":
        """Return this taxon, which from now on finds other lists' names there; for whoever makes it only."""
        object.__setattr__(self, "_names", names)
        return self

    def name(self, language: str = "zh", names: str = BASE_LIST) -> str:
        """Return the name in "zh", "en" or "la", Chinese by the list named; what is missing falls back zh, en, la."""
        if language == "zh" and names != BASE_LIST:
            source: Names | None = getattr(self, "_names", None)
            for other in source.by_taxon().get(self.id, ()) if source else ():
                if other.list == names and other.language == "zh":
                    return other.name
        by_language = {"zh": self.chinese_name, "en": self.english_name, "la": self.scientific_name}
        return (
            by_language.get(language, "") or self.chinese_name or self.english_name or self.scientific_name or self.id
        )


def is_aside(taxon: Taxon) -> bool:
    """Say whether the taxon is a concept kept for old records only, which comes after every other."""
    return not taxon.active or taxon.kind == "broad"


@dataclass(frozen=True, slots=True)
class Change:
    """A split, lump or rename that old records and sheets meet: from these taxa to those, and how to follow it."""

    year: int
    list: str
    kind: str  # of CHANGE_KINDS
    from_: tuple[str, ...]
    to: tuple[str, ...]
    rule: str  # of CHANGE_RULES


@dataclass(frozen=True, slots=True)
class Candidate:
    """A taxon that fits what was typed, and how well.

    rank: 1 the whole name, code, initials, full pinyin or Latin 3+3; 2 the start of a Chinese name or of initials;
    3 of full pinyin; 4 of an English or Latin name; 5 of a Latin 3+3; 6 starts of words; 7 a typing error or the sound.
    matched: the name or key that matched, as written in the checklist. whole: the text is all of it.
    own: it is a current name of the taxon, not another list's, an older or a local one.
    """

    taxon: Taxon
    rank: int
    matched: str
    whole: bool
    own: bool = True


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a whole name means: one taxon, or None with the candidates to ask about.

    how: "id", "name" (current), "list" (the name in the list asked for), "alias", "code", "pinyin", "initials",
    "latin-key"; and where taxon is None "several" or "unknown".
    """

    taxon: Taxon | None
    candidates: tuple[Candidate, ...]
    how: str
