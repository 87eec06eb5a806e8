"""tally, export and db on the command line: formats, files that are never half written, sensitive places."""

import csv
import io
import json
import sys
from pathlib import Path

import openpyxl
import pytest

from birdlog.errors import ExitCode
from birdlog.formats import unguard
from birdlog.formats.flat import COLUMNS
from tests.cli.conftest import Shell

SENSITIVE = "oriental-stork"


@pytest.fixture
def morning(shell: Shell) -> Shell:
    shell("surveys", "open", "--start", "6:30", "--observers", "观察者甲、观察者乙")
    shell("add", "震旦鸦雀 12 3雄、白鹭 约60、夜鹭 有、黑脸琵鹭 0、苍鹭 2 飞过、红嘴鸥? 30、鸥类 50；=1+1 冷")
    return shell


def test_the_json_shape_of_a_tally(morning: Shell) -> None:
    data = morning("tally", "--by", "species,month", "--from", "2026-11", "--to", "2026-11-22", "--json").data
    assert set(data) >= {"period", "sites", "rules", "checklist", "rows", "left_out"}
    assert data["period"]["from"] == "2026-11-01" and data["period"]["to"] == "2026-11-22"
    assert data["sites"][0]["name"] == "鹦鹉洲湿地"
    assert data["left_out"] == {"uncounted": 1, "absent": 1, "uncertain": 1, "rejected": 0, "dead": 0}
    row = next(row for row in data["rows"] if row["id"] == "reed-parrotbill")
    assert row == {
        "id": "reed-parrotbill",
        "scientific_name": row["scientific_name"],
        "chinese_name": "震旦鸦雀",
        "english_name": "Reed Parrotbill",
        "month": "2026-11",
        "individuals": 12,
        "peak": 12,
        "peak_date": "2026-11-22",
        "surveys": 1,
    }


def test_the_table_is_aligned_in_cells(morning: Shell) -> None:
    from birdlog.display import width

    lines = morning("tally", "--lang", "zh").out.split("\n\n", 1)[1].splitlines()
    ends = {width(line) for line in lines}
    assert len(ends) == 1
    assert any("震旦鸦雀" in line for line in lines)


def test_a_file_for_people_and_a_stream_for_programs(morning: Shell, tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    morning("tally", "--by", "family", "-o", str(file))
    assert file.read_bytes().startswith(b"\xef\xbb\xbffamily,individuals")
    stream = morning("tally", "--by", "family", "--format", "csv").out
    assert stream.startswith("family,individuals")
    morning("tally", "-o", str(tmp_path / "t.json"))
    assert json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))["rows"]


@pytest.mark.parametrize(
    "words",
    [
        ("--by", "colour"),
        ("--by", ""),
        ("--measure", "weight"),
        ("--format", "pdf"),
        ("--taxa", "没有"),
        ("--from", "2026-13"),
        ("--from", "2026-11-22", "--to", "2026-11-21"),
    ],
)
def test_what_a_tally_cannot_answer(words: tuple[str, ...], shell: Shell) -> None:
    assert shell("tally", *words, code=ExitCode.USAGE).err


def read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as text:
        return [{key: unguard(value) for key, value in row.items()} for row in csv.DictReader(text)]


def test_the_flat_file(morning: Shell, tmp_path: Path) -> None:
    file = tmp_path / "records.csv"
    answer = morning("export", "csv", "-o", str(file), "--json")
    assert answer.data == {"file": str(file), "records": 7, "generalised": 0, "full": False}
    rows = {row["taxonID"]: row for row in read(file)}
    assert list(rows["little-egret"]) == [column.name for column in COLUMNS]
    egret = rows["little-egret"]
    assert (egret["individualCount"], egret["countKind"], egret["verbatimCount"]) == ("60", "about", "约60")
    assert (egret["eventDate"], egret["recordedBy"]) == ("2026-11-22", "观察者甲 | 观察者乙")
    assert rows["reed-parrotbill"]["sexAndAge"] == "3 male"
    assert rows["black-faced-spoonbill"]["occurrenceStatus"] == "absent"
    assert rows["black-faced-spoonbill"]["individualCount"] == "0"
    assert rows["black-crowned-night-heron"]["individualCount"] == ""
    gulls = next(row for row in rows.values() if row["taxonKind"] == "spuh")
    assert gulls["occurrenceRemarks"] == "=1+1 冷"
    assert "'=1+1 冷" in file.read_text(encoding="utf-8-sig")
    assert len({row["occurrenceID"] for row in rows.values()}) == 7


def test_the_flat_file_as_a_stream_has_no_mark(morning: Shell) -> None:
    out = morning("export", "csv", "-o", "-").out
    assert out.startswith("occurrenceID,")
    assert len(list(csv.reader(io.StringIO(out)))) == 8


def test_a_file_that_is_there_stays(morning: Shell, tmp_path: Path) -> None:
    file = tmp_path / "records.csv"
    file.write_text("mine")
    for words in (("export", "csv"), ("tally",), ("export", "birdreport")):
        assert "--yes" in morning(*words, "-o", str(file), code=ExitCode.USAGE).err
    assert file.read_text() == "mine"
    morning("export", "csv", "-o", str(file), "--yes")
    assert len(read(file)) == 7
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".records")] == []
    morning("export", "csv", "-o", str(tmp_path / "no" / "x.csv"), code=ExitCode.ENVIRONMENT)
    assert not (tmp_path / "no").exists()


