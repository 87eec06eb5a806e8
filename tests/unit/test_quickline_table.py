"""The entry line as a table: what is typed, what it means, and the canonical line that means the same.

LAW is what can be typed, row by row; COUNTERS are lines as people write them in notebooks and chat groups; WRONG are
lines that are asked about, with the problem and the characters it is about.
"""

from datetime import time
from typing import Any

import pytest

from birdlog import checklist as checklists
from birdlog.draft import Count, Part, SightingDraft
from birdlog.quickline import parse, render

CHECKLIST = checklists.load()
about, at_least, exact, none, present, between = (
    Count.about,
    Count.at_least,
    Count.exact,
    Count.none(),
    Count.present(),
    Count.between,
)
male, female, young = (lambda n: Part(n, "male")), (lambda n: Part(n, "female")), (lambda n: Part(n, "", "juvenile"))

REED, EGRET, GULL, HEAD, SAUNDERS = "reed-parrotbill", "little-egret", "gull-sp", "black-headed-gull", "saunderss-gull"
WARBLER, MYNA, NIGHT, REDSHANK = (
    "oriental-reed-warbler",
    "crested-myna",
    "black-crowned-night-heron",
    "spotted-redshank",
)


def a(taxon: str, count: Count | int, **more: Any) -> SightingDraft:
    """Return a draft: a bird, how many, and what else was said."""
    return SightingDraft(taxon=taxon, count=exact(count) if isinstance(count, int) else count, **more)


