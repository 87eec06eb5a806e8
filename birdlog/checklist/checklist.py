"""The checklist itself: its taxa, finding one at each key, and taking whole names."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from birdlog.checklist.folder import Folder, find_folder
from birdlog.checklist.folding import fold
from birdlog.checklist.index import Entry, Favour, Index
from birdlog.checklist.taxon import BASE_LIST, Candidate, Change, OtherName, Resolution, Taxon, is_aside
from birdlog.checklist.written import WrittenNames
from birdlog.errors import UsageError
from birdlog.i18n import _

_LISTS = (BASE_LIST, "zheng4", "zheng3", "ioc15", "ebird2025")
_NAMES = ("zh", "en", "la")
_KEYS = ("code", "pinyin", "initials", "latin-key")
# Signs that part the words of a name; any other sign (a question mark, a plus) says something more than the name.
_PARTING = frozenset(" -'./·()")


class Checklist:
    """The taxa in taxonomic order, and everything they are called.

    The index is built when first needed, in well under 0.1 s for the shipped list; `prepare()` builds it beforehand,
    in a worker for example, so that no key waits for it. A checklist does not change: `with_extra` returns another one.
    """

    def __init__(self, taxa: Iterable[Taxon], folder: Folder | None = None) -> None:
        self.taxa = tuple(taxa)
        self._folder = folder
        self._by_id = {taxon.id: taxon for taxon in self.taxa}

    def __repr__(self) -> str:
        return f"<Checklist {self.version}: {len(self.taxa)} taxa>"

    def __len__(self) -> int:
        return len(self.taxa)

    def __iter__(self) -> Iterator[Taxon]:
        return iter(self.taxa)

    def __contains__(self, id: object) -> bool:
        return id in self._by_id

    def get(self, id: str) -> Taxon:
        """Return the taxon with this id; KeyError where there is none."""
        return self._by_id[id]

    @property
    def version(self) -> str:
        """The version that checklist.toml states, empty where it states none."""
        return str(self._folder.about().get("version", "")) if self._folder else ""

    @property
    def about(self) -> Mapping[str, Any]:
        """What checklist.toml says of the list: its version, sources, and the years its columns follow."""
        return self._folder.about() if self._folder else {}

    @property
    def changes(self) -> tuple[Change, ...]:
        """The splits, lumps and renames that old records meet."""
        return self._folder.changes() if self._folder else ()

    def other_names(self, id: str) -> tuple[OtherName, ...]:
        """Return what else the taxon is called, and by whose list."""
        return self._folder.by_taxon().get(id, ()) if self._folder else ()

    @cached_property
    def lists(self) -> frozenset[str]:
        """The lists through which `resolve` can be asked to go."""
        known = frozenset(_LISTS)
        return known.union(name.list for name in self._folder.names()) if self._folder else known

    def with_extra(self, taxa: Iterable[Taxon]) -> "Checklist":
        """Return the checklist with taxa that a user added after its own; an id it has already stays as it is."""
        extra = {taxon.id: taxon for taxon in taxa if taxon.id not in self._by_id}
        if not extra:
            return self
        positions = range(len(self.taxa) + 1, len(self.taxa) + len(extra) + 1)
        added = [replace(taxon, position=place) for place, taxon in zip(positions, extra.values(), strict=True)]
        return Checklist((*self.taxa, *added), self._folder)

    def prepare(self) -> None:
        """Build the index and the names now rather than at the first key."""
        self._index.prepare()
        self.longest_name("", 0)

    @cached_property
    def _index(self) -> Index:
        return Index(self.taxa, self.other_names)

    @cached_property
    def _written(self) -> WrittenNames:
        return WrittenNames(entry.label for entry in self._index.entries if entry.kind in _NAMES)

    def find(self, text: str, *, limit: int = 9, favour: Favour | None = None) -> list[Candidate]:
        """Return the taxa that may be meant by what has been typed so far, the best first, each once.

        The ranks are those of `Candidate`; rank 7 only when nothing else fits. Among equals come current names before
        other names, then the greater favour(id) (on this survey, usual here), then tier and taxonomic order. Inactive
        and broad concepts come last unless their whole name is given. Raises nothing, whatever the text.
        """
        return self._index.find(text, limit, favour)

    def ambiguous(self, candidates: Sequence[Candidate]) -> bool:
        """Say whether Enter must write a name out instead of storing, given what `find` returned (two at least).

        One bird fits best alone, and is stored, when no other has the same rank: a lower rank is no equal, so 白鹭
        stands beside 大白鹭, and the start of a single name is enough (震旦). Equal is the same rank, whatever favour
        and tier say: two birds with the same initials are asked about though one is an escape never seen here, for the
        commonest bird is exactly what a hurried hand stores by mistake. Two things part equals: a current name beats
        another list's, an older or a local one, unless the word is generic (银鸥), and beside it a concept kept for old
        records does not count. A guess (rank 7), and such a concept at the head of others, is always asked about.
        """
        if not candidates:
            return False
        first, *others = candidates
        if first.rank == 7:
            return True
        if is_aside(first.taxon):
            return bool(others)
        return any(
            other.rank == first.rank
            and other.own == first.own
            and (not is_aside(other.taxon) or (other.whole and not first.own))
            for other in others
        )

    def resolve(self, name: str, using: str | None = None) -> Resolution:
        """Return the one taxon that a whole name means, or the candidates to ask about; never a part of a name.

        `using` is the list that the writer followed. A name means what it means there; a taxon that the list calls
        otherwise is not meant. What the list does not have is looked for in all of them. Without `using`, a name that
        moved from one bird to another between lists is asked about. Codes, full pinyin, initials and the Latin 3+3
        count if exactly one active taxon fits. What is not known comes back with the closest, which are never taken.
        """
        if using is not None and using not in self.lists:
            raise UsageError(
                _("No list of names is called {name}.").format(name=using),
                _("Lists: {names}.").format(names=", ".join(sorted(self.lists))),
            )
        if name in self._by_id:
            taxon = self._by_id[name]
            return Resolution(taxon, (Candidate(taxon, 1, name, True),), "id")
        folded = fold(name)
        if not all(char.isalnum() or char in _PARTING for char in folded):
            return Resolution(None, tuple(self.find(name)), "unknown")
        whole = self._index.whole(name)
        names = [entry for entry in whole if entry.kind in _NAMES]
        if using is not None and (listed := self._in_list(names, using)):
            return self._decide(listed, "name" if listed[0].own else "list")
        if names:
            return self._decide(self._not_followed(names), "name" if any(entry.own for entry in names) else "alias")
        for kind in _KEYS:
            if keys := [entry for entry in whole if entry.kind == kind and not is_aside(self.taxa[entry.taxon])]:
                return self._decide(keys, kind)
        return Resolution(None, tuple(self.find(name)), "unknown")

    def _in_list(self, names: list[Entry], using: str) -> list[Entry]:
        """Return the entries by which the list has this name: its own rows, and current names it does not change.

        A concept that has since been split is all that the list means by the name.
        """
        listed = [entry for entry in names if entry.list == using and is_aside(self.taxa[entry.taxon])]
        if listed:
            return listed
        for entry in names:
            if entry.list == using:
                listed.append(entry)
            elif entry.own:
                others = self.other_names(self.taxa[entry.taxon].id)
                if not any(other.list == using and other.language == entry.kind for other in others):
                    listed.append(entry)
        return listed

    def _not_followed(self, names: list[Entry]) -> list[Entry]:
        """Return the entries without concepts for old records that add no doubt.

        These are concepts that have the name from no list, and those whose every split leads to one bird of the
        region: 牛背鹭 in an old list is the eastern one here. 大山雀 stays in doubt, for it moved to another bird.
        """
        active = {self.taxa[entry.taxon].id for entry in names if not is_aside(self.taxa[entry.taxon])}
        if not active:
            return names
        kept = []
        for entry in names:
            taxon = self.taxa[entry.taxon]
            if not is_aside(taxon):
                kept.append(entry)
            elif not entry.own and entry.list != "synonym":
                splits = [change for change in self.changes if taxon.id in change.from_]
                if not splits or any(change.rule != "auto" or not active.issuperset(change.to) for change in splits):
                    kept.append(entry)
        return kept

    def _decide(self, entries: list[Entry], how: str) -> Resolution:
        """Return the taxon if the entries mean one, else all of them as candidates."""
        by_taxon: dict[int, Entry] = {}
        for entry in entries:
            if entry.taxon not in by_taxon or entry.own:
                by_taxon[entry.taxon] = entry
        candidates = tuple(
            Candidate(self.taxa[place], 1, by_taxon[place].label, True, by_taxon[place].own)
            for place in sorted(by_taxon, key=lambda place: (is_aside(self.taxa[place]), place))
        )
        if len(candidates) == 1:
            return Resolution(candidates[0].taxon, candidates, how)
        return Resolution(None, candidates, "several")

    def longest_name(self, text: str, start: int) -> int | None:
        """Return where the longest whole name that starts at `start` ends: Chinese, English or Latin, any list's.

        A Chinese name may be glued to anything (八哥3, 一对白鹭); an English or Latin one starts and ends at a word.
        """
        return self._written.end(text, start)


def load(folder: Path | None = None) -> Checklist:
    """Return the checklist of a species folder, by default the shipped one; read once a process.

    Raises DataError, naming file and line, where the folder cannot be used as it is.
    """
    return _load((folder or find_folder()).resolve())


@cache
def _load(folder: Path) -> Checklist:
    files = Folder(folder)
    return Checklist(files.taxa(), files)
