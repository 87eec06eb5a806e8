"""A species folder that a birder mended with a spreadsheet: what is taken, and what is said where it cannot be."""

from pathlib import Path

import pytest

from birdlog.checklist import Checklist, load
from birdlog.errors import DataError

HEADER = (
    "id,kind,tier,scientific_name,english_name,chinese_name,pinyin,order,family,guild,waterbird,code4,avibase,status,"
    "sensitive,active,iucn,cn,cites"
)
EGRET = "little-egret,species,usual,Egretta garzetta,Little Egret,白鹭,bai lu,P,Ardeidae,涉禽,1,LIEG,,R,0,1,LC,3,"
GULL = "vega-gull,species,usual,Larus vegae,Vega Gull,西伯利亚银鸥,xi bo li ya yin ou,C,L,游禽,1,VEGU,,W,0,1,LC,,"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path, HEADER, EGRET, GULL)
    return tmp_path


def write(folder: Path, *lines: str, name: str = "taxa.csv", encoding: str = "utf-8", end: str = "\n") -> None:
    folder.joinpath(name).write_bytes("".join(line + end for line in lines).encode(encoding))


def trouble(folder: Path) -> DataError:
    with pytest.raises(DataError) as caught:
        read_all(folder)
    return caught.value


def read_all(folder: Path) -> Checklist:
    checklist = load(folder)
    assert checklist.find("白鹭")
    assert checklist.changes is not None
    assert checklist.version is not None
    return checklist


def test_taxa_are_rows_in_order(folder: Path) -> None:
    first, second = load(folder)
    assert (first.id, first.position, first.waterbird, first.active, first.sensitive) == (
        "little-egret",
        1,
        True,
        True,
        False,
    )
    assert (second.chinese_name, second.position, second.iucn, second.cites) == ("西伯利亚银鸥", 2, "LC", "")


def test_read_once(folder: Path) -> None:
    assert load(folder) is load(folder)


@pytest.mark.parametrize(("encoding", "end"), [("utf-8-sig", "\r\n"), ("utf-8", "\r\n"), ("utf-8", "\r")])
def test_byte_order_mark_and_line_ends(folder: Path, encoding: str, end: str) -> None:
    write(folder, HEADER, EGRET, GULL, encoding=encoding, end=end)
    assert [taxon.id for taxon in read_all(folder)] == ["little-egret", "vega-gull"]


def test_columns_in_another_order_blank_rows_and_spaces(folder: Path) -> None:
    header, egret = ("note," + HEADER).split(","), ("seen ," + EGRET).split(",")
    write(folder, ",".join(reversed(header)), " , ".join(reversed(egret)), "," * (len(header) - 1), "")
    (taxon,) = read_all(folder)
    assert (taxon.id, taxon.chinese_name, taxon.waterbird) == ("little-egret", "白鹭", True)


@pytest.mark.parametrize("encoding", ["cp936", "gb18030", "utf-16"])
def test_another_encoding(folder: Path, encoding: str) -> None:
    write(folder, HEADER, GULL.replace("西伯利亚银鸥", "gull").replace("游禽", ""), EGRET, encoding=encoding)
    error = trouble(folder)
    assert "taxa.csv" in str(error) and "UTF-8" in str(error)
    if encoding != "utf-16":
        assert "line 3" in error.message


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([HEADER.replace(",tier", ""), EGRET], ["line 1", "tier"]),
        ([HEADER.replace(",", ";"), EGRET.replace(",", ";")], ["line 1", "separated by commas"]),
        ([HEADER, EGRET, GULL, EGRET], ["line 4", "column id", "stands twice"]),
        ([HEADER, EGRET.replace("species", "specie")], ["line 2", "column kind", "specie", "spuh"]),
        ([HEADER, EGRET.replace("usual", "common")], ["line 2", "column tier", "common", "recorded"]),
        ([HEADER, EGRET.replace("little-egret", "Little Egret")], ["line 2", "column id", "lower-case"]),
        ([HEADER, GULL, EGRET.replace(",0,1,", ",FALSE,1,")], ["line 3", "column sensitive", "FALSE", "1 for yes"]),
        ([HEADER, EGRET + ",extra"], ["line 2", "20", "19"]),
        ([HEADER, EGRET.replace("白鹭", '"白鹭')], ["line 2", "quotation"]),
        ([HEADER], ["at least one taxon"]),
        ([], ["line 1", "id"]),
    ],
)
def test_what_is_wrong_is_said(folder: Path, lines: list[str], said: list[str]) -> None:
    write(folder, *lines)
    error = trouble(folder)
    assert str(folder / "taxa.csv") in error.message
    for word in said:
        assert word in str(error)


def test_every_problem_is_told_at_once(folder: Path) -> None:
    write(folder, HEADER, EGRET.replace("usual", "often"), GULL.replace("species", "sp"))
    assert [(problem.row, problem.value) for problem in trouble(folder).problems] == [(2, "often"), (3, "sp")]


def test_no_taxa_file(tmp_path: Path) -> None:
    assert "taxa.csv" in trouble(tmp_path).message


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("little-egrit,小白鹭,zh,local", ["line 2", "column taxon", "little-egrit"]),
        ("little-egret,,zh,local", ["line 2", "column name"]),
        ("little-egret,小白鹭,cn,local", ["line 2", "column language", "pinyin"]),
    ],
)
def test_other_names(folder: Path, row: str, said: list[str]) -> None:
    write(folder, "taxon,name,language,list", row, name="names.csv")
    assert all(word in str(trouble(folder)) for word in ["names.csv", *said])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("last,ebird,split,vega-gull,little-egret,auto", ["column year", "2024"]),
        ("2024,ebird,merge,vega-gull,little-egret,auto", ["column kind", "lump"]),
        ("2024,ebird,split,vega-gull,little-egret|gull,auto", ["column to", "gull"]),
        ("2024,ebird,split,vega-gull,little-egret,maybe", ["column rule", "slash"]),
    ],
)
def test_changes(folder: Path, row: str, said: list[str]) -> None:
    write(folder, "year,list,kind,from,to,rule", row, name="changes.csv")
    assert all(word in str(trouble(folder)) for word in ["changes.csv", "line 2", *said])


def test_changes_are_read(folder: Path) -> None:
    row = "2024,ebird2025,split,vega-gull,vega-gull|little-egret,slash"
    write(folder, "year,list,kind,from,to,rule", row, name="changes.csv")
    (change,) = read_all(folder).changes
    assert (change.year, change.kind, change.from_, change.to) == (
        2024,
        "split",
        ("vega-gull",),
        ("vega-gull", "little-egret"),
    )


def test_a_broken_toml_file(folder: Path) -> None:
    write(folder, "version = 2025.1.1", name="checklist.toml")
    assert "checklist.toml" in trouble(folder).message


def test_the_shipped_folder_is_whole() -> None:
    checklist = load()
    checklist.prepare()
    assert checklist.version
    assert len(checklist) > 650
    assert checklist.changes