twelve = [a(REED, 12)]
LAW: list[tuple[str, list[SightingDraft], str]] = [
    ("震旦鸦雀12", twelve, "震旦鸦雀 12"),
    ("12震旦鸦雀", twelve, "震旦鸦雀 12"),
    ("震旦鸦雀×12", twelve, "震旦鸦雀 12"),
    ("震旦鸦雀 12只", twelve, "震旦鸦雀 12"),
    ("zdyq12", twelve, "震旦鸦雀 12"),
    ("zhendan 12", twelve, "震旦鸦雀 12"),
    ("REPA 12", twelve, "震旦鸦雀 12"),
    ("parheu 12", twelve, "震旦鸦雀 12"),
    ("reed parr 12", twelve, "震旦鸦雀 12"),
    ("１２震旦鸦雀", twelve, "震旦鸦雀 12"),
    ("白鹭 3+5+12", [a(EGRET, 20)], "白鹭 20"),
    ("白鹭约60", [a(EGRET, about(60))], "白鹭 约60"),
    ("白鹭 60左右", [a(EGRET, about(60))], "白鹭 约60"),
    ("白鹭近60", [a(EGRET, about(60))], "白鹭 约60"),
    ("白鹭 ~60", [a(EGRET, about(60))], "白鹭 约60"),
    ("白鹭 60?", [a(EGRET, about(60))], "白鹭 约60"),
    ("白鹭60+", [a(EGRET, at_least(60))], "白鹭 ≥60"),
    ("白鹭 ≥60", [a(EGRET, at_least(60))], "白鹭 ≥60"),
    ("白鹭60余", [a(EGRET, at_least(60))], "白鹭 ≥60"),
    ("白鹭60多", [a(EGRET, at_least(60))], "白鹭 ≥60"),
    ("白鹭60以上", [a(EGRET, at_least(60))], "白鹭 ≥60"),
    ("白鹭至少60", [a(EGRET, at_least(60))], "白鹭 ≥60"),
    ("白鹭10-20", [a(EGRET, between(10, 20))], "白鹭 10-20"),
    ("白鹭10~20", [a(EGRET, between(10, 20))], "白鹭 10-20"),
    ("白鹭10至20", [a(EGRET, between(10, 20))], "白鹭 10-20"),
    ("白鹭十二", [a(EGRET, 12)], "白鹭 12"),
    ("白鹭一对", [a(EGRET, 2)], "白鹭 2"),
    ("白鹭十几", [a(EGRET, between(11, 19))], "白鹭 11-19"),
    ("白鹭百余", [a(EGRET, at_least(100))], "白鹭 ≥100"),
    ("白鹭近百", [a(EGRET, about(100))], "白鹭 约100"),
    ("白鹭数十", [a(EGRET, present)], "白鹭 有"),
    ("白鹭若干", [a(EGRET, present)], "白鹭 有"),
    ("白鹭一群", [a(EGRET, present)], "白鹭 有"),
    ("白鹭有", [a(EGRET, present)], "白鹭 有"),
    ("白鹭√", [a(EGRET, present)], "白鹭 有"),
    ("白鹭 x", [a(EGRET, present)], "白鹭 有"),
    ("白鹭0", [a(EGRET, none)], "白鹭 0"),
    ("白鹭无", [a(EGRET, none)], "白鹭 0"),
    ("白鹭未见", [a(EGRET, none)], "白鹭 0"),
    ("大苇莺听", [a(WARBLER, present, detection="heard")], "东方大苇莺 听"),
    ("大苇莺 h", [a(WARBLER, present, detection="heard")], "东方大苇莺 听"),
    ("大苇莺飞过", [a(WARBLER, present, detection="overhead")], "东方大苇莺 飞过"),
    ("大苇莺 o", [a(WARBLER, present, detection="overhead")], "东方大苇莺 飞过"),
    ("大苇莺3听", [a(WARBLER, 3, detection="heard")], "东方大苇莺 3 听"),
    (
        "震旦鸦雀 12 3雄5雌4幼",
        [a(REED, 12, parts=(male(3), female(5), young(4)))],
        "震旦鸦雀 12 3雄5雌4幼",
    ),
    ("震旦鸦雀雄3雌5", [a(REED, 8, parts=(male(3), female(5)))], "震旦鸦雀 8 3雄5雌"),
    ("震旦鸦雀 3m5f4j", [a(REED, 12, parts=(male(3), female(5), young(4)))], "震旦鸦雀 12 3雄5雌4幼"),
    ("震旦鸦雀3♂5♀", [a(REED, 8, parts=(male(3), female(5)))], "震旦鸦雀 8 3雄5雌"),
    ("震旦鸦雀3公5母", [a(REED, 8, parts=(male(3), female(5)))], "震旦鸦雀 8 3雄5雌"),
    (
        "震旦鸦雀 10 1成2亚3幼4雏",
        [a(REED, 10, parts=(Part(1, "", "adult"), Part(2, "", "immature"), young(3), Part(4, "", "chick")))],
        "震旦鸦雀 10 1成2亚3幼4雏",
    ),
    (
        "黑尾塍鹬 9 5繁殖羽4非繁殖羽",
        [a("black-tailed-godwit", 9, parts=(Part(5, plumage="breeding"), Part(4, plumage="non-breeding")))],
        "黑尾塍鹬 9 5繁殖羽4非繁殖羽",
    ),
    ("白鹭+3", [a(EGRET, 3, op="more")], "白鹭 +3"),
    ("白鹭 =15", [a(EGRET, 15, op="set")], "白鹭 =15"),
    ("白鹭3@0730", [a(EGRET, 3, time=time(7, 30))], "白鹭 3 @07:30"),
    ("白鹭 3 @7：30", [a(EGRET, 3, time=time(7, 30))], "白鹭 3 @07:30"),
    ("白鹭 3 @1号塘", [a(EGRET, 3, plot="1号塘")], "白鹭 3 @1号塘"),
    ("白鹭 3 @“0730”", [a(EGRET, 3, plot="0730")], '白鹭 3 @"0730"'),
    ("白鹭3#觅食", [a(EGRET, 3, behaviours=("foraging",))], "白鹭 3 #觅食"),
    ("白鹭3 #foraging", [a(EGRET, 3, behaviours=("foraging",))], "白鹭 3 #觅食"),
    ("白鹭3 ＃NB", [a(EGRET, 3, breeding="NB")], "白鹭 3 #筑巢"),
    ("白鹭3#筑巢", [a(EGRET, 3, breeding="NB")], "白鹭 3 #筑巢"),
    ("白鹭疑12", [a(EGRET, 12, certainty="uncertain")], "白鹭? 12"),
    ("白鹭？12", [a(EGRET, 12, certainty="uncertain")], "白鹭? 12"),
    ("白鹭12疑", [a(EGRET, about(12))], "白鹭 约12"),
    ("鸥类300，其中红嘴鸥约200", [a(GULL, 100), a(HEAD, about(200))], "鸥类 100、红嘴鸥 约200"),
    ("白鹭 3（飞过）", [a(EGRET, 3, detection="overhead")], "白鹭 3 飞过"),
    ("白鹭 3（芦苇边，很远）", [a(EGRET, 3, note="芦苇边，很远")], "白鹭 3；芦苇边，很远"),
    ("白鹭 3；带环，夜鹭旁", [a(EGRET, 3, note="带环，夜鹭旁")], "白鹭 3；带环，夜鹭旁"),
    ("白鹭 3; colour ring", [a(EGRET, 3, note="colour ring")], "白鹭 3；colour ring"),
    (
        "白鹭 3、zdyq 5，heyu 20",
        [a(EGRET, 3), a(REED, 5), a(REDSHANK, 20)],
        "白鹭 3、震旦鸦雀 5、鹤鹬 20",
    ),
    ("reed p 12", twelve, "震旦鸦雀 12"),
    ("zdyq x", [a(REED, present)], "震旦鸦雀 有"),
    ("zdyq h", [a(REED, present, detection="heard")], "震旦鸦雀 听"),
    ("八哥八只", [a(MYNA, 8)], "八哥 8"),
    ("三趾鸥3", [a("black-legged-kittiwake", 3)], "三趾鸥 3"),
]

