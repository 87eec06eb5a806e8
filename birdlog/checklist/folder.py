"""Reads the species folder, which birders mend in spreadsheets: says what is wrong, in which line, what is right."""

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from birdlog.checklist.taxon import CHANGE_KINDS, CHANGE_RULES, KINDS, LANGUAGES, TIERS, Change, OtherName, Taxon
from birdlog.errors import DataError, EnvironmentFault, Problem
from birdlog.i18n import _

TAXA_COLUMNS = [
    *("id", "kind", "tier", "scientific_name", "english_name", "chinese_name", "pinyin", "order", "family", "guild"),
    *("waterbird", "code4", "avibase", "status", "sensitive", "active", "iucn", "cn", "cites"),
]
NAMES_COLUMNS = ["taxon", "name", "language", "list"]
CHANGES_COLUMNS = ["year", "list", "kind", "from", "to", "rule"]
_YES_NO = {"1": True, "0": False}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def find_folder() -> Path:
    """Return the folder of the checklist: inside the installed package, else beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "species", package.parent / "species"):
        if (folder / "checklist.toml").is_file() or (folder / "taxa.csv").is_file():
            return folder
    raise EnvironmentFault(
        _("The species checklist is missing: there is no {folder}.").format(folder=package / "species"),
        _("Install birdlog again."),
    )


class Folder:
    """The files of one species folder, each read when it is first needed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._names: tuple[OtherName, ...] | None = None
        self._by_taxon: dict[str, tuple[OtherName, ...]] | None = None
        self._changes: tuple[Change, ...] | None = None
        self._about: Mapping[str, Any] | None = None
        self._ids: frozenset[str] = frozenset()

    def taxa(self) -> tuple[Taxon, ...]:
        """Read taxa.csv: the taxa in the order of the file, which is the taxonomic order."""
        faults = _Faults(self.path / "taxa.csv")
        found: dict[str, Taxon] = {}
        for line, row in _rows(faults, TAXA_COLUMNS):
            id, kind, tier, latin, english, chinese, pinyin, order, family, guild, waterbird, code4, avibase, status = (
                row[:14]
            )
            sensitive, active, iucn, cn, cites = row[14:]
            if not _ID.fullmatch(id):
                faults.add(line, 1, id, _("lower-case letters and digits joined by hyphens, such as reed-parrotbill"))
            elif id in found:
                faults.add(line, 1, id, _("an id that no other line has"), _("This id stands twice."))
            if kind not in KINDS:
                faults.add(line, 2, kind, " | ".join(KINDS))
            if tier not in TIERS:
                faults.add(line, 3, tier, " | ".join(TIERS))
            if not (latin or english or chinese):
                faults.add(line, 6, "", _("at least one name"))
            for column, value in ((11, waterbird), (15, sensitive), (16, active)):
                if value not in _YES_NO:
                    faults.add(line, column, value, _("1 for yes, 0 for no"))
            found[id] = Taxon(
                id, kind, tier, latin, english, chinese, pinyin, order, family, guild, waterbird == "1", code4, avibase,
                status, sensitive == "1", active == "1", iucn, cn, cites, len(found) + 1,
            ).with_names(self)  # fmt: skip
        if not found and not faults.problems:
            faults.add(1, 1, "", _("at least one taxon"))
        faults.raise_if_any(TAXA_COLUMNS)
        self._ids = frozenset(found)
        return tuple(found.values())

    def names(self) -> tuple[OtherName, ...]:
        """Read names.csv; a folder without one has no other names."""
        if self._names is None:
            faults = _Faults(self.path / "names.csv")
            found = []
            for line, (taxon, name, language, list_) in _rows(faults, NAMES_COLUMNS, required=False):
                if taxon not in self._ids:
                    faults.add(line, 1, taxon, _("an id that stands in taxa.csv"))
                if not name:
                    faults.add(line, 2, name, _("a name"))
                if language not in LANGUAGES:
                    faults.add(line, 3, language, " | ".join(LANGUAGES))
                found.append(OtherName(taxon, name, language, list_))
            faults.raise_if_any(NAMES_COLUMNS)
            self._names = tuple(dict.fromkeys(found))
        return self._names

    def by_taxon(self) -> Mapping[str, tuple[OtherName, ...]]:
        """Return the other names of each taxon that has any, in the order of the file."""
        if self._by_taxon is None:
            gathered: dict[str, list[OtherName]] = {}
            for name in self.names():
                gathered.setdefault(name.taxon, []).append(name)
            self._by_taxon = {taxon: tuple(names) for taxon, names in gathered.items()}
        return self._by_taxon

    def changes(self) -> tuple[Change, ...]:
        """Read changes.csv; a folder without one knows no changes."""
        if self._changes is None:
            faults = _Faults(self.path / "changes.csv")
            found = []
            for line, (year, list_, kind, before, after, rule) in _rows(faults, CHANGES_COLUMNS, required=False):
                if not (year.isascii() and year.isdigit()):
                    faults.add(line, 1, year, _("a year, such as 2024"))
                    continue
                if kind not in CHANGE_KINDS:
                    faults.add(line, 3, kind, " | ".join(CHANGE_KINDS))
                if rule not in CHANGE_RULES:
                    faults.add(line, 6, rule, " | ".join(CHANGE_RULES))
                ends = tuple(before.split("|")), tuple(after.split("|"))
                for column, ids in zip((4, 5), ends, strict=True):
                    for id in ids:
                        if id not in self._ids:
                            faults.add(line, column, id, _("ids that stand in taxa.csv, joined by |"))
                found.append(Change(int(year), list_, kind, *ends, rule))
            faults.raise_if_any(CHANGES_COLUMNS)
            self._changes = tuple(found)
        return self._changes

    def about(self) -> Mapping[str, Any]:
        """Read checklist.toml: the version, the list it follows, its sources; empty where there is none."""
        if self._about is None:
            import tomllib

            path = self.path / "checklist.toml"
            try:
                self._about = tomllib.loads(_text(path)) if path.exists() else {}
            except tomllib.TOMLDecodeError as error:
                raise DataError(
                    _("{file} cannot be read: {reason}.").format(file=path, reason=error), _("Mend that line.")
                ) from error
        return self._about


