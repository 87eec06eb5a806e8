"""An entry while it is made: its bird is settled, what is left of a flock is reckoned, its draft is checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

from birdlog.draft.check import check
from birdlog.draft.count import Count
from birdlog.draft.shapes import SightingDraft
from birdlog.errors import Problem
from birdlog.i18n import _, language
from birdlog.quickline.among import MORE, rest
from birdlog.quickline.marks import Marks
from birdlog.quickline.shapes import Entry
from birdlog.quickline.source import Source

if TYPE_CHECKING:
    from birdlog.checklist import Candidate, Checklist, Taxon

__all__ = ["Work", "finish", "resolve"]

#: What stands between the notes of one entry.
BETWEEN_NOTES = "；"


@dataclass(slots=True, eq=False)
class Work:
    """One entry in the making: text[start:end], its name, its marks, the birds it is among (其中)."""

    start: int
    end: int
    name_start: int
    name_end: int
    marks: Marks
    heading: bool = False
    candidates: list[Candidate] | None = None
    taxon: Taxon | None = None
    whole: Work | None = None
    perhaps: Work | None = None  # the birds it may be among: the writer is asked
    draft: SightingDraft | None = None
    named: bool = False  # every bird of it is named in other entries: nothing is left to store

    @property
    def refused(self) -> bool:
        """Whether an error stands against it."""
        return any(problem.severity == "error" for problem in self.marks.problems)


def resolve(
    source: Source,
    work: Work,
    checklist: Checklist,
    find: Callable[[str], list[Candidate]],
    choice: Callable[[str, list[Candidate]], Taxon | None] | None,
) -> None:
    """Settle which bird an entry is about, or say why that cannot be told."""
    if work.heading:
        return
    if work.name_start == work.name_end:
        if not work.marks.problems:
            message = _("“{value}”: which bird? Write its name and a count.")
            work.marks.problems.append(source.problem("bird-missing", work.start, work.end, message, "白鹭 3"))
        return
    name = source.text[work.name_start : work.name_end]
    if choice is not None:
        candidates = find(name) if work.candidates is None else work.candidates
        work.taxon = choice(name, candidates) if candidates else None
    else:
        resolution = checklist.resolve(name)
        work.taxon = resolution.taxon
        candidates = list(resolution.candidates)
        if resolution.taxon is None and candidates and resolution.how == "unknown" and _may_take(name, candidates[0]):
            work.taxon = None if checklist.ambiguous(candidates) else candidates[0].taxon
    work.candidates = candidates
    if work.taxon is None:
        work.marks.problems.insert(0, _bird_problem(source, work, candidates))


def _may_take(name: str, first: Candidate) -> bool:
    """A start of a name may be taken where one bird fits; a piece from its middle (鸦雀), or a guess, never is.

    Nor is a single character that only starts a name: 9点 is a time, and no nine 点水雀.
    """
    if len(name) == 1 and not first.whole:
        return False
    return first.rank < 6 or (first.rank == 6 and name.isascii())


def _bird_problem(source: Source, work: Work, candidates: Sequence[Candidate]) -> Problem:
    """Say that a name means several birds, or none."""
    names = ("、" if language() == "zh" else ", ").join(
        candidate.taxon.name(language()) for candidate in candidates[:5]
    )
    if not candidates:
        code = "bird-unknown"
        message = _("“{value}”: no bird of the list is called so. Write what it is in brackets: 未识别 1（…）.")
    elif candidates[0].rank == 7 or (candidates[0].rank == 6 and len(candidates) == 1):
        code, message = "bird-unknown", _("“{value}”: no bird is called so. Did you mean {names}?")
    else:
        code, message = "bird-ambiguous", _("“{value}” may be {names}: write the name in full.")
    return source.problem(
        code,
        work.name_start,
        work.name_end,
        message.replace("{names}", names),
        names,
        candidates=tuple(candidate.taxon.id for candidate in candidates),
    )


def finish(source: Source, works: Sequence[Work]) -> tuple[Entry, ...]:
    """Make the drafts, reckon what is left of flocks, and return the entries in the order of the text."""
    waiting = [_draft(source, work) for work in works]
    for work in works:
        named = [other for other in works if other.whole is work]
        if named:
            _settle(source, work, named)
    for work in works:
        if work.perhaps is not None:
            _ask_among(source, work, work.perhaps)
    return tuple(
        Entry(
            start=work.start,
            end=work.end,
            name_start=work.name_start,
            name_end=work.name_end,
            name=source.text[work.name_start : work.name_end],
            candidates=tuple(work.candidates or ()),
            taxon=work.taxon,
            draft=None if work.refused else work.draft,
            problems=tuple(work.marks.problems),
            waiting=waits,
        )
        for work, waits in zip(works, waiting, strict=True)
    )


def _draft(source: Source, work: Work) -> bool:
    """Make the draft of one entry, or return whether it only waits for its count."""
    marks = work.marks
    if work.heading or work.name_start == work.name_end:
        return False
    count = marks.count
    if count is None and "detection" in marks.said:
        count = Count.present()  # 大苇莺 听: heard, not counted
    if count is None:
        known = work.taxon is not None or bool(work.candidates and work.candidates[0].rank < 7)
        waits = known and all(problem.code.startswith("bird-") for problem in marks.problems)
        if waits and work.taxon is not None:
            message = _("How many? Write a number after “{value}”, or x for present, not counted.")
            marks.problems.append(
                source.problem("count-missing", work.name_start, work.name_end, message, f"{work.taxon.name('zh')} 3")
            )
        return waits
    if work.taxon is None:
        return False
    work.draft = SightingDraft(
        taxon=work.taxon.id,
        count=count,
        name=source.text[work.name_start : work.name_end],
        op=cast(Literal["new", "more", "set"], marks.op),
        detection=marks.said.get("detection", "seen"),
        condition=marks.said.get("condition", "alive"),
        certainty=marks.said.get("certainty", "certain"),
        parts=tuple(marks.parts),
        plot=marks.plot,
        time=marks.time,
        behaviours=tuple(marks.behaviours),
        breeding=marks.breeding,
        note=BETWEEN_NOTES.join(marks.notes),
    )
    _check(source, work)
    return False


def _check(source: Source, work: Work) -> None:
    """Add what the common check finds, each problem with its place in the text."""
    if work.draft is None:
        return
    for problem in check(work.draft, {work.draft.taxon}):
        start, stop = work.start, work.end
        if problem.code.startswith("part") and work.marks.parts_at[1]:
            start, stop = work.marks.parts_at
        elif problem.code.startswith(("count", "none")) and work.marks.count_at[1]:
            start, stop = work.marks.count_at
        placed = replace(problem, column=start + 1, length=stop - start, value=source.text[start:stop])
        work.marks.problems.append(placed)


def _settle(source: Source, whole: Work, named: Sequence[Work]) -> None:
    """Take the birds named from the whole; while any of them is in doubt none of them is stored."""
    group = (whole, *named)
    if not any(work.refused or work.draft is None for work in group):
        assert whole.draft is not None
        a, b = whole.marks.count_at
        text = source.text[a : named[-1].end]
        left = rest(
            whole.draft.count, [work.draft.count for work in named if work.draft], text if len(text) <= 200 else ""
        )
        if isinstance(left, Count):
            whole.draft = replace(whole.draft, count=left)
            _check(source, whole)
        elif left is None:
            _nothing_left(source, whole)
        else:
            message = (
                _("The birds named are more than “{value}”.")
                if left == MORE
                else _("What is left of “{value}” cannot be reckoned: write the birds that are not named as a number.")
            )
            whole.marks.problems.append(source.problem(left, a, b, message))
        for work in named:
            if work.draft is not None:
                # They were seen with the flock, unless they say otherwise.
                work.draft = replace(
                    work.draft, time=work.draft.time or whole.marks.time, plot=work.draft.plot or whole.marks.plot
                )
    if any(work.refused or (work.draft is None and not work.named) for work in group):
        for work in group:
            if not work.refused:
                message = _("“{value}” waits until the flock it is part of is clear.")
                work.marks.problems.append(source.problem("among-unsettled", work.name_start, work.name_end, message))


def _nothing_left(source: Source, whole: Work) -> None:
    """Every bird of the flock is named: nothing is left to store, unless something was said of the flock itself."""
    assert whole.draft is not None
    if whole.draft.note or whole.draft.parts:
        message = _("All of “{value}” are named: write notes and parts beside the birds named.")
        whole.marks.problems.append(source.problem("rest-nothing", whole.name_start, whole.name_end, message))
    whole.draft, whole.named = None, True


def _ask_among(source: Source, work: Work, whole: Work) -> None:
    """After 其中, a comma ends the flock; ask where the next bird could belong to it."""
    if work.taxon is None or whole.taxon is None or whole.taxon.kind == "species":
        return
    if work.taxon.family != whole.taxon.family or work.taxon is whole.taxon:
        return
    message = _("“{value}” is not taken as one of the flock before it: if it is, write 、 before it.")
    work.marks.problems.append(
        source.problem("among-perhaps", work.name_start, work.name_end, message, severity="question")
    )