COUNTERS: list[tuple[str, list[SightingDraft], str]] = [
    ("白鹭：３", [a(EGRET, 3)], "白鹭 3"),
    ("白鹭：12", [a(EGRET, 12)], "白鹭 12"),
    ("3x白鹭", [a(EGRET, 3)], "白鹭 3"),
    ("两只白鹭、一对夜鹭", [a(EGRET, 2), a(NIGHT, 2)], "白鹭 2、夜鹭 2"),
    ("约60只红嘴鸥在滩涂", [], ""),
    ("约60只红嘴鸥（滩涂）", [a(HEAD, about(60), note="滩涂")], "红嘴鸥 约60；滩涂"),
    ("白鹭六十多", [a(EGRET, at_least(60))], "白鹭 ≥60"),
    ("白鹭两三只", [a(EGRET, between(2, 3))], "白鹭 2-3"),
    ("白鹭三五只", [a(EGRET, between(3, 5))], "白鹭 3-5"),
    ("白鹭 二三十", [a(EGRET, between(20, 30))], "白鹭 20-30"),
    ("白鹭一百二十", [a(EGRET, 120)], "白鹭 120"),
    ("白鹭一万二", [a(EGRET, 12_000)], "白鹭 12000"),
    ("白鹭1.2万", [a(EGRET, 12_000)], "白鹭 12000"),
    ("白鹭3千余", [a(EGRET, at_least(3000))], "白鹭 ≥3000"),
    ("白鹭上千", [a(EGRET, at_least(1000))], "白鹭 ≥1000"),
    ("白鹭3对", [a(EGRET, 6)], "白鹭 6"),
    ("白鹭 3群", [a(EGRET, present)], "白鹭 有"),
    ("白鹭一群约60只", [a(EGRET, about(60))], "白鹭 约60"),
    ("白鹭有12只", [a(EGRET, 12)], "白鹭 12"),
    ("震旦鸦雀一雄两雌", [a(REED, 3, parts=(male(1), female(2)))], "震旦鸦雀 3 1雄2雌"),
    ("震旦鸦雀 3♂+5♀", [a(REED, 8, parts=(male(3), female(5)))], "震旦鸦雀 8 3雄5雌"),
    ("震旦鸦雀1（雌）", [a(REED, 1, parts=(female(1),))], "震旦鸦雀 1 1雌"),
    ("震旦鸦雀12（3雄、5雌）", [a(REED, 12, parts=(male(3), female(5)))], "震旦鸦雀 12 3雄5雌"),
    (
        "震旦鸦雀12，其中雄3、雌5",
        [a(REED, 12, parts=(male(3), female(5)))],
        "震旦鸦雀 12 3雄5雌",
    ),
    ("震旦鸦雀（12）", twelve, "震旦鸦雀 12"),
    ("震旦鸦雀12（3只飞过）", [a(REED, 12, note="3只飞过")], "震旦鸦雀 12；3只飞过"),
    ("疑似黑嘴鸥 3", [a(SAUNDERS, 3, certainty="uncertain")], "黑嘴鸥? 3"),
    ("黑嘴鸥3（疑）", [a(SAUNDERS, 3, certainty="uncertain")], "黑嘴鸥? 3"),
    ("白鹭 2 死", [a(EGRET, 2, condition="dead")], "白鹭 2 死亡"),
    ("1. 白鹭 3\n2、夜鹭5\n③ 八哥 2", [a(EGRET, 3), a(NIGHT, 5), a(MYNA, 2)], "白鹭 3、夜鹭 5、八哥 2"),
    ("- 白鹭 3。\n- 夜鹭 5。", [a(EGRET, 3), a(NIGHT, 5)], "白鹭 3、夜鹭 5"),
    (
        "2026.11.22 鹦鹉洲 晴\n白鹭3、夜鹭5",
        [a(EGRET, 3), a(NIGHT, 5)],
        "白鹭 3、夜鹭 5",
    ),
    (
        "鸥类300（其中红嘴鸥200、黑嘴鸥50），白鹭3",
        [a(GULL, 50), a(HEAD, 200), a(SAUNDERS, 50), a(EGRET, 3)],
        "鸥类 50、红嘴鸥 200、黑嘴鸥 50、白鹭 3",
    ),
    ("鸥类250，其中红嘴鸥200、黑嘴鸥50", [a(HEAD, 200), a(SAUNDERS, 50)], "红嘴鸥 200、黑嘴鸥 50"),
    ("鸥类约300其中红嘴鸥200", [a(GULL, about(100)), a(HEAD, 200)], "鸥类 约100、红嘴鸥 200"),
    ("Little Egret 3m, Mallard 12", [a(EGRET, 3, parts=(male(3),)), a("mallard", 12)], "白鹭 3 3雄、绿头鸭 12"),
    ("白鷺 １２隻", [a(EGRET, 12)], "白鹭 12"),
    ("白鹭3 夜鹭5 八哥2只", [a(EGRET, 3), a(NIGHT, 5), a(MYNA, 2)], "白鹭 3、夜鹭 5、八哥 2"),
    ("白鹭 十二 三趾鸥4", [a(EGRET, 12), a("black-legged-kittiwake", 4)], "白鹭 12、三趾鸥 4"),
    ("小白鹭3大白鹭2 中白鹭1", [a(EGRET, 3), a("great-egret", 2), a("medium-egret", 1)], "白鹭 3、大白鹭 2、中白鹭 1"),
    ("三趾鸥2八哥3", [a("black-legged-kittiwake", 2), a(MYNA, 3)], "三趾鸥 2、八哥 3"),
    ("白鹭3只夜鹭5只", [a(EGRET, 3), a(NIGHT, 5)], "白鹭 3、夜鹭 5"),
    ("柳莺sp.1", [a("leaf-warbler-sp", 1)], "柳莺类 1"),
    ("鸻 sp. 5、柳莺sp 2", [a("plover-sp", 5), a("leaf-warbler-sp", 2)], "鸻类 5、柳莺类 2"),
    ("白鹭 150±", [a(EGRET, about(150))], "白鹭 约150"),
    ("白鹭大概十来只", [a(EGRET, about(10))], "白鹭 约10"),
    ("白鹭好几只、夜鹭无数", [a(EGRET, present), a(NIGHT, present)], "白鹭 有、夜鹭 有"),
    ("大苇莺叫声", [a(WARBLER, present, detection="heard")], "东方大苇莺 听"),
    ("疑似 黑嘴鸥 3", [a(SAUNDERS, 3, certainty="uncertain")], "黑嘴鸥? 3"),
    ("白鹭3（岸边 夜鹭5）", [a(EGRET, 3, note="岸边 夜鹭5")], "白鹭 3；岸边 夜鹭5"),
]

