"""A survey as a message to send: the place and day, how it was counted, the birds as the entry line reads them back."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from birdlog.draft import terms
from birdlog.formats import plain

if TYPE_CHECKING:
    from birdlog.checklist import Checklist
    from birdlog.lookup import Header, Line

__all__ = ["message"]


def message(header: "Header", lines: Iterable["Line"], checklist: "Checklist", language: str) -> str:
    """Return the message in "zh" or "en"; rejected lines stay out, birds in taxonomic order, one line each."""
    from birdlog.quickline import render

    chosen = [line for line in lines if line.review != "rejected"]
    chosen.sort(key=lambda line: (_position(line.taxon, checklist), line.line))
    birds = [plain(render([replace(line.draft, time=None)], checklist, language)) for line in chosen]
    return "\n".join([_place(header, language), _how(header, language), *birds, _sum(header, language)])


def _position(taxon: str, checklist: "Checklist") -> int:
    return checklist.get(taxon).position if taxon in checklist else 10**9


def _place(header: "Header", language: str) -> str:
    site = header.site_name if language == "zh" else header.site_english_name or header.site_name
    where = "·".join(part for part in (site, header.plot_name) if part)
    times = "–".join(f"{moment:%H:%M}" for moment in (header.start, header.end) if moment)
    return plain(" ".join(part for part in (where, header.date.isoformat(), times) if part))


def _how(header: "Header", language: str) -> str:
    draft = header.draft
    words = [
        terms.PROTOCOL.label(header.protocol, language),
        terms.SKY.label(draft.weather, language),
        terms.TIDE.label(draft.tide, language),
        terms.TIDE_RANGE.label(draft.tide_range, language),
    ]
    if header.observers:
        names = ("、" if language == "zh" else ", ").join(header.observers)
        words.append(f"观察者：{names}" if language == "zh" else f"observers: {names}")
    return plain(" · ".join(word for word in words if word))


def _sum(header: "Header", language: str) -> str:
    totals = header.totals
    complete = header.draft.complete
    zh = language == "zh"
    least = {"~": "约 " if zh else "about ", "≥": "≥" if zh else "at least ", "": ""}[totals.sign]
    if language == "zh":
        words = [f"共 {totals.taxa} 种 {least}{totals.individuals} 只次"]
        words += [f"另有 {totals.uncounted} 条未计数"] if totals.uncounted else []
        words += ["完整记录"] if complete else []
        return "，".join(words) + "。"
    words = [f"{totals.taxa} species, {least}{totals.individuals} birds"]
    words += [f"{totals.uncounted} more without a number"] if totals.uncounted else []
    words += ["complete list"] if complete else []
    return ", ".join(words) + "."
