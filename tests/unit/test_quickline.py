"""The entry line: birds chosen and asked about, lists pasted, what is said in words, what 其中 leaves."""

from collections.abc import Iterator
from datetime import time

import pytest

from birdlog import checklist as checklists
from birdlog import i18n
from birdlog.checklist import Candidate, Taxon
from birdlog.draft import Count, Kind, Part, SightingDraft
from birdlog.draft.terms import BEHAVIOUR, BREEDING
from birdlog.quickline import parse, render, say, say_count, say_short
from birdlog.quickline.among import MORE, UNCLEAR, rest
from birdlog.quickline.numerals import read_numeral

CHECKLIST = checklists.load()


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    i18n.use(request.param)
    yield request.param
    i18n.use("en")


def test_initials_of_several_birds_are_asked_about_in_bulk() -> None:
    (entry,) = parse("hzo 3", CHECKLIST).entries
    (problem,) = entry.problems
    assert problem.code == "bird-ambiguous"
    assert set(problem.candidates) == {"black-headed-gull", "saunderss-gull"}
    assert entry.draft is None
    assert not entry.waiting


def test_the_page_chooses_the_last_bird_only() -> None:
    asked = []

    def second(name: str, candidates: list[Candidate]) -> Taxon:
        asked.append(name)
        return candidates[1].taxon

    parsed = parse("hzo 3、hzo 5", CHECKLIST, second)
    assert asked == ["hzo"]
    first, last = parsed.entries
    assert first.draft is None
    assert last.draft is not None
    assert last.draft.taxon == last.candidates[1].taxon.id


def test_a_page_that_has_not_chosen_keeps_the_question() -> None:
    parsed = parse("hzo 3", CHECKLIST, lambda name, candidates: None)
    assert [problem.code for problem in parsed.problems] == ["bird-ambiguous"]


def test_favour_orders_the_candidates() -> None:
    def favour(taxon: str) -> float:
        return float(taxon == "saunderss-gull")

    assert parse("hzo", CHECKLIST, favour=favour).entries[0].candidates[0].taxon.id == "saunderss-gull"


@pytest.mark.parametrize("text", ["白鹭", "白鹭 ", "白鹭疑", "白鹭 @0730", "白鹭 #觅食", "zdyq", "白鹭，"])
def test_a_bare_name_waits_for_its_count(text: str) -> None:
    (entry,) = parse(text, CHECKLIST).entries
    assert entry.waiting
    assert entry.taxon is not None
    assert entry.draft is None
    assert [problem.code for problem in entry.problems] == ["count-missing"]
    again = parse(text.rstrip("， ") + " 有", CHECKLIST)
    assert [draft.count.kind for draft in again.drafts] == [Kind.PRESENT]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "、", "，，", "；", " \u3000"])
def test_nothing_typed_is_no_entry(text: str) -> None:
    assert parse(text, CHECKLIST).entries == ()


def test_a_guess_and_a_piece_of_a_name_are_never_taken() -> None:
    for text in ("白露 3", "环颈珩 3", "腰杓鹬 3", "Paradoxornis heudie 3"):
        (entry,) = parse(text, CHECKLIST).entries
        assert entry.draft is None
        assert entry.problems[0].candidates


def test_a_heading_stays_visible_and_blocks_nothing(language: str) -> None:
    text = "2026年11月22日 鹦鹉洲 晴，东北风3级\n07:30-09:00\n1. 白鹭 3\n红毛怪 2\n2. 夜鹭 5"
    parsed = parse(text, CHECKLIST)
    assert [(problem.code, problem.severity) for problem in parsed.problems] == [
        ("line-heading", "warning"),
        ("line-heading", "warning"),
        ("bird-unknown", "error"),
    ]
    assert [draft.taxon for draft in parsed.drafts] == ["little-egret", "black-crowned-night-heron"]
    assert parsed.problems[2].column == text.index("红毛怪") + 1
    assert "红毛怪" in parsed.problems[2].message


def test_a_date_before_birds_leaves_the_birds() -> None:
    parsed = parse("2026.11.22 白鹭3、夜鹭5", CHECKLIST)
    assert len(parsed.drafts) == 2
    assert parsed.problems[0].value == "2026.11.22"
    assert parsed.faultless


