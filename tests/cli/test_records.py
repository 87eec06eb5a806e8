"""surveys, sightings, sites, observers, species, find: listed, shown, changed, and harmless on the screen."""

import json

import pytest

from birdlog.cli.app import command
from birdlog.errors import ExitCode
from tests.cli.conftest import Shell

ESCAPES = "\x1b]52;c;aGk=\x07[red]\u202e=1+1"


def test_a_survey_from_opening_to_closing(shell: Shell) -> None:
    opened = shell(
        *(
            "surveys",
            "open",
            "--start",
            "6:30",
            "--protocol",
            "样点",
            "--observers",
            "观察者甲、观察者乙",
            "--weather",
            "晴",
        ),
        *("--tide", "high", "--party-size", "2", "--note", "冷", "--json"),
    ).data["surveys"][0]
    uid = opened["id"]
    assert opened["observers"] == ["观察者甲", "观察者乙"]
    assert (opened["weather"], opened["tide"], opened["protocol"]) == ("clear", "high", "stationary")
    shell("add", "震旦鸦雀 12、白鹭 有")
    amended = shell("surveys", "amend", uid, "--wind-force", "3", "--note", "", "--json").data["surveys"][0]
    assert (amended["wind_force"], amended["note"], amended["weather"]) == (3, "", "clear")
    shell("surveys", "close", uid, "--end", "8:00", code=ExitCode.USAGE)
    shell("surveys", "close", uid, "--end", "8:00", "--complete", "yes", code=ExitCode.DATA)
    closed = shell("surveys", "close", uid, "--end", "8:00", "--complete", "是", "--target", "水鸟", "--json").data
    closed = closed["surveys"][0]
    assert (closed["closed"], closed["complete"], closed["target"], closed["end"]) == (
        True,
        True,
        "waterbirds",
        "08:00",
    )
    assert (closed["species"], closed["individuals"], closed["uncounted"]) == (2, 12, 1)
    shown = shell("surveys", "show", uid[-6:]).out
    assert "Reed Parrotbill" in shown and "waterbirds" in shown
    whole = shell("surveys", "show", "2026-11-22", "--json").data["surveys"][0]
    assert len(whole["sightings"]) == 2
    assert "Yingwuzhou" in shell("surveys").out


def test_a_withdrawn_survey_comes_back(shell: Shell) -> None:
    shell("add", "白鹭 3")
    assert "--yes" in shell("surveys", "withdraw", "2026-11-22", code=ExitCode.USAGE).err
    shell("surveys", "withdraw", "2026-11-22", "--yes")
    assert shell("surveys", "list", "--json").data == {"surveys": []}
    shell("undo")
    assert len(shell("surveys", "list", "--json").data["surveys"]) == 1


def test_a_survey_as_a_message_reads_back(shell: Shell) -> None:
    from birdlog.checklist import load
    from birdlog.quickline import parse

    shell("surveys", "open", "--start", "6:30", "--observers", "观察者甲", "--tide", "高潮")
    shell("add", "震旦鸦雀 12 3雄、白鹭 约60 飞过、黑脸琵鹭 0、大苇莺 3（听）")
    text = shell("surveys", "text", "--lang", "zh").out
    assert text.startswith("鹦鹉洲湿地 2026-11-22 06:30")
    assert {draft.taxon for draft in parse(text, load()).drafts} == {
        "reed-parrotbill",
        "little-egret",
        "black-faced-spoonbill",
        "oriental-reed-warbler",
    }
    assert "Reed Parrotbill 12" in shell("surveys", "text", "--lang", "en").out


def test_a_sighting_is_amended_and_remembers(shell: Shell) -> None:
    uid = shell("add", "白鹭 4 @6:40", "--json").data["sightings"][0]["id"]
    amended = shell("sightings", "amend", uid[-8:], "白鹭 7 飞过", "--why", "数错了", "--json").data["sightings"][0]
    assert (amended["count"]["best"], amended["detection"], amended["time"]) == (7, "overhead", "06:40")
    shell("sightings", "amend", uid, "--review", "已核")
    history = shell("sightings", "history", uid, "--json").data["history"]
    assert [(change["why"], change["before"].get("count_best")) for change in history] == [("数错了", 4), ("", None)]
    assert "4 → 7" in shell("sightings", "history", uid).out
    assert "Little Egret" in shell("sightings", "show", uid).out
    shell("sightings", "amend", uid, "白鹭 3、苍鹭 1", code=ExitCode.DATA)
    shell("sightings", "amend", uid, code=ExitCode.DATA)
    shell("sightings", "withdraw", uid)
    assert shell("sightings", "list", "--json").data == {"sightings": []}
    assert shell("sightings", "history", uid, "--json").data["history"]


def test_sightings_are_found_by_bird_and_day(shell: Shell) -> None:
    shell("add", "白鹭 4、苍鹭 1", "--date", "2026-11-20")
    shell("add", "白鹭 5")
    found = shell("sightings", "list", "--bird", "小白鹭", "--from", "2026-11", "--to", "2026-11-21", "--json").data
    assert [(one["count"]["best"], one["date"]) for one in found["sightings"]] == [(4, "2026-11-20")]
    assert "“鹭”" in shell("sightings", "list", "--bird", "鹭", code=ExitCode.DATA).err


