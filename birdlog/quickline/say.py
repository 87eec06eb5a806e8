"""What a draft says, in words: what Enter will store, and the short pieces for a table.

The words stand here and in the vocabularies, not in the translations: both take the language as an argument.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from birdlog.draft.count import Count, Kind
from birdlog.draft.shapes import Part, SightingDraft
from birdlog.draft.terms import AGE, BEHAVIOUR, BREEDING, CERTAINTY, CONDITION, DETECTION, PLUMAGE, SEX

if TYPE_CHECKING:
    from birdlog.checklist import Checklist

__all__ = ["Short", "say", "say_count", "say_short"]

_PLAIN_PRESENT = ("", "有", "√", "x", "X", "ｘ", "Ｘ", "✓", "✔")


class Short(NamedTuple):
    """The pieces of a draft for a table: its count, and what else was marked."""

    figure: str
    marks: str


def say(draft: SightingDraft, checklist: Checklist, language: str) -> str:
    """Return what would be stored, in words: 震旦鸦雀 12 只（3 雄）; Reed Parrotbill, 12 birds (3 males)."""
    taxon = checklist.get(draft.taxon)
    name = taxon.name(language)
    count = say_count(draft.count, language)
    parts = [_part(part, language) for part in draft.parts]
    rest = _marks(draft, language)
    if language == "zh":
        sign = {"new": "", "more": "另加 ", "set": "改为 "}[draft.op]
        said = f"{name} {sign}{count}"
        said += f"（{'，'.join(parts)}）" if parts else ""
        said += "".join(f"，{word}" for word in rest)
        return said + (f"；{draft.note}" if draft.note else "")
    if draft.op == "more":
        count = _more(draft.count, count)
    said = f"{name}, {'set to ' if draft.op == 'set' else ''}{count}"
    said += f" ({', '.join(parts)})" if parts else ""
    said += "".join(f", {word}" for word in rest)
    return said + (f"; {draft.note}" if draft.note else "")


def say_count(count: Count, language: str) -> str:
    """Return a count in words: 约 60 只, 有（未计数）; about 60 birds, present (not counted)."""
    kept = count.text.strip() if count.kind is Kind.PRESENT and count.text.strip() not in _PLAIN_PRESENT else ""
    if language == "zh":
        match count.kind:
            case Kind.PRESENT:
                return f"有（{kept}，未计数）" if kept else "有（未计数）"
            case Kind.NONE:
                return "未见（找过）"
            case Kind.CLASS:
                return f"多度 {count.text}"
            case _:
                return f"{_figure(count, 'zh')} 只"
    match count.kind:
        case Kind.PRESENT:
            return f"present ({kept}, not counted)" if kept else "present (not counted)"
        case Kind.NONE:
            return "none (looked for)"
        case Kind.CLASS:
            return f"abundance {count.text}"
        case _:
            one = count.kind is not Kind.RANGE and count.best == 1
            return f"{_figure(count, 'en')} {'bird' if one else 'birds'}"


def say_short(draft: SightingDraft, language: str) -> Short:
    """Return the count without its measure, and the marks without the note: 约 60, 3雄 飞过."""
    count = draft.count
    zh = language == "zh"
    match count.kind:
        case Kind.PRESENT:
            figure = "有" if zh else "present"
        case Kind.NONE:
            figure = "未见" if zh else "none"
        case Kind.CLASS:
            figure = count.text
        case _:
            figure = _figure(count, language)
    parts = [_part(part, language).replace(" ", "" if zh else " ") for part in draft.parts]
    return Short(figure, (" " if zh else ", ").join([*parts, *_marks(draft, language, short=True)]))


def _figure(count: Count, language: str) -> str:
    zh = language == "zh"
    match count.kind:
        case Kind.ABOUT:
            return f"{'约' if zh else 'about'} {count.best}"
        case Kind.AT_LEAST:
            return f"{'至少' if zh else 'at least'} {count.low}"
        case Kind.RANGE:
            return f"{count.low}–{count.high}"
        case _:
            return f"{count.best}"


def _more(count: Count, said: str) -> str:
    """Return "3 more birds" for "3 birds"."""
    for noun in (" birds", " bird"):
        if count.has_number and said.endswith(noun):
            return f"{said.removesuffix(noun)} more{noun}"
    return f"more: {said}"


def _part(part: Part, language: str) -> str:
    """Return 3 雄成, or 3 adult males."""
    if language == "zh":
        words = (SEX.label(part.sex, "zh"), AGE.label(part.age, "zh"), PLUMAGE.label(part.plumage, "zh"))
        return f"{part.number} {''.join(words)}"
    age, sex = AGE.label(part.age, "en"), SEX.label(part.sex, "en")
    many = "" if part.number == 1 else "s"
    if sex:
        nouns = [age, sex + many]
    elif age and age != "first winter":
        nouns = [age + many]
    else:
        nouns = [age]
    plumage = f"in {PLUMAGE.label(part.plumage, 'en')}" if part.plumage else ""
    return " ".join(word for word in (f"{part.number}", *nouns, plumage) if word)


def _marks(draft: SightingDraft, language: str, *, short: bool = False) -> list[str]:
    """Return the words for everything but name, count, parts and note."""
    words = []
    if draft.detection != "seen":
        words.append(DETECTION.label(draft.detection, language))
    if draft.condition != "alive":
        words.append(CONDITION.label(draft.condition, language))
    if draft.certainty != "certain":
        words.append(CERTAINTY.label(draft.certainty, language))
    if draft.time is not None and not short:
        words.append(f"{draft.time:%H:%M}")
    if draft.plot:
        words.append(draft.plot if short else f"{'样区' if language == 'zh' else 'plot'} {draft.plot}")
    words += [BEHAVIOUR.label(code, language) for code in draft.behaviours]
    if draft.breeding:
        words.append(BREEDING.label(draft.breeding, language) + ("" if short else f" {draft.breeding}"))
    return words
