"""Finding a bird at each key: the ranks, what comes first among equals, and when Enter has to ask."""

from collections.abc import Sequence

import pytest

from birdlog.checklist import Candidate, Checklist, Taxon


def names(candidates: Sequence[Candidate]) -> list[str]:
    return [candidate.taxon.chinese_name for candidate in candidates]


@pytest.fixture
def marsh() -> Checklist:
    """A list made up for the rules: what each rank meets, and birds that share initials."""

    def taxon(zh: str, pinyin: str, en: str, la: str, tier: str = "usual", **more: object) -> Taxon:
        slug = en.lower().replace(" ", "-").replace("'", "")
        return Taxon(slug, "species", tier, la, en, zh, pinyin, **more)  # type: ignore[arg-type]

    return Checklist(
        [
            taxon("红嘴鸥", "hong zui ou", "Black-headed Gull", "Chroicocephalus ridibundus"),
            taxon("黑嘴鸥", "hei zui ou", "Saunders's Gull", "Saundersilarus saundersi", "recorded"),
            taxon("灰嘴鸥", "hui zui ou", "Grey-billed Gull", "Larus grisei", "escape"),
            taxon("白鹭", "bai lu", "Little Egret", "Egretta garzetta", code4="LIEG"),
            taxon("大白鹭", "da bai lu", "Great Egret", "Ardea alba"),
            taxon("震旦鸦雀", "zhen dan ya que", "Reed Parrotbill", "Paradoxornis heudei", code4="REPA"),
            taxon("棕头鸦雀", "zong tou ya que", "Vinous-throated Parrotbill", "Suthora webbiana"),
            taxon("苇鹀", "wei wu", "Pallas's Reed Bunting", "Emberiza pallasi"),
            taxon("绿鹭", "lv lu", "Striated Heron", "Butorides striata"),
            taxon("大杓鹬", "da shao yu", "Far Eastern Curlew", "Numenius madagascariensis"),
            taxon("广义白鹭", "guang yi bai lu", "Little Egret s.l.", "Egretta garzetta s.l.", active=False),
        ]
    )


@pytest.mark.parametrize(
    ("text", "first", "rank"),
    [
        ("白鹭", "白鹭", 1),
        ("bailu", "白鹭", 1),
        ("LIEG", "白鹭", 1),
        ("egrgar", "白鹭", 1),
        ("Little  Egret", "白鹭", 1),
        ("震旦", "震旦鸦雀", 2),
        ("zdy", "震旦鸦雀", 2),
        ("zhenda", "震旦鸦雀", 3),
        ("zhen dan", "震旦鸦雀", 3),
        ("reed-p", "震旦鸦雀", 4),
        ("saunderss", "黑嘴鸥", 4),
        ("Saunders’s", "黑嘴鸥", 4),
        ("parhe", "震旦鸦雀", 5),
        ("鸦雀", "震旦鸦雀", 6),
        ("yaque", "震旦鸦雀", 6),
        ("heudei", "震旦鸦雀", 6),
        ("throated par", "棕头鸦雀", 6),
        ("zhend yaq", "震旦鸦雀", 6),
        ("震旦yq", "震旦鸦雀", 6),
        ("zhendyq", "震旦鸦雀", 6),
        ("parotbill", "震旦鸦雀", 7),
        ("paradoxornis heudie", "震旦鸦雀", 7),
        ("zhengdan", "震旦鸦雀", 7),
        ("白露", "白鹭", 7),
        ("震但鸦鹊", "震旦鸦雀", 7),
        ("震旦鸭雀", "震旦鸦雀", 7),
    ],
)
def test_each_rank(marsh: Checklist, text: str, first: str, rank: int) -> None:
    found = marsh.find(text)
    assert (found[0].taxon.chinese_name, found[0].rank) == (first, rank)
    assert found[0].whole == (rank == 1)


def test_full_width_capitals_and_traditional(marsh: Checklist) -> None:
    for text in ("ＲＥＰＡ", "Zdyq", "震旦鴉雀", "　震旦鸦雀　", "zhèn dàn yā què"):
        assert names(marsh.find(text)) == ["震旦鸦雀"]


def test_u_with_dots_is_v_or_u(marsh: Checklist) -> None:
    for text in ("lvlu", "lulu", "lülu"):
        assert names(marsh.find(text))[0] == "绿鹭"


def test_two_readings(marsh: Checklist) -> None:
    for text in ("dsy", "dby", "dashaoyu", "dabiaoyu"):
        assert [(c.taxon.chinese_name, c.rank) for c in marsh.find(text)] == [("大杓鹬", 1)]


def test_guesses_only_where_nothing_fits(marsh: Checklist) -> None:
    assert {candidate.rank for candidate in marsh.find("reed parr")} == {4}
    assert {candidate.rank for candidate in marsh.find("reed parot")} == {7}
    assert marsh.find("qqqq") == []