def test_sites_take_points_as_people_have_them(shell: Shell) -> None:
    added = shell(
        *("sites", "add", "1号塘", "--in", "鹦鹉洲湿地", "--point", "东经121.345 北纬30.712", "--datum", "GCJ-02"),
        "--json",
    ).data["sites"][0]
    assert (added["kind"], added["datum"]) == ("plot", "GCJ02")
    assert added["latitude"] == pytest.approx(30.7142, abs=1e-3)
    assert added["longitude"] == pytest.approx(121.3405, abs=1e-3)
    edited = shell("sites", "edit", "1号塘", "--name", "一号塘", "--area", "2.5", "--json").data["sites"][0]
    assert (edited["name"], edited["area_ha"]) == ("一号塘", 2.5)
    assert shell("sites", "show", added["id"], "--json").data["sites"][0]["point_entered"] == "东经121.345 北纬30.712"
    shell("sites", "add", "一号塘", "--in", "鹦鹉洲湿地", code=ExitCode.DATA)
    shell("sites", "add", "x", "--point", "99", code=ExitCode.DATA)
    assert [one["name"] for one in shell("sites", "--json").data["sites"]] == ["鹦鹉洲湿地", "一号塘"]


def test_observers(shell: Shell) -> None:
    shell("observers", "add", "观察者戊")
    shell("observers", "add", "观察者戊", code=ExitCode.DATA)
    assert [one["name"] for one in shell("observers", "list", "--json").data["observers"]] == ["观察者戊"]


@pytest.mark.parametrize(
    ("text", "bird"),
    [
        ("zdyq", "reed-parrotbill"),
        ("zhendan", "reed-parrotbill"),
        ("震旦", "reed-parrotbill"),
        ("REPA", "reed-parrotbill"),
        ("parheu", "reed-parrotbill"),
        ("reed parr", "reed-parrotbill"),
        ("Calamornis heudei", "reed-parrotbill"),
        ("Paradoxornis heudie", "reed-parrotbill"),
        ("baiyaobiaoyu", "eurasian-curlew"),
    ],
)
def test_find_puts_the_bird_first(text: str, bird: str, shell: Shell) -> None:
    answer = shell("find", *text.split(" "), "--json").data
    assert answer["query"] == text
    first = answer["candidates"][0]
    assert first["id"] == bird
    assert {"scientific_name", "english_name", "chinese_name", "pinyin", "code4", "tier"} <= set(first)


def test_find_says_that_it_found_nothing(shell: Shell) -> None:
    answer = shell("find", "zzzzzzzz", "--json", code=ExitCode.DATA)
    assert answer.data["candidates"] == [] and answer.err
    assert shell("find", "bl", "--lang", "zh").out.count("\n") <= 10


def test_species(shell: Shell) -> None:
    listed = shell("species", "list", "--family", "Ardeidae", "--json").data["species"]
    assert "little-egret" in {one["id"] for one in listed}
    assert "白鹭" in shell("species", "show", "小白鹭").out
    assert shell("species", "show", "银鸥", code=ExitCode.DATA).err


def test_hostile_text_reaches_no_screen(shell: Shell) -> None:
    shell("sites", "add", f"塘{ESCAPES}", "--in", "鹦鹉洲湿地", code=None)
    shell("observers", "add", f"观察者戊{ESCAPES}", code=None)
    shell("surveys", "open", "--note", ESCAPES, "--observers", f"观察者戊{ESCAPES}", code=None)
    shell("add", f"白鹭 3；{ESCAPES}", code=None)
    for words in (
        *(["surveys"], ["surveys", "show"], ["surveys", "text"], ["sightings"], ["sites"], ["observers"]),
        *(["find", ESCAPES], ["species", "show", ESCAPES], [ESCAPES], ["add", ESCAPES], ["tally", "--by", ESCAPES]),
        *(["tally", "--by", "observer"], ["tally", "--taxa", ESCAPES], ["surveys", "show", ESCAPES]),
        *(["undo", ESCAPES], ["sites", "show", ESCAPES], ["--lang", ESCAPES], ["find", f"--{ESCAPES}"]),
    ):
        answer = shell(*words, code=None)
        for text in (answer.out, answer.err):
            assert not any(bad in text for bad in "\x1b\x07\u202e"), (words, text)


def _commands() -> list[list[str]]:
    found = []
    for name, child in command().commands.items():
        found.append([name])
        found += [[name, one] for one in getattr(child, "commands", {})]
    return found


@pytest.mark.parametrize("words", _commands(), ids=" ".join)
def test_every_command_has_help_in_both_languages(words: list[str], shell: Shell) -> None:
    english = shell(*words, "--help").out
    chinese = shell(*words, "--help", "--lang", "zh").out
    assert f"birdlog {' '.join(words)}" in english
    for text in (english, chinese):
        assert ": None" not in text and "[/" not in text
        assert max(len(line) for line in text.splitlines()) <= 100


def test_the_whole_help_names_every_command(shell: Shell) -> None:
    text = shell("--help").out
    assert all(f"  {words[0]} " in text for words in _commands())


def test_alone_without_a_terminal_it_says_what_to_use(shell: Shell) -> None:
    assert "birdlog add" in shell(code=ExitCode.USAGE).err


def test_json_is_json_and_nothing_else(shell: Shell) -> None:
    shell("add", "白鹭 3")
    for words in (["surveys"], ["sightings"], ["sites"], ["observers"], ["species"], ["tally"], ["db", "path"]):
        json.loads(shell("--json", *words).out)
