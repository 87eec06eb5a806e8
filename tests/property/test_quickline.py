"""The entry line under any text and any draft: nothing raises, columns are true, what is rendered is read back."""

from datetime import time

from hypothesis import example, given
from hypothesis import strategies as st

from birdlog import checklist as checklists
from birdlog.draft import MOST, Count, Kind, Part, SightingDraft, check
from birdlog.draft.terms import AGE, BEHAVIOUR, BREEDING, CERTAINTY, CONDITION, DETECTION, PLUMAGE, SEX
from birdlog.quickline import parse, render, say, say_short
from birdlog.quickline.source import plain

CHECKLIST = checklists.load()
TAXA = [taxon.id for taxon in CHECKLIST]
NAMES = [name for taxon in CHECKLIST for name in (taxon.chinese_name, taxon.english_name) if name]

anything = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
WORDS = """
白鹭 夜鹭 震旦鸦雀 鸥类 红嘴鸥 八哥 三趾鸥 zdyq bl heyu REPA reed parr Mallard x h o m f j 3 12 300 0730
十二 一对 十几 百余 数十 若干 一群 约 近 至少 左右 以上 多 余 有 无 未见 √ × * 万 只 羽 对 群
雄 雌 幼 成 ♂ 繁殖羽 听 飞过 疑 其中 其中有 ? + = - ~ 至 @ @0730 @1号塘 @" " # #觅食 #NB
( ) （ ） ； ; 、 ， , : ： . 。 ！ 【 1. 2、 2026.11.22 11月22日 7:30 ² ½ ٣ １２
"""
typed = st.lists(st.sampled_from([*WORDS.split(), "\n", "\r\n", " ", " ", "9" * 400]), max_size=14).map("".join)


def _is_true(text: str) -> None:
    """Check everything that holds of any text."""
    parsed = parse(text, CHECKLIST)
    end = 0
    for entry in parsed.entries:
        assert 0 <= entry.start <= entry.end <= len(text)
        assert entry.start <= entry.name_start <= entry.name_end <= entry.end or not entry.name
        assert entry.name == text[entry.name_start : entry.name_end]
        assert (entry.draft is None) or not any(problem.severity == "error" for problem in entry.problems)
        if entry.draft is not None:
            assert not [problem for problem in check(entry.draft, TAXA) if problem.severity == "error"]
            assert entry.draft.taxon in CHECKLIST
        end = max(end, entry.end)
    for problem in parsed.problems:
        assert problem.column is not None
        assert problem.length > 0
        assert problem.value == text[problem.column - 1 : problem.column - 1 + problem.length]
        assert problem.message
    _returns(parsed.drafts)


def _returns(drafts: tuple[SightingDraft, ...]) -> None:
    for language in ("zh", "en"):
        line = render(drafts, CHECKLIST, language)
        again = parse(line, CHECKLIST)
        assert again.drafts == drafts, line
        assert again.faultless, line
        assert render(again.drafts, CHECKLIST, language) == line
        for draft in drafts:
            assert say(draft, CHECKLIST, language)
            assert say_short(draft, language).figure


@given(anything)
@example("\ud800白鹭3\x00")
@example("白鹭" + "（" * 50)
@example("白鹭" + "9" * 5000)
@example("白鹭" + "一" * 300)
@example("；；；")
@example("其中其中其中")
def test_any_characters_are_read(text: str) -> None:
    _is_true(text)


@given(typed)
@example("白鹭(其中)")
def test_anything_made_of_the_line_s_words_is_read(text: str) -> None:
    _is_true(text)


@given(st.sampled_from(NAMES), st.sampled_from(["", " ", "：", "×"]), st.integers(1, MOST), anything)
def test_a_name_and_a_number_make_a_draft(name: str, between: str, number: int, note: str) -> None:
    taxon = CHECKLIST.resolve(name).taxon
    parsed = parse(f"{name}{between}{number}", CHECKLIST)
    if taxon is None:
        assert parsed.problems[0].code == "bird-ambiguous"
        return
    assert [(draft.taxon, draft.count) for draft in parsed.drafts] == [(taxon.id, Count.exact(number))]
    _is_true(f"{name}{between}{number}；{note}")


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_the_plain_twin_is_as_long_as_the_text(text: str) -> None:
    assert len(plain(text)) == len(text)


numbers = st.one_of(st.integers(1, 60), st.integers(1, MOST))


@st.composite
def counts(draw: st.DrawFn) -> Count:
    kind = draw(st.sampled_from(list(Kind)))
    low = draw(numbers)
    match kind:
        case Kind.EXACT:
            return Count.exact(low)
        case Kind.ABOUT:
            return Count.about(low)
        case Kind.AT_LEAST:
            return Count.at_least(low)
        case Kind.RANGE:
            low = draw(st.integers(0, MOST - 1))
            return Count.between(low, draw(st.integers(low + 1, MOST)))
        case Kind.CLASS:
            return Count.abundance(draw(st.sampled_from(["+", "++", "+++"])))
        case Kind.PRESENT:
            return Count.present()
        case Kind.NONE:
            return Count.none()


def code(vocabulary: object, *, blank: bool = False) -> st.SearchStrategy[str]:
    codes = list(vocabulary.codes)  # type: ignore[attr-defined]
    return st.sampled_from(["", *codes] if blank else codes)


parts = st.builds(
    Part, st.integers(1, 30), sex=code(SEX, blank=True), age=code(AGE, blank=True), plumage=code(PLUMAGE, blank=True)
)
# What a line cannot hold in a text: line ends, control characters, blanks at its ends.
kept = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufffe\uffff")
words = st.text(kept, max_size=30)
texts = words.map(str.strip)


@st.composite
def drafts(draw: st.DrawFn) -> SightingDraft:
    count = draw(counts())
    op = draw(st.sampled_from(["new", "new", "more", "set"]))
    if count.kind in (Kind.CLASS, Kind.NONE) and op == "more":
        op = "new"
    there = count.kind is not Kind.NONE
    return SightingDraft(
        taxon=draw(st.sampled_from(TAXA)),
        count=count,
        op=op,  # type: ignore[arg-type]
        detection=draw(code(DETECTION)) if there else "seen",
        condition=draw(code(CONDITION)) if there else "alive",
        certainty=draw(code(CERTAINTY)),
        parts=tuple(draw(st.lists(parts, max_size=4))) if there else (),
        plot=draw(texts),
        time=draw(st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59))),
        behaviours=tuple(draw(st.lists(code(BEHAVIOUR), max_size=3, unique=True))) if there else (),
        breeding=draw(code(BREEDING, blank=True)) if there else "",
        note=draw(texts),
    )


@given(st.lists(drafts(), min_size=1, max_size=4))
def test_what_is_rendered_is_read_back(many: list[SightingDraft]) -> None:
    _returns(tuple(draft for draft in many if not [p for p in check(draft, TAXA) if p.severity == "error"]))