def test_equals_by_favour_then_tier_then_order(marsh: Checklist) -> None:
    assert names(marsh.find("hzo")) == ["红嘴鸥", "黑嘴鸥", "灰嘴鸥"]
    favoured = marsh.find("hzo", favour=lambda id: {"grey-billed-gull": 2.0, "saunderss-gull": 1.0}.get(id, 0.0))
    assert names(favoured) == ["灰嘴鸥", "黑嘴鸥", "红嘴鸥"]
    # Favour decides among equals and never lifts a bird over a better rank.
    assert names(marsh.find("白鹭", favour=lambda id: float(id == "great-egret"))) == ["白鹭", "大白鹭", "广义白鹭"]


def test_limit(marsh: Checklist) -> None:
    assert names(marsh.find("鹭", limit=2)) == ["白鹭", "大白鹭"]
    assert marsh.find("鹭", limit=0) == []


def test_a_concept_for_old_records_comes_last(marsh: Checklist) -> None:
    assert names(marsh.find("egretta"))[-1] == "广义白鹭"
    assert marsh.find("广义白鹭")[0].rank == 1
    assert "广义白鹭" not in names(marsh.find("gybl"))  # it has no initials


def test_when_enter_asks(marsh: Checklist) -> None:
    def asks(text: str) -> bool:
        return marsh.ambiguous(marsh.find(text))

    assert asks("hzo")  # three share their initials, whatever their tier
    assert marsh.ambiguous(marsh.find("hzo", favour=lambda id: 9.0 * (id == "black-headed-gull")))
    assert not asks("白鹭")  # 大白鹭 has it inside, at a lower rank
    assert not asks("震旦")  # the start of one name
    assert not asks("zdy")
    assert not asks("REPA")
    assert not asks("reed p")  # Pallas's Reed Bunting fits at a lower rank
    assert asks("鸦雀")
    assert asks("白露")  # a guess, though the only one of its kind
    assert asks("heudie")
    assert not asks("nothing at all")


def test_hostile_texts_are_texts(marsh: Checklist) -> None:
    for text in ("", " ", "%", "*", "[/foo]", "\x00", "\x1b[31m", "'; DROP TABLE taxon; --", "白" * 5000, "a " * 5000):
        assert marsh.find(text) == []
        assert marsh.resolve(text).taxon is None


@pytest.mark.parametrize(
    ("text", "bird"),
    [
        ("zdyq", "震旦鸦雀"),
        ("zhendan", "震旦鸦雀"),
        ("震旦", "震旦鸦雀"),
        ("REPA", "震旦鸦雀"),
        ("parheu", "震旦鸦雀"),
        ("reed parr", "震旦鸦雀"),
        ("Calamornis heudei", "震旦鸦雀"),
        ("Paradoxornis heudie", "震旦鸦雀"),
        ("smwe", "斑头秋沙鸭"),  # as many errors as so short a word may have
        ("baiyaoshaoyu", "白腰杓鹬"),
        ("baiyaobiaoyu", "白腰杓鹬"),
        ("小鸊鷉", "小䴙䴘"),
        ("小鷿鷈", "小䴙䴘"),
        ("环颈雉", "雉鸡"),
        ("灰翅浮鸥", "须浮鸥"),
        ("Bubulcus coromandus", "牛背鹭"),
        ("骨顶鸡", "白骨顶"),
        ("大勺鹬", "大杓鹬"),
        ("小白鹭", "白鹭"),
        ("白头翁", "白头鹎"),
        ("鸻鹬类", "鸻鹬类"),
        ("野鸭", "野鸭类"),
        ("未识别", "未识别鸟类"),
        ("白露", "白鹭"),
        ("环颈珩", "环颈鸻"),
        ("kentishplover", "环颈鸻"),
    ],
)
def test_birds_of_the_shipped_list(checklist: Checklist, text: str, bird: str) -> None:
    assert checklist.find(text)[0].taxon.chinese_name == bird


def test_every_parrotbill(checklist: Checklist) -> None:
    parrotbills = {taxon.id for taxon in checklist if taxon.chinese_name.endswith("鸦雀")}
    assert len(parrotbills) >= 4
    assert {candidate.taxon.id for candidate in checklist.find("鸦雀")} == parrotbills


def test_little_egret_among_nine(checklist: Checklist) -> None:
    assert "白鹭" in names(checklist.find("bl"))


@pytest.mark.parametrize(("text", "birds"), [("鱼鹰", {"鹗", "普通鸬鹚"}), ("银鸥", {"西伯利亚银鸥", "蒙古银鸥"})])
def test_generic_words_are_asked(checklist: Checklist, text: str, birds: set[str]) -> None:
    found = checklist.find(text)
    assert birds <= set(names([candidate for candidate in found if candidate.rank == 1]))
    assert checklist.ambiguous(found)
    assert checklist.resolve(text).taxon is None


def test_few_keys_of_initials_on_a_new_database(checklist: Checklist) -> None:
    from birdlog.checklist.keys import initials, spoken

    keys = []
    for taxon in checklist:
        if taxon.kind == "species" and taxon.active:
            typed = initials(spoken(taxon.pinyin))
            shown = (length for length in range(1, len(typed) + 1) if taxon in seen(checklist, typed[:length]))
            keys.append(next(shown))
    assert max(keys) == 3
    assert sum(keys) / len(keys) < 1.9


def seen(checklist: Checklist, text: str) -> list[Taxon]:
    return [candidate.taxon for candidate in checklist.find(text)]
