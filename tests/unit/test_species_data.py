"""The checklist's data in species/: whole, consistent, and never pointing a name at the wrong bird.

It reads the files as plain csv, so that it says what is wrong in the data whatever the program makes of them.
"""

import csv
import re
import tomllib
from collections import Counter, defaultdict
from pathlib import Path

import pytest

SPECIES = Path(__file__).parents[2] / "species"
Row = dict[str, str]

TAXA = [
    *("id", "kind", "tier", "scientific_name", "english_name", "chinese_name", "pinyin", "order", "family", "guild"),
    *("waterbird", "code4", "avibase", "status", "sensitive", "active", "iucn", "cn", "cites"),
]
FILES = {
    "taxa.csv": TAXA,
    "names.csv": ["taxon", "name", "language", "list"],
    "changes.csv": ["year", "list", "kind", "from", "to", "rule"],
}
WORDS = {
    "kind": {"species", "spuh", "slash", "domestic", "hybrid", "form", "broad"},
    "tier": {"usual", "recorded", "historical", "unconfirmed", "escape"},
    "guild": {"游禽", "涉禽", "猛禽", "攀禽", "陆禽", "鸣禽"},
    "waterbird": {"0", "1"},
    "sensitive": {"0", "1"},
    "active": {"0", "1"},
    "iucn": {"", "LC", "NT", "VU", "EN", "CR", "NE"},
    "cn": {"", "1", "2", "3"},
    "cites": {"", "I", "II", "III"},
}
LANGUAGES = {"zh", "en", "la", "pinyin", "code"}
PUBLISHED = {"zheng4", "zheng3", "ioc15", "ebird2025"}
LISTS = PUBLISHED | {"banding", "old", "synonym", "reading", "local", "generic"}
WATERBIRDS = {
    *("Anatidae", "Podicipedidae", "Gaviidae", "Phalacrocoracidae", "Pelecanidae", "Ardeidae", "Threskiornithidae"),
    *("Ciconiidae", "Phoenicopteridae", "Gruidae", "Rallidae", "Jacanidae", "Rostratulidae", "Haematopodidae"),
    *("Recurvirostridae", "Charadriidae", "Scolopacidae", "Glareolidae", "Laridae"),
}
"""The families that Wetlands International counts as waterbirds, of those on this list."""


