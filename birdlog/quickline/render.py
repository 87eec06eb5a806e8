"""Drafts to a canonical line: parse(render(drafts)) gives equal drafts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from birdlog.draft.count import Count, Kind
from birdlog.draft.shapes import Part, SightingDraft
from birdlog.draft.terms import AGE, BEHAVIOUR, BREEDING, CERTAINTY, CONDITION, DETECTION, PLUMAGE, SEX, Vocabulary
from birdlog.quickline.source import plain

if TYPE_CHECKING:
    from birdlog.checklist import Checklist, Taxon

__all__ = ["render"]

_LETTERS = {"male": "m", "female": "f", "adult": "a", "immature": "i", "juvenile": "j", "chick": "p"}
_DETECTION = {"zh": {"heard": "听", "overhead": "飞过"}, "en": {"heard": "h", "overhead": "o"}}
#: A plot that needs no quotes: no sign of the line in it, and nothing that looks like a time.
_SAFE_PLOT = re.compile(r'(?![0-9:]+$)[^\s,、;()#@"]+')
_LINE_ENDS = re.compile(r"[\r\n]+")


def render(drafts: Iterable[SightingDraft], checklist: Checklist, language: str = "zh") -> str:
    """Return the drafts as one text, in Chinese or English words; a note ends its line.

    It says what the entry line can say: taxon, count, operation, detection, condition, certainty, parts, plot, time to
    the minute, behaviours, breeding code and note. Habitat, distance band, point, observer and a class of abundance
    with "more" cannot be typed there and are left out; line ends in notes and plots become blanks.
    """
    out: list[str] = []
    for draft in drafts:
        note = _LINE_ENDS.sub(" ", draft.note).strip()
        entry = _entry(draft, checklist, language)
        if note:
            out += [entry, "；" if language == "zh" else "; ", note, "\n"]
        else:
            out += [entry, "、" if language == "zh" else ", "]
    return "".join(out[:-1])


def _entry(draft: SightingDraft, checklist: Checklist, language: str) -> str:
    """Return one draft without its note."""
    taxon = checklist.get(draft.taxon)
    words = [_name(taxon, checklist, language) + ("?" if draft.certainty == "uncertain" else "")]
    words.append(_count(draft, language))
    words.append("".join(_part(part, language) for part in draft.parts))
    if draft.detection != "seen":
        words.append(_DETECTION[language].get(draft.detection) or _word(DETECTION, draft.detection, language))
    if draft.condition != "alive":
        words.append(_word(CONDITION, draft.condition, language))
    if draft.certainty == "probable":
        words.append(_word(CERTAINTY, draft.certainty, language))
    if draft.time is not None:
        words.append(f"@{draft.time:%H:%M}")
    if draft.plot:
        words.append(_plot(draft.plot))
    words += ["#" + _word(BEHAVIOUR, code, language) for code in draft.behaviours]
    if draft.breeding:
        words.append("#" + _word(BREEDING, draft.breeding, language))
    return " ".join(word for word in words if word)


def _word(vocabulary: Vocabulary, code: str, language: str) -> str:
    """Return the Chinese word of a code; in English the code itself, which is one word where the English is several."""
    return vocabulary.label(code, "zh") if language == "zh" else code


def _name(taxon: Taxon, checklist: Checklist, language: str) -> str:
    """Return the first of the taxon's names that is read back as this taxon and no other."""
    names = [taxon.name(language), taxon.chinese_name, taxon.english_name, taxon.scientific_name]
    for name in names:
        if name and checklist.longest_name(f"{name} 3", 0) == len(name) and checklist.resolve(name).taxon == taxon:
            return name
    return names[0]


def _count(draft: SightingDraft, language: str) -> str:
    """Return the operation and the count; heard or overhead alone says present, parts alone would give a number."""
    count = draft.count
    sign = {"new": "", "more": "+", "set": "="}[draft.op]
    match count.kind:
        case Kind.PRESENT:
            if draft.detection != "seen" and not sign and not draft.parts:
                return ""
            return sign + ("有" if language == "zh" else "x")
        case Kind.CLASS:
            return sign + count.text
        case _:
            return sign + _number(count, language)


def _number(count: Count, language: str) -> str:
    match count.kind:
        case Kind.ABOUT:
            return f"{'约' if language == 'zh' else '~'}{count.best}"
        case Kind.AT_LEAST:
            # 60+ reads better, but +60+ would be two things.
            return f"≥{count.low}"
        case Kind.RANGE:
            return f"{count.low}-{count.high}"
        case _:
            return str(count.best)


def _part(part: Part, language: str) -> str:
    """Return 3雄成, or 3ma, or with longer English words 3m-first-winter-breeding."""
    if language == "zh":
        words = (SEX.label(part.sex, "zh"), AGE.label(part.age, "zh"), PLUMAGE.label(part.plumage, "zh"))
        return f"{part.number}{''.join(words)}"
    letters = "".join(_LETTERS.get(code, "") for code in (part.sex, part.age))
    longer = [code for code in (part.age, part.plumage) if code and code not in _LETTERS]
    return f"{part.number}{'-'.join([letters, *longer] if letters else longer)}"


def _plot(plot: str) -> str:
    """Return @ and the plot, in quotes where it needs them; a quote in it is doubled."""
    plot = _LINE_ENDS.sub(" ", plot).strip()
    if _SAFE_PLOT.fullmatch(plain(plot)):
        return "@" + plot
    doubled = "".join(char * 2 if plain(char) == '"' else char for char in plot)
    return f'@"{doubled}"'
