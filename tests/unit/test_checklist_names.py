"""Folding, names inside a line, names by another list, and taxa that a user added."""

import subprocess
import sys
from dataclasses import asdict, replace

import pytest

from birdlog.checklist import Checklist, Taxon, fold
from birdlog.checklist.near import distances_from


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ＺＤＹＱ１２", "zdyq12"),
        ("白鷺\u3000黃嘴白鷺", "白鹭 黄嘴白鹭"),
        ("小鷿鷈 小鸊鷉", "小䴙䴘 小䴙䴘"),
        ("Saunders’s\tGull\u00a0", "saunders's gull "),
        ("Rüppell's İ ß", "ruppell's i ß"),
        ("×１－２", "×1-2"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "start", "name"),
    [
        ("八哥3", 0, "八哥"),
        ("三趾鸥2", 0, "三趾鸥"),
        ("十二震旦鸦雀", 2, "震旦鸦雀"),
        ("一对白鹭", 2, "白鹭"),
        ("大白鹭5", 0, "大白鹭"),
        ("大白鹭5", 1, "白鹭"),
        ("鹗1", 0, "鹗"),
        ("震旦鴉雀１２", 0, "震旦鴉雀"),
        ("骨顶鸡20", 0, "骨顶鸡"),
        ("鸻鹬类 有", 0, "鸻鹬类"),
        ("蒙古/青藏沙鸻", 0, "蒙古"),
        ("reed parrotbill 12", 0, "reed parrotbill"),
        ("Reed-Parrotbill12", 0, "Reed-Parrotbill"),
        ("reedparrotbill", 0, "reedparrotbill"),
        ("Paradoxornis heudei 2", 0, "Paradoxornis heudei"),
        ("gull sp. 3", 0, "gull sp."),
        ("zdyq 12", 0, ""),
        ("12", 0, ""),
        ("Little Egrets", 0, ""),
        ("xLittle Egret", 1, ""),
        ("白鹭", 2, ""),
        ("白鹭", -1, ""),
    ],
)
def test_longest_name(checklist: Checklist, text: str, start: int, name: str) -> None:
    end = checklist.longest_name(text, start)
    if name == "蒙古":  # both orders of a pair are names only where the list has them
        assert end in (None, len(text))
    else:
        assert (text[start:end] if end is not None else "") == name


def test_names_by_language_and_list(checklist: Checklist) -> None:
    plover = checklist.get("grey-plover")
    assert plover.name() == "灰斑鸻"
    assert plover.name("zh", "zheng4") == "灰鸻"
    assert plover.name("en") == "Grey Plover"
    assert plover.name("la") == "Pluvialis squatarola"
    assert Taxon("x-1", english_name="Odd Bird").name("zh", "zheng4") == "Odd Bird"


def test_a_taxon_is_plain_data(checklist: Checklist) -> None:
    plover = checklist.get("grey-plover")
    assert Taxon(**asdict(plover)) == plover
    assert replace(plover, tier="usual").chinese_name == plover.chinese_name
    assert "names" not in repr(plover)


def test_reading_by_id(checklist: Checklist) -> None:
    assert "grey-plover" in checklist and "grey" not in checklist
    assert list(checklist)[checklist.get("grey-plover").position - 1].id == "grey-plover"
    with pytest.raises(KeyError):
        checklist.get("grey")
    assert any(name.name == "灰鸻" and name.list == "zheng4" for name in checklist.other_names("grey-plover"))


def test_taxa_that_a_user_added(checklist: Checklist) -> None:
    assert checklist.with_extra([]) is checklist
    mine = Taxon("x-7", english_name="Marsh Phantom", chinese_name="沼泽幻影", pinyin="zhao ze huan ying", tier="?")
    more = checklist.with_extra([mine, replace(checklist.get("grey-plover"), chinese_name="别的")])
    assert len(more) == len(checklist) + 1
    assert more.get("x-7").position == len(more)
    assert more.get("grey-plover").chinese_name == "灰斑鸻"
    for text in ("zzhy", "沼泽幻", "marsh ph", "zhaozehuanying"):
        assert more.find(text)[0].taxon.id == "x-7"
    assert more.resolve("沼泽幻影").taxon == more.get("x-7")
    assert more.longest_name("沼泽幻影3", 0) == 4
    assert checklist.resolve("沼泽幻影").taxon is None


@pytest.mark.parametrize(
    ("text", "key", "errors"),
    [("heudie", "heudei", 1), ("parot", "parrotbill", 1), ("abc", "abc", 0), ("ca", "abc", 1), ("xyz", "", 3)],
)
def test_errors_to_the_start_of_a_key(text: str, key: str, errors: int) -> None:
    assert distances_from(text)(key, 3) == errors


def test_nothing_heavy_is_imported() -> None:
    script = (
        "import sys, birdlog.checklist as c; c.load().find('bl'); "
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'textual', 'typer', 'pypinyin', 'geopy', 'alembic'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