class _Faults:
    """What is wrong in one file, gathered so that a birder can mend all of it at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[tuple[int, int, str, str, str]] = []

    def add(self, line: int, column: int, value: str, expected: str, message: str = "") -> None:
        """Note a wrong cell; line and column count from 1, the header being line 1."""
        self.problems.append((line, column, value, expected, message))

    def raise_if_any(self, columns: list[str]) -> None:
        """Raise a DataError whose text is the first problem and whose `problems` are all of them."""
        if not self.problems:
            return
        problems = []
        for line, column, value, expected, message in self.problems:
            said = message or _("This cannot be used: {value}.").format(value=value or _("(blank)"))
            text = _("{file}, line {line}, column {name}: {said}").format(
                file=self.path, line=line, name=columns[column - 1], said=said
            )
            problems.append(
                Problem(
                    code="checklist-broken", message=text, column=column, value=value, expected=expected,
                    file=str(self.path), row=line,
                )
            )  # fmt: skip
        advice = _("Right would be: {expected}.").format(expected=problems[0].expected)
        if len(problems) > 1:
            advice += " " + _("Lines to mend in this file: {count}.").format(count=len({p.row for p in problems}))
        raise DataError(problems[0].message, advice, problems=tuple(problems))


def _text(path: Path) -> str:
    """Return a text file's content; a spreadsheet's byte order mark is no part of it."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(
            _("{file} cannot be read: {reason}.").format(file=path, reason=error.strerror or error),
            _("The species folder needs this file; take it from a fresh copy of birdlog."),
        ) from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(
            _("{file}, line {line}: this is not UTF-8 text; a spreadsheet saved it in another encoding.").format(
                file=path, line=line
            ),
            _("Open it again, check the Chinese names, and save it as “CSV UTF-8 (comma delimited)”."),
            problems=(Problem(code="checklist-encoding", message=str(error), file=str(path), row=line),),
        ) from error


def _rows(faults: _Faults, columns: list[str], *, required: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Yield (line number, cells in the order of `columns`) of a csv file, blank rows left out.

    Columns may stand in any order, and more of them than are needed; a missing one is an error that names it.
    """
    if not required and not faults.path.exists():
        return
    # NUL characters mean UTF-16, which a spreadsheet calls "Unicode text".
    reader = csv.reader(_text(faults.path).splitlines(keepends=True), strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        missing = [name for name in columns if name not in header]
        if missing:
            raise DataError(
                _("{file}, line 1: the column {names} is missing.").format(
                    file=faults.path, names=", ".join(missing)
                ),
                _("The first line must name these columns, separated by commas: {names}.").format(
                    names=",".join(columns)
                ),
                problems=(
                    Problem(
                        code="checklist-columns", message=", ".join(missing), expected=",".join(columns),
                        file=str(faults.path), row=1,
                    ),
                ),
            )  # fmt: skip
        pick: Callable[[list[str]], list[str]] | None = None
        if header != columns:
            places = [header.index(name) for name in columns]
            pick = lambda row: [row[place] for place in places]  # noqa: E731
        width = len(header)
        for row in reader:
            if len(row) != width:
                if not any(row):
                    continue
                faults.add(
                    reader.line_num, 1, row[0],
                    _("{columns} cells, as in the first line").format(columns=width),
                    _("This line has {cells} cells.").format(cells=len(row)),
                )  # fmt: skip
                continue
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield reader.line_num, pick(cells) if pick else cells
    except csv.Error as error:
        raise DataError(
            _("{file}, line {line}: the line cannot be read as CSV ({reason}).").format(
                file=faults.path, line=reader.line_num, reason=error
            ),
            _("Check the quotation marks in this line, and save it as “CSV UTF-8 (comma delimited)”."),
        ) from error
