"""Whole names only: through the list that a sheet follows, asked about where lists differ, never a part of a name."""

from pathlib import Path

import pytest

from birdlog.checklist import BASE_LIST, Checklist, load
from birdlog.errors import UsageError

TAXA = """\
id,kind,tier,scientific_name,english_name,chinese_name,pinyin,order,family,guild,waterbird,code4,avibase,status,\
sensitive,active,iucn,cn,cites
little-egret,species,usual,Egretta garzetta,Little Egret,白鹭,bai lu,P,A,涉禽,1,LIEG,,R,0,1,LC,3,
great-egret,species,usual,Ardea alba,Great Egret,大白鹭,da bai lu,P,A,涉禽,1,GREG,,R,0,1,LC,3,
eastern-cattle-egret,species,usual,Ardea coromanda,Eastern Cattle Egret,牛背鹭,niu bei lu,P,A,涉禽,1,EACE,,R,0,1,LC,3,
cattle-egret-sl,broad,usual,Ardea ibis s.l.,Cattle Egret s.l.,广义牛背鹭,guang yi niu bei lu,P,A,涉禽,1,,,,0,0,,,
grey-plover,species,usual,Pluvialis squatarola,Grey Plover,灰斑鸻,hui ban heng,C,C,涉禽,1,GRPL,,W,0,1,VU,3,
cinereous-tit,species,usual,Parus cinereus,Cinereous Tit,大山雀,da shan que,P,P,鸣禽,0,CITI,,R,0,1,LC,3,
great-tit,species,unconfirmed,Parus major,Great Tit,欧亚大山雀,ou ya da shan que,P,P,鸣禽,0,GRTI,,,0,0,LC,3,
vega-gull,species,usual,Larus vegae,Vega Gull,西伯利亚银鸥,xi bo li ya yin ou,C,L,游禽,1,VEGU,,W,0,1,LC,,
mongolian-gull,species,usual,Larus mongolicus,Mongolian Gull,蒙古银鸥,meng gu yin ou,C,L,游禽,1,MOGU,,W,0,1,LC,,
"""
NAMES = """\
taxon,name,language,list
little-egret,小白鹭,zh,local
grey-plover,灰鸻,zh,zheng4
grey-plover,Black-bellied Plover,en,ebird2025
grey-plover,BBPL,code,banding
cattle-egret-sl,牛背鹭,zh,zheng3
cinereous-tit,远东山雀,zh,zheng3
great-tit,大山雀,zh,zheng3
vega-gull,银鸥,zh,generic
mongolian-gull,银鸥,zh,generic
"""
CHANGES = "year,list,kind,from,to,rule\n2023,ebird,split,cattle-egret-sl,eastern-cattle-egret,auto\n"


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Checklist:
    """A list in which names moved between the lists."""
    folder = tmp_path_factory.mktemp("species")
    for name, text in {"taxa.csv": TAXA, "names.csv": NAMES, "changes.csv": CHANGES}.items():
        Path(folder, name).write_text(text, encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize(
    ("name", "using", "id", "how"),
    [
        ("白鹭", None, "little-egret", "name"),
        (" 白 鹭 ", None, "little-egret", "name"),
        ("白鷺", None, "little-egret", "name"),
        ("小白鹭", None, "little-egret", "alias"),
        ("LITTLE EGRET", None, "little-egret", "name"),
        ("little-egret", None, "little-egret", "id"),
        ("egretta garzetta", None, "little-egret", "name"),
        ("LIEG", None, "little-egret", "code"),
        ("BBPL", None, "grey-plover", "code"),
        ("bailu", None, "little-egret", "pinyin"),
        ("dbl", None, "great-egret", "initials"),
        ("egrgar", None, "little-egret", "latin-key"),
        ("灰鸻", None, "grey-plover", "alias"),
        ("灰鸻", "zheng4", "grey-plover", "list"),
        ("灰斑鸻", "zheng4", "grey-plover", "name"),  # not that list's, but nothing else has it
        ("Black-bellied Plover", "ebird2025", "grey-plover", "list"),
        ("大山雀", BASE_LIST, "cinereous-tit", "name"),
        ("大山雀", "zheng3", "great-tit", "list"),
        ("大山雀", "zheng4", "cinereous-tit", "name"),
        ("牛背鹭", None, "eastern-cattle-egret", "name"),  # every split of the concept leads to this bird
        ("牛背鹭", "zheng3", "cattle-egret-sl", "list"),
        ("白鹭", "zheng3", "little-egret", "name"),
    ],
)
def test_one_taxon(lists: Checklist, name: str, using: str | None, id: str, how: str) -> None:
    resolution = lists.resolve(name, using)
    assert resolution.taxon is not None
    assert (resolution.taxon.id, resolution.how) == (id, how)


def test_a_name_that_moved_is_asked_about(lists: Checklist) -> None:
    resolution = lists.resolve("大山雀")
    assert resolution.taxon is None
    assert resolution.how == "several"
    assert [candidate.taxon.id for candidate in resolution.candidates] == ["cinereous-tit", "great-tit"]


def test_a_generic_word_is_asked_about(lists: Checklist) -> None:
    for using in (None, BASE_LIST, "zheng4"):
        resolution = lists.resolve("银鸥", using)
        assert resolution.taxon is None
        assert {candidate.taxon.id for candidate in resolution.candidates} == {"vega-gull", "mongolian-gull"}


@pytest.mark.parametrize(
    "name", ["鹭", "大白", "白鹭幼", "白露", "little", "Egretta", "白鹭?", "白鹭+", "白鹭、大白鹭", ""]
)
def test_what_is_no_whole_name_is_never_taken(lists: Checklist, name: str) -> None:
    resolution = lists.resolve(name)
    assert (resolution.taxon, resolution.how) == (None, "unknown")


def test_the_closest_are_offered(lists: Checklist) -> None:
    assert lists.resolve("白露").candidates[0].taxon.id == "little-egret"
    assert lists.resolve("Egretta garzeta").candidates[0].taxon.id == "little-egret"


def test_an_unknown_list(lists: Checklist) -> None:
    with pytest.raises(UsageError, match="zheng5"):
        lists.resolve("白鹭", "zheng5")


def test_little_egret_is_never_great_egret(checklist: Checklist) -> None:
    for using in (None, *sorted(checklist.lists)):
        taxon = checklist.resolve("白鹭", using).taxon
        assert taxon is not None and taxon.id == "little-egret"


@pytest.mark.parametrize("name", ["大山雀", "田鹨"])
def test_names_that_moved_in_the_shipped_list(checklist: Checklist, name: str) -> None:
    resolution = checklist.resolve(name)
    assert resolution.taxon is None
    assert len(resolution.candidates) > 1


def test_current_names_resolve_to_their_taxon(checklist: Checklist) -> None:
    for taxon in checklist:
        for name in (taxon.chinese_name, taxon.english_name, taxon.scientific_name):
            if name:
                assert checklist.resolve(name, BASE_LIST).taxon == taxon, name


def test_no_word_of_english_names_means_another_bird() -> None:
    shipped = load()
    for word in {word for taxon in shipped for word in taxon.english_name.lower().replace("-", " ").split()}:
        found = shipped.resolve(word)
        if found.taxon is not None and found.how in ("pinyin", "initials", "latin-key"):
            assert word in found.taxon.english_name.lower(), word
    # bulbul is also Bulweria bulwerii in short.
    asked = shipped.resolve("bulbul")
    assert asked.taxon is None
    assert "light-vented-bulbul" in [candidate.taxon.id for candidate in asked.candidates]
    assert shipped.ambiguous(shipped.find("Bulbul"))