def test_count_and_name_are_kept_as_written() -> None:
    (draft,) = parse("小白鹭３＋５只", CHECKLIST).drafts
    assert (draft.name, draft.count.text) == ("小白鹭", "３＋５只")


def test_notes_are_kept_as_written() -> None:
    (draft,) = parse("白鹭 3（环号ＡＢ１２，左脚；远）；½ 在水边、Ⅳ号", CHECKLIST).drafts
    assert draft.note == "环号ＡＢ１２，左脚；远；½ 在水边、Ⅳ号"


def test_birds_after_a_semicolon_stay_a_note_and_are_asked_about() -> None:
    parsed = parse("白鹭 3；远、夜鹭 5\n白鹭 3；远；夜鹭5；池鹭2", CHECKLIST)
    assert [draft.note for draft in parsed.drafts] == ["远、夜鹭 5", "远；夜鹭5；池鹭2"]
    assert [(problem.code, problem.severity, problem.value) for problem in parsed.problems] == [
        ("note-like-birds", "question", "远；夜鹭5；池鹭2")
    ]


def test_birds_listed_in_a_bracket_stay_a_note_and_are_asked_about() -> None:
    parsed = parse("鸭类300（远，斑嘴鸭200、绿头鸭100），白鹭3（夜鹭旁）", CHECKLIST)
    assert [draft.note for draft in parsed.drafts] == ["远，斑嘴鸭200、绿头鸭100", "夜鹭旁"]
    assert [(problem.code, problem.severity, problem.value) for problem in parsed.problems] == [
        ("note-like-birds", "question", "远，斑嘴鸭200、绿头鸭100")
    ]


def test_a_note_at_the_start_of_a_line_is_on_the_entry_before() -> None:
    assert [draft.note for draft in parse("白鹭 3、\n；带环", CHECKLIST).drafts] == ["带环"]


def test_birds_of_a_flock_are_at_its_time_and_plot() -> None:
    flock, named = parse("鸥类300@0730@1号塘，其中红嘴鸥200", CHECKLIST).drafts
    assert (flock.time, flock.plot, named.time, named.plot) == (time(7, 30), "1号塘", time(7, 30), "1号塘")
    assert flock.count == Count.exact(100)


def test_nothing_of_a_flock_is_stored_while_any_of_it_is_in_doubt() -> None:
    parsed = parse("鸥类300，其中红嘴鸥200、红毛怪 20", CHECKLIST)
    assert parsed.drafts == ()
    assert [problem.code for problem in parsed.problems].count("among-unsettled") == 2


def test_a_comma_ends_a_flock_and_asks() -> None:
    parsed = parse("鸥类300，其中红嘴鸥200，黑嘴鸥50，白鹭3", CHECKLIST)
    assert [draft.count.best for draft in parsed.drafts] == [100, 200, 50, 3]
    assert [(problem.code, problem.severity, problem.value) for problem in parsed.problems] == [
        ("among-perhaps", "question", "黑嘴鸥")
    ]


@pytest.mark.parametrize(
    ("whole", "named", "left"),
    [
        (Count.exact(300), [Count.about(200)], Count.exact(100)),
        (Count.about(300), [Count.exact(200), Count.exact(50)], Count.about(50)),
        (Count.at_least(300), [Count.exact(200)], Count.at_least(100)),
        (Count.between(200, 300), [Count.exact(150)], Count.between(50, 150)),
        (Count.exact(300), [Count.between(100, 150)], Count.between(150, 200)),
        (Count.exact(300), [Count.exact(300)], None),
        (Count.exact(300), [Count.none()], Count.exact(300)),
        (Count.exact(300), [Count.exact(301)], MORE),
        (Count.at_least(300), [Count.exact(300)], UNCLEAR),
        (Count.at_least(300), [Count.between(100, 150)], UNCLEAR),
        (Count.exact(300), [Count.at_least(200)], UNCLEAR),
        (Count.exact(300), [Count.present()], UNCLEAR),
        (Count.present(), [Count.exact(3)], UNCLEAR),
        (Count.between(200, 300), [Count.exact(250)], UNCLEAR),
    ],
)
def test_what_is_left_of_a_flock(whole: Count, named: list[Count], left: Count | str | None) -> None:
    assert rest(whole, named, "") == left


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        *(("十", 10, 10), ("十二", 12, 12), ("二十三", 23, 23), ("一百二十", 120, 120), ("一百二", 120, 120)),
        *(("一百零二", 102, 102), ("两千", 2000, 2000), ("一万二", 12_000, 12_000), ("三千零五十", 3050, 3050)),
        *(("九百九十九万九千九百九十九", 9_999_999, 9_999_999), ("廿三", 23, 23), ("十几", 11, 19), ("二十几", 21, 29)),
        *(("两三", 2, 3), ("三五", 3, 5), ("七八十", 70, 80), ("十二三", 12, 13), ("十十", None, None)),
        *(("一百一千", None, None), ("百二", None, None), ("三九", None, None)),
    ],
)
def test_han_numerals(text: str, low: int | None, high: int | None) -> None:
    numeral = read_numeral(text, 0, len(text))
    assert numeral is not None
    assert (numeral.low, numeral.high, numeral.end) == (low, high, len(text))