# Lines that are asked about: the problem's code, and the characters it is about.
WRONG: list[tuple[str, str, str]] = [
    ("白鹭 1,200", "number-comma", "1,200"),
    ("白鹭 1，200", "number-comma", "1，200"),
    ("白鹭 3，120夜鹭", "number-comma", "3，120"),
    ("白鹭 12 3", "two-numbers", "3"),
    ("白鹭 12（3）", "two-numbers", "3"),
    ("白鹭-3", "count-negative", "-3"),
    ("白鹭+3+", "count-plus", "+3+"),
    ("白鹭 3+5+", "count-plus", "3+5+"),
    ("白鹭+0", "more-nothing", "+0"),
    ("白鹭 20-10", "range-order", "20-10"),
    ("白鹭 10000000", "number-large", "10000000"),
    ("白鹭 3.5", "number-decimal", "3.5"),
    ("白鹭 0730", "number-zero", "0730"),
    ("白鹭²", "number-digits", "²"),
    ("白鹭 ½", "number-digits", "½"),
    ("白鹭 ٣", "number-digits", "٣"),
    ("白鹭 不到100", "count-at-most", "不到100"),
    ("白鹭 12 #早餐", "behaviour-unknown", "#早餐"),
    ("白鹭 12 芦苇丛", "word-unknown", "芦苇丛"),
    ("白鹭 3 夜鹭", "word-unknown", "夜鹭"),
    ("白鹭 3 zdyq 12", "word-unknown", "zdyq"),
    ("spoonbill 3", "bird-ambiguous", "spoonbill"),
    ("sparrow 5", "bird-ambiguous", "sparrow"),
    ("9点", "bird-ambiguous", "点"),
    ("白鹭 12 7雄6雌", "parts-exceed", "7雄6雌"),
    ("白鹭 雄", "part-number", "雄"),
    ("白鹭 0听", "none-noticed", "0"),
    ("白鹭 3 @", "plot-missing", "@"),
    ("白鹭 3 听 飞过", "mark-twice", "飞过"),
    ("白鹭 3（芦苇", "bracket-open", "（"),
    ("白鹭", "count-missing", "白鹭"),
    ("12", "bird-missing", "12"),
    ("bl3", "bird-ambiguous", "bl"),
    ("hzo 3", "bird-ambiguous", "hzo"),
    ("鸦雀 3", "bird-ambiguous", "鸦雀"),
    ("白露 3", "bird-unknown", "白露"),
    ("腰杓鹬 3", "bird-ambiguous", "腰杓鹬"),
    ("红毛怪约60", "bird-unknown", "红毛怪"),
    ("其中红嘴鸥200", "among-nothing", "其中"),
    ("鸥类300，其中红嘴鸥400", "among-more", "300"),
    ("鸥类300，其中红嘴鸥200+", "rest-unclear", "300"),
    ("鸥类有，其中红嘴鸥200", "rest-unclear", "有"),
    ("7:30 白鹭 3", "time-first", "7:30"),
    ("1号塘：白鹭3", "words-first", "1号塘："),
    ("今天鹦鹉洲 白鹭3", "words-first", "今天鹦鹉洲"),
    ("@1号塘 白鹭3", "words-first", "@1号塘"),
    ("3只 白鹭 5", "two-numbers", "5"),
    ("黑水鸡2+4幼", "part-of-sum", "2+4幼"),
    ("黑水鸡 2＋4j", "part-of-sum", "2＋4j"),
    ("；带环", "note-alone", "；带环"),
]


@pytest.mark.parametrize(("text", "drafts", "canonical"), LAW + COUNTERS, ids=[row[0] for row in LAW + COUNTERS])
def test_what_is_typed_means_this(text: str, drafts: list[SightingDraft], canonical: str) -> None:
    parsed = parse(text, CHECKLIST)
    assert list(parsed.drafts) == drafts
    assert parsed.faultless == bool(drafts)
    assert render(drafts, CHECKLIST) == canonical
    for language in ("zh", "en"):
        assert list(parse(render(drafts, CHECKLIST, language), CHECKLIST).drafts) == drafts


@pytest.mark.parametrize(("text", "code", "value"), WRONG, ids=[row[0] for row in WRONG])
def test_what_is_not_clear_is_asked(text: str, code: str, value: str) -> None:
    parsed = parse(text, CHECKLIST)
    problem = parsed.problems[0]
    assert (problem.code, problem.value) == (code, value)
    assert problem.column == text.index(value) + 1
    assert problem.length == len(value)
    assert not any(entry.draft for entry in parsed.entries if problem in entry.problems)


def test_the_table_has_the_lines_it_should() -> None:
    assert len(COUNTERS) >= 20
    assert len({row[0] for row in LAW + COUNTERS}) == len(LAW + COUNTERS)