def test_a_file_is_whole_or_as_it_was(morning: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from birdlog.export import csv as flat

    def full_disk(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "records.csv"
    file.write_text("before")
    monkeypatch.setattr(flat, "plain", full_disk)
    assert "No space" in morning("export", "csv", "-o", str(file), "--yes", code=ExitCode.ENVIRONMENT).err
    assert file.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".records")] == []


def test_sensitive_birds_are_generalised_and_last(morning: Shell, tmp_path: Path, home: Path) -> None:
    from birdlog.checklist import load

    shy = [taxon for taxon in load() if taxon.sensitive and taxon.active]
    assert shy
    name = shy[0].chinese_name
    survey = morning("add", f"{name} 2；巢在3号杆", "--json").data["survey"]
    morning("add", "白鹭 1")
    file = tmp_path / "public.csv"
    assert "made less exact" in morning("export", "csv", "-o", str(file)).err
    rows = read(file)
    last = rows[-1]
    assert last["taxonID"] == shy[0].id
    assert (last["eventDate"], last["individualCount"], last["year"]) == ("2026-11", "2", "2026")
    assert (last["decimalLatitude"], last["decimalLongitude"]) == ("30.75", "121.35")
    assert last["coordinateOf"] == "grid" and last["informationWithheld"] and last["dataGeneralizations"]
    hidden = ("eventID", "locality", "locationID", "occurrenceRemarks", "eventTime", "recordedBy", "verbatimCount")
    assert [last[key] for key in hidden] == [""] * len(hidden)
    text = ",".join(last.values())
    assert survey["id"] not in text and "3号杆" not in file.read_text(encoding="utf-8")
    exact = tmp_path / "full.csv"
    morning("export", "csv", "-o", str(exact), "--full")
    row = next(row for row in read(exact) if row["taxonID"] == shy[0].id)
    assert row["eventID"] == survey["id"] and row["decimalLatitude"] == "30.71"
    assert row["occurrenceID"] != last["occurrenceID"]
    (entry,) = (home / "birdlog" / "log" / "full-exports.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(entry)["file"] == str(exact)
    assert name in morning("surveys", "text", "--lang", "zh").err
    assert name in morning("export", "birdreport", "-o", str(tmp_path / "b.xlsx"), "--lang", "zh").err


def test_the_sheet_for_birdreport(morning: Shell, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    answer = morning("export", "birdreport", "-o", str(file), "--json")
    rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    assert rows[0] == ("中文名", "数量", "备注")
    sheet = {row[0]: row[1:] for row in rows[1:]}
    assert sheet["震旦鸦雀"][0] == 12
    assert sheet["白鹭"] == (60, "约数")
    assert sheet["夜鹭"] == (0, "数量不详")
    assert sheet["苍鹭"] == (2, "飞过")
    assert not {"黑脸琵鹭", "红嘴鸥", "鸥类"} & set(sheet)
    assert answer.data["left_out"]["absent"] == ["black-faced-spoonbill"]
    assert set(answer.data["left_out"]) == {"absent", "uncertain", "not-a-species"}


def test_without_the_extra_it_says_what_to_install(
    morning: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    file = tmp_path / "report.xlsx"
    assert "birdlog[xlsx]" in morning("export", "birdreport", "-o", str(file), code=ExitCode.ENVIRONMENT).err
    assert not file.exists()


def test_the_database(morning: Shell, tmp_path: Path, home: Path) -> None:
    path = Path(morning("db", "path").out.strip())
    assert path.name == "birdlog.db"
    file = tmp_path / "copy.db"
    assert Path(morning("db", "backup", str(file)).out.strip()) == file
    assert morning("tally", "--db", str(file), "--json").data["rows"] == morning("tally", "--json").data["rows"]
    made = Path(morning("db", "backup", "--json").data["backup"])
    assert made.parent == home / "birdlog" / "backups"
    assert "whole" in morning("db", "check").err
    assert morning("db", "upgrade", "--json").data == {"current": True}
    assert "hunter2" not in morning("db", "path", "--db", "postgresql://me:hunter2@host/birds").out


def test_a_file_that_is_no_database(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("not a database, but long enough to be looked at " * 50)
    for words in (("tally",), ("add", "白鹭 3"), ("db", "check"), ("surveys",)):
        assert shell(*words, "--db", str(file), code=ExitCode.DATABASE).err
    assert file.read_text().startswith("not a database")


def test_a_demonstration_has_a_database_of_its_own(shell: Shell, tmp_path: Path, home: Path) -> None:
    file = tmp_path / "demo.db"
    made = shell("demo", str(file), "--year", "2024", "--json")
    assert made.data["sightings"] > 500 and str(file) in made.err
    rows = shell("tally", "--by", "month", "--db", str(file), "--json").data["rows"]
    assert [row["month"] for row in rows] == [f"2024-{month:02d}" for month in range(1, 13)]
    assert shell("tally", "--json").data["rows"] == []
    assert "--yes" in shell("demo", str(file), code=ExitCode.USAGE).err
    shell("add", "白鹭 3", "--db", str(file), code=None)
    assert shell("demo", str(file), "--yes", code=None).code in {ExitCode.DONE, ExitCode.DATABASE}
    shell("add", "白鹭 3", "--date", "2026-11-20")
    assert shell("db", "path").out.strip() == str(tmp_path / "birdlog.db")
    assert "no demonstration" in shell("demo", str(tmp_path / "birdlog.db"), "--yes", code=ExitCode.DATABASE).err
