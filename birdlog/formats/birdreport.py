"""The import sheet of birdreport.cn (导入鸟种): 中文名, 数量, 备注. Names are those of its library, Zheng's 4th list.

A quantity of 0 means "heard or not counted" there, never "absent": birds looked for and not found stay out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from birdlog.draft import Kind, SightingDraft

if TYPE_CHECKING:
    from birdlog.checklist import Checklist, Taxon

__all__ = ["HEADER", "NAMES", "REASONS", "SHEET", "Report", "Row", "report"]

HEADER = ("中文名", "数量", "备注")
SHEET = "鸟种"
NAMES = "zheng4"
REASONS = ("absent", "uncertain", "rejected", "dead", "not-a-species", "no-chinese-name")
"""Why a line is not in the sheet."""

_SPECIES = frozenset({"species", "form", "broad"})


@dataclass(frozen=True, slots=True)
class Row:
    """A bird of the report."""

    name: str
    quantity: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The sheet's rows in taxonomic order, and the ids of the birds left out, by reason."""

    rows: tuple[Row, ...]
    left_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def report(lines: Iterable[tuple[SightingDraft, str]], checklist: "Checklist") -> Report:
    """Return one survey as a report; each line is a sighting and its review."""
    taken: dict[str, list[SightingDraft]] = {}
    left: dict[str, list[str]] = {}
    for draft, review in lines:
        reason = _reason(draft, review, checklist)
        if reason:
            left.setdefault(reason, []).append(draft.taxon)
        else:
            taken.setdefault(draft.taxon, []).append(draft)
    birds = sorted((checklist.get(taxon) for taxon in taken), key=lambda taxon: taxon.position)
    rows = tuple(_row(taxon, taken[taxon.id]) for taxon in birds)
    return Report(rows, {reason: tuple(dict.fromkeys(left[reason])) for reason in REASONS if reason in left})


def _reason(draft: SightingDraft, review: str, checklist: "Checklist") -> str:
    """Return why a line stays out, blank where it goes in."""
    if draft.count.kind is Kind.NONE:
        return "absent"
    if review == "rejected":
        return "rejected"
    if draft.certainty == "uncertain":
        return "uncertain"
    if draft.condition == "dead":
        return "dead"
    taxon = checklist.get(draft.taxon) if draft.taxon in checklist else None
    if taxon is None or not taxon.chinese_name:
        return "no-chinese-name"
    return "" if taxon.kind in _SPECIES else "not-a-species"


def _row(taxon: "Taxon", drafts: list[SightingDraft]) -> Row:
    """Return one bird's row: the sum of what was counted, and in the note what a number cannot say."""
    numbers = [draft.count.best for draft in drafts if draft.count.best is not None]
    notes = []
    if len(numbers) < len(drafts):
        notes.append("另有数量不详的" if numbers else "数量不详")
    kinds = {draft.count.kind for draft in drafts}
    notes += [word for kind, word in _INEXACT.items() if kind in kinds]
    for ways, word in (({"heard"}, "仅闻其声"), ({"overhead"}, "飞过")):
        if {draft.detection for draft in drafts} == ways:
            notes.append(word)
    if any(draft.condition == "sick" for draft in drafts):
        notes.append("有伤病个体")
    notes += [draft.note for draft in drafts if draft.note]
    return Row(taxon.name("zh", NAMES), sum(numbers), "；".join(dict.fromkeys(notes)))


_INEXACT = {Kind.ABOUT: "约数", Kind.AT_LEAST: "至少", Kind.RANGE: "范围取中值"}
