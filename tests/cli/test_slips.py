"""What goes wrong in scripts: blank variables, misspelt files, words that contradict each other, lines from a pipe."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from birdlog.cli.lines import decoded, heading_day
from birdlog.errors import ExitCode
from tests.cli.conftest import Shell


def counts(shell: Shell) -> list[tuple[str, int | None]]:
    found = shell("sightings", "list", "--json").data["sightings"]
    return [(one["taxon"], one["count"]["best"]) for one in found]


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> "type[object]":
    """Return what puts bytes where the next command reads standard input."""

    class Pipe:
        def __init__(self, data: bytes) -> None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))

    return Pipe


LINES = "白鹭 3\r\n苍鹭 2、夜鹭 5\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_lines_from_a_pipe_are_one_action(encoding: str, shell: Shell, pipe: type) -> None:
    pipe(LINES.encode(encoding))
    assert len(shell("add", "-", "--json").data["sightings"]) == 3
    shell("undo")
    assert counts(shell) == []


def test_one_bad_line_keeps_all_out_and_says_which(shell: Shell, pipe: type) -> None:
    pipe("白鹭 3\n苍鹭 2、hzo 5\n".encode())
    answer = shell("add", "-", "--json", code=ExitCode.DATA)
    (problem,) = answer.data["problems"]
    assert (problem["row"], problem["column"]) == (2, 6)
    assert "Line 2, column 6" in answer.err
    pipe(b"")
    shell("add", "-", code=ExitCode.DATA)
    pipe(b"\xff\xff\x00\x9f\x80")
    assert "UTF-8" in shell("add", "-", code=ExitCode.DATA).err
    assert counts(shell) == []


def test_a_heading_of_another_day_is_no_heading_for_this_one(shell: Shell, pipe: type) -> None:
    pipe("2026-11-20 6:30\n白鹭 3".encode())
    assert "--date 2026-11-20" in shell("add", "-", code=ExitCode.DATA).err
    pipe("2026-11-20 6:30\n白鹭 3".encode())
    assert shell("add", "-", "--date", "2026-11-20", "--json").data["survey"]["date"] == "2026-11-20"


def test_reading_bytes_and_days() -> None:
    assert decoded("\ufeff白鹭".encode()) == "白鹭"
    assert str(heading_day("2026年5月1日 晴")) == "2026-05-01"
    assert heading_day("2026-13-01") is None and heading_day("11.22") is None


@pytest.mark.parametrize(
    "words",
    [
        ("add", "--date", "", "白鹭 3"),
        ("add", "--survey", "", "白鹭 3"),
        ("undo", ""),
        ("surveys", "show", ""),
        ("tally", "--site", ""),
        ("sites", "add", "x", "--point", ""),
    ],
)
def test_a_blank_is_not_today_the_latest_or_all(words: tuple[str, ...], shell: Shell) -> None:
    shell("add", "苍鹭 1")
    assert "is blank" in shell(*words, code=ExitCode.USAGE).err
    assert counts(shell) == [("grey-heron", 1)]


def test_a_survey_is_of_its_own_day_and_place(shell: Shell) -> None:
    uid = shell("surveys", "open", "--date", "2026-11-20", "--json").data["surveys"][0]["id"]
    assert "2026-11-21" in shell("add", "白鹭 3", "--survey", uid, "--date", "2026-11-21", code=ExitCode.USAGE).err
    shell("add", "白鹭 3", "--survey", uid, "--date", "2026-11-20")
    shell("sites", "add", "1号塘", "--in", "鹦鹉洲湿地")
    assert "1号塘" in shell("add", "白鹭 3", "--survey", uid, "--site", "1号塘", code=ExitCode.USAGE).err
    assert counts(shell) == [("little-egret", 3)]


def test_of_several_open_surveys_none_is_guessed(shell: Shell) -> None:
    first, second = (
        shell("surveys", "open", "--date", "2026-11-20", "--start", start, "--json").data["surveys"][0]["id"]
        for start in ("6:00", "9:00")
    )
    refused = shell("add", "白鹭 3", "--date", "2026-11-20", code=ExitCode.DATA).err
    assert first in refused and second in refused and "--survey" in refused
    shell("surveys", "close", second, "--end", "10:00", "--complete", "no")
    assert shell("add", "白鹭 3", "--date", "2026-11-20", "--json").data["survey"]["id"] == first


def test_an_end_that_is_known_is_not_asked_again(shell: Shell) -> None:
    uid = shell("surveys", "open", "--date", "2026-11-20", "--start", "6:00", "--json").data["surveys"][0]["id"]
    assert "--end" in shell("surveys", "close", uid, "--complete", "no", code=ExitCode.USAGE).err
    shell("surveys", "amend", uid, "--end", "7:45")
    closed = shell("surveys", "close", uid, "--complete", "no", "--json").data["surveys"][0]
    assert (closed["end"], closed["closed"]) == ("07:45", True)
    assert "closed already" in shell("surveys", "close", uid, "--complete", "no", code=ExitCode.DATA).err
    assert "closed already" in shell("add", "白鹭 3", "--survey", uid).err
    assert not shell("surveys", "reopen", uid, "--json").data["surveys"][0]["closed"]
    shell("surveys", "reopen", uid, code=ExitCode.DATA)
    shell("undo")
    assert shell("surveys", "show", uid, "--json").data["surveys"][0]["closed"]


def test_a_misspelt_database_is_not_an_empty_one(shell: Shell, tmp_path: Path) -> None:
    missing = tmp_path / "nowhere" / "birds.db"
    for words in (("tally",), ("surveys",), ("export", "csv", "-o", "-"), ("db", "check"), ("db", "backup", "x.db")):
        assert str(missing) in shell(*words, "--db", str(missing), code=ExitCode.DATABASE).err
    assert not missing.parent.exists()
    assert str(missing) in shell("add", "白鹭 3", "--db", str(missing)).err
    assert shell("tally", "--db", str(missing), "--json").data["rows"]


def test_a_tally_does_not_take_one_thing_for_another(shell: Shell, tmp_path: Path) -> None:
    assert "pdf" in shell("tally", "-o", str(tmp_path / "x.pdf"), code=ExitCode.USAGE).err
    shell("tally", "-o", str(tmp_path / "x.txt"))
    shell("tally", "--json", "--format", "csv", code=ExitCode.USAGE)
    shell("tally", "-o", str(tmp_path), code=ExitCode.ENVIRONMENT)
    assert shell("tally", "-o", "-", "--format", "csv").out.startswith("id,")
    shell("add", "白鹭 3、鸭类 2")
    rows = shell("tally", "--by", "species", "--by", "month", "--json").data["rows"]
    assert all({"id", "month"} <= set(row) for row in rows)
    assert "domestic-duck" in shell("tally", "--taxa", "鸭", code=ExitCode.USAGE).err


def test_the_column_of_surveys(shell: Shell) -> None:
    shell("add", "白鹭 3")
    english, chinese = shell("tally").out, shell("tally", "--lang", "zh").out
    assert "  Surveys" in english and "Number of" not in english and "Sites: Yingwuzhou Wetland" in english
    assert "调查次数" in chinese and "地点：鹦鹉洲湿地" in chinese
    assert "songbirds" not in shell("tally", "--by", "guild").out
    assert (
        "wading birds" in shell("tally", "--by", "guild").out
        and "涉禽" in shell("--lang", "zh", "tally", "--by", "guild").out
    )


def test_a_list_says_that_it_goes_on(shell: Shell) -> None:
    shell("add", "白鹭 3、苍鹭 2、夜鹭 1")
    shell("add", "白鹭 4", "--date", "2026-11-20")
    for words in (("sightings", "list"), ("surveys", "list"), ("sightings",), ("surveys",)):
        assert "--limit" in shell(*words, "--limit", "1").err
        assert "--limit" not in shell(*words, "--limit", "9").err
        shell(*words, "--limit", "0", code=ExitCode.USAGE)
        shell(*words, "--limit", "9" * 30)


def test_a_figure_leads_back_to_its_records(shell: Shell) -> None:
    shell("sites", "add", "1号塘", "--in", "鹦鹉洲湿地")
    shell("add", "白鹭 3 @1号塘、绿头鸭 2、鹊鸲 1")
    shell("add", "广义绿头鸭 4")
    for words in (("--site", "1号塘"), ("--from", "2026-11"), ("--to", "2026-11-21")):
        rows = shell("tally", *words, "--measure", "records", "--json").data["rows"]
        for row in rows:
            listed = shell("sightings", "list", *words, "--bird", row["id"], "--json").data["sightings"]
            assert len(listed) == row["records"], row
        assert len(rows) == {"1号塘": 1, "2026-11": 3, "2026-11-21": 0}[words[1]]
    assert counts(shell)[-1] == ("mallard-sl", 4)


def test_more_of_a_bird_is_no_amendment(shell: Shell) -> None:
    uid = shell("add", "白鹭 4", "--json").data["sightings"][0]["id"]
    assert "birdlog add" in shell("sightings", "amend", uid, "白鹭 +3", code=ExitCode.DATA).err
    shell("sightings", "amend", uid, "白鹭 =7")
    assert counts(shell) == [("little-egret", 7)]


def test_a_point_can_be_taken_out_and_a_kind_said_in_chinese(shell: Shell) -> None:
    shell("sites", "add", "东堤", "--in", "鹦鹉洲湿地", "--kind", "样线", "--point", "30.71,121.34", "--lang", "zh")
    edited = shell("sites", "edit", "东堤", "--point", "", "--json").data["sites"][0]
    assert (edited["kind"], edited["latitude"], edited["point_entered"]) == ("transect", None, "")
    shell("sites", "edit", "东堤", "--datum", "BD09", code=ExitCode.USAGE)


def test_an_error_is_json_too(shell: Shell) -> None:
    answer = shell("surveys", "show", "no such", "--json", code=ExitCode.DATA)
    assert set(answer.data) == {"error", "advice", "problems"}
    assert answer.data["error"] in answer.err


def test_years_that_nobody_invents(shell: Shell, tmp_path: Path) -> None:
    for year in ("-1", "0", "1700", "99999"):
        shell("demo", str(tmp_path / "d.db"), "--year", year, code=ExitCode.USAGE)
    assert not (tmp_path / "d.db").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
def test_a_full_disk_behind_standard_output(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    with open(os.open("/dev/full", os.O_WRONLY), "w", encoding="utf-8") as full:  # noqa: PTH123 - a number, not a path
        monkeypatch.setattr(sys, "stdout", full)
        monkeypatch.setattr("birdlog.cli.entry._abandon", lambda _stream: None)
        answer = shell("species", code=ExitCode.ENVIRONMENT)
        assert "No space" in answer.err
        monkeypatch.undo()
        os.dup2(os.open(os.devnull, os.O_WRONLY), full.fileno())


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
def test_streams_that_the_shell_closed() -> None:
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        done = subprocess.run(
            ["/bin/sh", "-c", f'"{sys.executable}" -m birdlog find zdyq {closed}'], capture_output=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, b"")


def test_what_cannot_be_logged_does_not_leave(shell: Shell, tmp_path: Path, home: Path) -> None:
    shell("add", "白鹭 3")
    (home / "birdlog" / "log" / "full-exports.jsonl").mkdir(parents=True)
    shell("export", "csv", "-o", str(tmp_path / "x.csv"), "--full", code=ExitCode.ENVIRONMENT)
    assert not (tmp_path / "x.csv").exists()
    shell("export", "csv", "-o", str(tmp_path / "x.csv"), "--taxa", "鹭", code=ExitCode.USAGE)
    assert (
        json.loads(shell("export", "csv", "-o", str(tmp_path / "x.csv"), "--taxa", "Anatidae", "--json").out)["records"]
        == 0
    )


def test_help_says_what_must_be_said(shell: Shell) -> None:
    assert "close SURVEY --complete yes|no|unknown [OPTIONS]" in shell("surveys", "close", "--help").out
    assert "csv --output FILE [OPTIONS]" in shell("export", "csv", "--help").out
    text = " ".join(shell("add", "--help").out.split())
    assert "standard input" in text and "birdlog --help" in text