def read(name: str) -> list[Row]:
    with (SPECIES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def taxa() -> list[Row]:
    return read("taxa.csv")


@pytest.fixture(scope="module")
def names() -> list[Row]:
    return read("names.csv")


@pytest.fixture(scope="module")
def changes() -> list[Row]:
    return read("changes.csv")


@pytest.fixture(scope="module")
def by_id(taxa: list[Row]) -> dict[str, Row]:
    return {taxon["id"]: taxon for taxon in taxa}


@pytest.fixture(scope="module")
def by_chinese(taxa: list[Row]) -> dict[str, Row]:
    return {taxon["chinese_name"]: taxon for taxon in taxa}


def han(text: str) -> list[str]:
    return [char for char in text if "㐀" <= char <= "鿿" or char >= "\U00020000"]


def species(taxa: list[Row]) -> list[Row]:
    """The birds themselves, without those kept only because an old name may mean them."""
    return [taxon for taxon in taxa if taxon["kind"] == "species" and taxon["active"] == "1"]


def repeated(values: list[str]) -> list[str]:
    return [value for value, times in Counter(filter(None, values)).items() if times > 1]


@pytest.mark.parametrize("name", [*FILES, "checklist.toml", "README.md"])
def test_text_is_utf8_with_plain_line_ends(name: str) -> None:
    raw = (SPECIES / name).read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    raw.decode("utf-8")


@pytest.mark.parametrize(("name", "columns"), FILES.items())
def test_tables_have_their_columns_and_clean_cells(name: str, columns: list[str]) -> None:
    with (SPECIES / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    assert rows[0] == columns
    for number, row in enumerate(rows, start=1):
        assert len(row) == len(columns), f"{name}, line {number}"
        assert row == [cell.strip() for cell in row], f"{name}, line {number}"
    assert len(rows) == len({tuple(row) for row in rows}), f"{name} says something twice"


def test_closed_vocabularies(taxa: list[Row]) -> None:
    wrong = [
        (taxon["id"], column, taxon[column])
        for taxon in taxa
        for column, allowed in WORDS.items()
        if taxon[column] not in allowed and not (column == "guild" and taxon["id"] == "bird-sp")
    ]
    assert wrong == []
    for taxon in taxa:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", taxon["id"]), taxon["id"]
        assert re.fullmatch(r"([A-Z]{4})?", taxon["code4"]), taxon["id"]
        assert re.fullmatch(r"([0-9A-F]{8})?", taxon["avibase"]), taxon["id"]
        assert re.fullmatch(r"R?S?W?P?V?", taxon["status"]), taxon["id"]


@pytest.mark.parametrize("column", ["id", "scientific_name", "english_name", "chinese_name", "code4", "avibase"])
def test_what_names_one_taxon_names_no_other(taxa: list[Row], column: str) -> None:
    assert repeated([taxon[column] for taxon in taxa]) == []


def test_every_taxon_is_named_and_every_bird_has_its_facts(taxa: list[Row]) -> None:
    for taxon in taxa:
        for column in ("scientific_name", "english_name", "chinese_name", "pinyin"):
            assert taxon[column], (taxon["id"], column)
    birds = species(taxa)
    assert len(birds) == 618
    for bird in birds:
        for column in ("order", "family", "guild", "code4"):
            assert bird[column], (bird["id"], column)
        assert re.fullmatch(r"[A-Z][a-z]+ [a-z]+", bird["scientific_name"]), bird["id"]
    assert 200 <= sum(bird["tier"] == "usual" for bird in birds) <= 260


def test_a_family_is_of_one_order_and_stands_in_one_place(taxa: list[Row]) -> None:
    orders = defaultdict(set)
    for bird in species(taxa):
        orders[bird["family"]].add(bird["order"])
    assert {family for family, found in orders.items() if len(found) > 1} == set()
    blocks: list[str] = []
    for bird in species(taxa):
        if bird["tier"] not in ("unconfirmed", "escape") and (not blocks or blocks[-1] != bird["order"]):
            blocks.append(bird["order"])
    assert repeated(blocks) == []


def test_pinyin_has_a_syllable_for_each_character(taxa: list[Row], names: list[Row], by_id: dict[str, Row]) -> None:
    for taxon in taxa:
        syllables = taxon["pinyin"].split(" ")
        assert len(syllables) == len(han(taxon["chinese_name"])), taxon["chinese_name"]
        assert all(re.fullmatch(r"[a-z]+", syllable) for syllable in syllables), taxon["pinyin"]
        assert "ü" not in taxon["pinyin"]
    for row in names:
        if row["language"] == "pinyin":
            assert len(row["name"].split(" ")) == len(han(by_id[row["taxon"]]["chinese_name"])), row["name"]


def test_birders_readings(taxa: list[Row]) -> None:
    right = (
        "杓shao 鳽yan 䴙pi 䴘ti 鸻heng 鵟kuang 䴓shi 䴕lie 鸫dong 鹮huan 鸮xiao 䳭ji 长chang 绿lv 鹨liu 鹀wu "
        "鹟weng 鹎bei 鹱hu 隼sun 藏zang 雀que 勺shao 翘qiao"
    )
    read_as = dict(re.findall("([^a-z ])([a-z]+)", right))
    for taxon in taxa:
        for char, syllable in zip(han(taxon["chinese_name"]), taxon["pinyin"].split(" "), strict=True):
            assert read_as.get(char, syllable) == syllable, taxon["chinese_name"]


def test_waterbirds_are_whole_families(taxa: list[Row]) -> None:
    wrong = [t["id"] for t in taxa if t["family"] and (t["family"] in WATERBIRDS) != (t["waterbird"] == "1")]
    assert wrong == []
    assert {t["id"] for t in taxa if not t["family"] and t["waterbird"] == "1"} == {"shorebird-sp"}


def test_groups_and_old_concepts(taxa: list[Row]) -> None:
    for taxon in taxa:
        assert (taxon["kind"] == "slash") == ("/" in taxon["chinese_name"]), taxon["id"]
        assert (taxon["kind"] == "broad") == taxon["scientific_name"].endswith(" s.l."), taxon["id"]
        if taxon["kind"] == "broad":
            assert taxon["active"] == "0", taxon["id"]
        if taxon["kind"] in ("spuh", "slash", "broad"):
            assert not (taxon["iucn"] or taxon["cn"] or taxon["cites"] or taxon["status"]), taxon["id"]
    for taxon in taxa:
        if taxon["kind"] == "species" and taxon["active"] == "0":
            assert taxon["tier"] == "unconfirmed", taxon["id"]


def test_what_counters_need_is_there(by_chinese: dict[str, Row]) -> None:
    wanted = (
        "野鸭类 雁类 天鹅类 鸻鹬类 鸻类 鹬类 滨鹬类 杓鹬类 沙锥类 鸥类 燕鸥类 浮鸥类 鹭类 鸬鹚类 秧鸡类 䴙䴘类 "
        "猛禽 隼类 鵟类 柳莺类 苇莺类 鹀类 鹨类 鸫类 鸦类 燕类 雨燕类 杜鹃类 啄木鸟类 椋鸟类 鸠鸽类 未识别鸟类 "
        "家鸽 家鹅 家鸭"
    )
    assert [name for name in re.findall("[^ ]+", wanted) if by_chinese.get(name, {}).get("active") != "1"] == []


def plain_code(english: str) -> str:
    """The banding rule: 4, 2+2, 1+1+2 (2+1+1 where a hyphen joins the last two) or 1+1+1+1 letters."""
    words = re.split("[ -]", english.replace("'", "").upper())
    match len(words):
        case 1:
            return words[0][:4]
        case 2:
            return words[0][:2] + words[1][:2]
        case 3 if re.search(r" \w+-\w+$", english):
            return words[0][:2] + words[1][0] + words[2][0]
        case 3:
            return words[0][0] + words[1][0] + words[2][:2]
    return "".join(word[0] for word in words[:4])


def test_codes_follow_the_banding_rule(taxa: list[Row], names: list[Row]) -> None:
    official = {row["name"]: row["taxon"] for row in names if row["list"] == "banding"}
    sharing = Counter(plain_code(bird["english_name"]) for bird in species(taxa))
    for bird in species(taxa):
        plain = plain_code(bird["english_name"])
        if sharing[plain] == 1 and plain not in official:
            assert bird["code4"] == plain, bird["id"]
    codes = {taxon["code4"]: taxon["id"] for taxon in taxa if taxon["code4"]}
    assert [(code, taxon) for code, taxon in official.items() if codes.get(code, taxon) != taxon] == []
    for code in ("MUSW", "BFSP", "ETSP", "LVBU", "REPA"):
        assert code in codes


def test_the_reed_parrotbill(by_id: dict[str, Row]) -> None:
    bird = by_id["reed-parrotbill"]
    assert (bird["chinese_name"], bird["pinyin"]) == ("震旦鸦雀", "zhen dan ya que")
    assert (bird["english_name"], bird["scientific_name"]) == ("Reed Parrotbill", "Paradoxornis heudei")
    assert (bird["order"], bird["family"], bird["guild"]) == ("Passeriformes", "Paradoxornithidae", "鸣禽")
    assert (bird["code4"], bird["tier"], bird["status"], bird["cn"]) == ("REPA", "usual", "R", "2")
    assert (bird["waterbird"], bird["sensitive"], bird["active"]) == ("0", "0", "1")


def test_sensitive_birds_follow_the_rule(taxa: list[Row]) -> None:
    named = {"画眉", "红喉歌鸲", "蓝喉歌鸲", "仙八色鸫", "游隼", "苍鹰"}
    for taxon in taxa:
        by_rule = taxon["order"] == "Strigiformes" or taxon["chinese_name"] in named or taxon["iucn"] == "CR"
        by_rule = by_rule or (taxon["iucn"] == "EN" and taxon["cn"] == "1")
        assert (taxon["sensitive"] == "1") == by_rule, taxon["id"]


def test_names_belong_to_taxa_in_their_order(taxa: list[Row], names: list[Row], by_id: dict[str, Row]) -> None:
    place = {taxon["id"]: number for number, taxon in enumerate(taxa)}
    assert [row for row in names if row["taxon"] not in by_id] == []
    assert {row["language"] for row in names} <= LANGUAGES
    assert {row["list"] for row in names} <= LISTS
    assert [place[row["taxon"]] for row in names] == sorted(place[row["taxon"]] for row in names)
    assert all((row["language"] == "code") <= bool(re.fullmatch("[A-Z]{4}", row["name"])) for row in names)
    assert sum(row["list"] == "local" for row in names) >= 150


def test_a_name_of_several_birds_says_whose_name_it_is(taxa: list[Row], names: list[Row]) -> None:
    """One name, one bird in one list; a casual name is never another bird's own: it is generic then, and asked."""
    meant: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    own: dict[str, str] = {}
    for taxon in taxa:
        for column, language in (("chinese_name", "zh"), ("english_name", "en"), ("scientific_name", "la")):
            own[taxon[column].lower()] = taxon["id"]
            meant[language, taxon[column].lower()].add(("own", taxon["id"]))
        if taxon["code4"]:
            meant["code", taxon["code4"].lower()].add(("own", taxon["id"]))
    for row in names:
        if row["language"] != "pinyin":
            meant[row["language"], row["name"].lower()].add((row["list"], row["taxon"]))
    for (language, name), found in meant.items():
        in_list = Counter(list_ for list_, _taxon in found)
        assert all(times == 1 or list_ == "generic" for list_, times in in_list.items()), (language, name, found)
        if len({taxon for _list, taxon in found}) > 1:
            casual = {(list_, taxon) for list_, taxon in found if list_ not in PUBLISHED | {"own", "generic"}}
            assert casual == set(), (language, name, found)
        if in_list["generic"]:
            assert len({taxon for _list, taxon in found}) > 1, f"{name} is generic and means one taxon"


@pytest.mark.parametrize(
    ("name", "list_", "taxon"),
    [
        ("大山雀", "zheng3", "great-tit"),
        ("远东山雀", "zheng3", "cinereous-tit"),
        ("田鹨", "zheng3", "paddyfield-pipit"),
        ("田鹨", "zheng4", "richards-pipit"),
        ("虎斑地鸫", "zheng3", "scaly-thrush"),
        ("怀氏虎鸫", "zheng3", "whites-thrush"),
        ("灰眉岩鹀", "zheng3", "rock-bunting"),
        ("灰眉岩鹀", "zheng4", "godlewskis-bunting"),
        ("黑喉山鹪莺", "zheng3", "hill-prinia"),
        ("黑喉山鹪莺", "zheng4", "black-throated-prinia"),
        ("红眉朱雀", "zheng3", "chinese-beautiful-rosefinch"),
        ("红眉朱雀", "zheng4", "himalayan-beautiful-rosefinch"),
        ("点翅朱雀", "zheng3", "sharpes-rosefinch"),
        ("点翅朱雀", "zheng4", "spot-winged-rosefinch"),
        ("暗绿绣眼鸟", "zheng3", "japanese-white-eye-sl"),
        ("骨顶鸡", "zheng3", "eurasian-coot"),
        ("大勺鹬", "local", "far-eastern-curlew"),
        ("小白鹭", "local", "little-egret"),
        ("白头翁", "local", "light-vented-bulbul"),
        ("环颈雉", "zheng4", "common-pheasant"),
        ("灰翅浮鸥", "zheng4", "whiskered-tern"),
        ("水葫芦", "local", "little-grebe"),
        ("bai yao biao yu", "reading", "eurasian-curlew"),
        ("huang wei jian", "reading", "yellow-bittern"),
        ("小鸊鷉", "old", "little-grebe"),
        ("Calamornis heudei", "old", "reed-parrotbill"),
        ("Bubulcus ibis", "old", "eastern-cattle-egret"),
        ("BBPL", "banding", "grey-plover"),
    ],
)
def test_names_that_moved_and_names_that_counters_use(names: list[Row], name: str, list_: str, taxon: str) -> None:
    assert [row["taxon"] for row in names if row["name"] == name and row["list"] == list_] == [taxon]


@pytest.mark.parametrize("name", ["鱼鹰", "银鸥", "海鸥", "田鹨", "灰眉岩鹀", "燕子", "bulbul"])
def test_generic_words_are_asked(names: list[Row], name: str) -> None:
    assert sum(row["name"] == name and row["list"] == "generic" for row in names) > 1


def test_changes_lead_where_the_rule_says(changes: list[Row], by_id: dict[str, Row]) -> None:
    for row in changes:
        before, after = row["from"].split("|"), row["to"].split("|")
        assert set(before + after) <= by_id.keys(), row
        assert re.fullmatch("20[0-9]{2}", row["year"]), row
        assert row["kind"] in ("split", "lump", "rename"), row
        assert row["rule"] in ("auto", "slash", "ask", "none"), row
        if row["kind"] == "rename":
            assert before == after and row["rule"] == "none", row
        if row["rule"] == "auto":
            assert [by_id[taxon]["kind"] for taxon in after] == ["species"], row
        if row["rule"] == "slash":
            assert [by_id[taxon]["kind"] for taxon in after] == ["slash"], row
        if row["rule"] != "none":
            assert {by_id[taxon]["kind"] for taxon in before} == {"broad"}, row
            assert {by_id[taxon]["active"] for taxon in after} == {"1"}, row
    split = {taxon for row in changes if row["rule"] != "none" for taxon in row["from"].split("|")}
    assert {taxon["id"] for taxon in by_id.values() if taxon["kind"] == "broad"} == split


def test_the_checklist_says_what_it_is() -> None:
    about = tomllib.loads((SPECIES / "checklist.toml").read_text(encoding="utf-8"))
    assert re.fullmatch(r"20\d\d\.\d+", about["version"])
    assert {"zh", "en"} <= about["title"].keys()
    assert about["years"] == {"iucn": 2025, "cn": 2021, "cn3": 2023, "cites": 2023}
    sources = {source["id"]: source for source in about["sources"]}
    assert {about["base"], about["chinese_names"], "banding", *PUBLISHED} <= sources.keys()
    assert all(source["title"] and source["licence"] and source["gives"] for source in sources.values())