def test_no_word_is_both_a_behaviour_and_a_breeding_code() -> None:
    for term in BREEDING:
        assert BEHAVIOUR.find(term.chinese) is None
        assert term.code not in BEHAVIOUR


@pytest.mark.parametrize("shown", ["zh", "en"])
def test_every_taxon_can_be_written_and_read_back(shown: str) -> None:
    drafts = tuple(SightingDraft(taxon=taxon.id, count=Count.exact(12)) for taxon in CHECKLIST)
    assert parse(render(drafts, CHECKLIST, shown), CHECKLIST).drafts == drafts


FULL = SightingDraft(
    taxon="reed-parrotbill",
    count=Count.exact(1200),
    detection="overhead",
    certainty="uncertain",
    parts=(
        Part(1, "male"),
        Part(2, "female", "adult"),
        Part(3, "", "juvenile"),
        Part(1, "", "first-winter", "breeding"),
    ),
    plot="1号塘",
    time=time(7, 30),
    behaviours=("foraging",),
    breeding="NB",
    note="芦苇边",
)


def test_what_enter_stores_is_said_in_words() -> None:
    assert say(FULL, CHECKLIST, "zh") == (
        "震旦鸦雀 1200 只（1 雄，2 雌成，3 幼，1 一冬繁殖羽），飞过，存疑，07:30，样区 1号塘，觅食，筑巢 NB；芦苇边"
    )
    assert say(FULL, CHECKLIST, "en") == (
        "Reed Parrotbill, 1200 birds (1 male, 2 adult females, 3 juveniles, 1 first winter in breeding plumage), "
        "flying over, uncertain, 07:30, plot 1号塘, foraging, nest building NB; 芦苇边"
    )
    assert say_short(FULL, "zh") == ("1200", "1雄 2雌成 3幼 1一冬繁殖羽 飞过 存疑 1号塘 觅食 筑巢")


@pytest.mark.parametrize(
    ("count", "zh", "en"),
    [
        (Count.exact(1), "1 只", "1 bird"),
        (Count.exact(12), "12 只", "12 birds"),
        (Count.about(60), "约 60 只", "about 60 birds"),
        (Count.at_least(1), "至少 1 只", "at least 1 bird"),
        (Count.between(10, 20), "10–20 只", "10–20 birds"),
        (Count.between(0, 2), "0–2 只", "0–2 birds"),
        (Count.present("有"), "有（未计数）", "present (not counted)"),
        (Count.present("一群"), "有（一群，未计数）", "present (一群, not counted)"),
        (Count.none(), "未见（找过）", "none (looked for)"),
        (Count.abundance("++"), "多度 ++", "abundance ++"),
    ],
)
def test_a_count_in_words(count: Count, zh: str, en: str) -> None:
    assert say_count(count, "zh") == zh
    assert say_count(count, "en") == en


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("白鹭 +3", "白鹭 另加 3 只", "Little Egret, 3 more birds"),
        ("白鹭 +1", "白鹭 另加 1 只", "Little Egret, 1 more bird"),
        ("白鹭 =15", "白鹭 改为 15 只", "Little Egret, set to 15 birds"),
        ("白鹭 听", "白鹭 有（未计数），仅闻其声", "Little Egret, present (not counted), heard"),
    ],
)
def test_an_operation_in_words(text: str, zh: str, en: str) -> None:
    (draft,) = parse(text, CHECKLIST).drafts
    assert say(draft, CHECKLIST, "zh") == zh
    assert say(draft, CHECKLIST, "en") == en
