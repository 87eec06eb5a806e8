"""`birdlog add` and `birdlog undo`: a line goes in whole or not at all, into the right survey, and comes back out."""

from datetime import timedelta

import pytest

from birdlog.errors import ExitCode
from tests.cli.conftest import MORNING, Shell


def sightings(shell: Shell) -> list[tuple[str, int | None]]:
    found = shell("sightings", "list", "--json").data["sightings"]
    return [(one["taxon"], one["count"]["best"]) for one in found]


def test_a_line_opens_an_incidental_survey_and_says_so(shell: Shell) -> None:
    answer = shell("add", "震旦鸦雀12 3雄、白鹭 约60", "--json")
    assert [one["taxon"] for one in answer.data["sightings"]] == ["reed-parrotbill", "little-egret"]
    assert answer.data["sightings"][0]["parts"] == [{"number": 3, "sex": "male", "age": "", "plumage": ""}]
    survey = answer.data["survey"]
    assert (survey["opened"], survey["protocol"], survey["date"], survey["start"]) == (
        True,
        "incidental",
        "2026-11-22",
        "07:30",
    )
    assert "incidental one was opened" in answer.err and "birdlog undo" in answer.err
    again = shell("add", "zdyq 3", "--json", at=MORNING + timedelta(minutes=5))
    assert again.data["survey"]["id"] == survey["id"] and not again.data["survey"]["opened"]
    assert again.data["sightings"][0]["time"] == "07:35"


def test_what_was_stored_is_said_in_words(shell: Shell) -> None:
    assert shell("add", "震旦鸦雀12 3雄", "--lang", "zh").out.startswith("震旦鸦雀 12 只（3 雄）")


def test_it_goes_into_the_open_survey_of_the_day(shell: Shell) -> None:
    opened = shell("surveys", "open", "--start", "6:30", "--protocol", "样线", "--json").data["surveys"][0]
    answer = shell("add", "白鹭 3", "--json")
    assert (answer.data["survey"]["id"], answer.data["survey"]["opened"]) == (opened["id"], False)
    other = shell("add", "白鹭 3", "--date", "2026-11-20", "--json").data
    assert other["survey"]["opened"] and other["survey"]["entered"] == "afterwards"
    assert other["sightings"][0]["time"] is None
    named = shell("add", "白鹭 1", "--survey", opened["id"][-8:], "--time", "6:45", "--json").data
    assert (named["survey"]["id"], named["sightings"][0]["time"]) == (opened["id"], "06:45")


def test_one_unclear_bird_keeps_the_whole_line_out(shell: Shell) -> None:
    answer = shell("add", "白鹭 3、hzo 5", code=ExitCode.DATA)
    assert "black-headed-gull" in answer.err and "saunderss-gull" in answer.err
    assert answer.out == ""
    assert sightings(shell) == []
    problem = shell("add", "白鹭 3、hzo 5", "--json", code=ExitCode.DATA).data["problems"][0]
    assert problem["code"] == "bird-ambiguous" and problem["column"] == 6
    assert set(problem["candidates"]) == {"black-headed-gull", "saunderss-gull"}
    assert shell("surveys", "list", "--json").data["surveys"] == []


def test_words_with_a_sign_pass_through(shell: Shell) -> None:
    shell("add", "白鹭", "12")
    assert shell("add", "白鹭", "+3").code == 0
    assert sightings(shell) == [("little-egret", 12), ("little-egret", 3)]
    assert "-3" in shell("add", "白鹭", "-3", code=ExitCode.DATA).err
    assert "--sit" in shell("add", "白鹭 3", "--sit", "x", code=ExitCode.USAGE).err


def test_setting_a_count_right_keeps_its_time(shell: Shell) -> None:
    shell("add", "白鹭 12 @6:10")
    answer = shell("add", "白鹭 =15", "--json").data["sightings"][0]
    assert (answer["count"]["best"], answer["time"]) == (15, "06:10")
    shell("add", "白鹭 +2")
    assert "several lines" in shell("add", "白鹭 =20", code=ExitCode.DATA).err


@pytest.mark.parametrize("line", ["", "  ", "今天天气好", "白鹭", "7:30"])
def test_a_line_without_a_count_of_a_bird_is_refused(line: str, shell: Shell) -> None:
    assert shell("add", line, code=ExitCode.DATA).err
    assert sightings(shell) == []


def test_a_day_to_come_is_asked_about(shell: Shell) -> None:
    assert "after today" in shell("add", "白鹭 3", "--date", "2026-12-23").err
    assert "after today" in shell("surveys", "open", "--date", "2026-12-24").err
    assert shell("add", "白鹭 3", "--date", "22.11.26", code=ExitCode.USAGE).out == ""


def test_a_half_past_six_sighting_stays_on_its_day(shell: Shell) -> None:
    shell("add", "白鹭 3", at=MORNING - timedelta(hours=1))
    rows = shell("tally", "--by", "day", "--json").data["rows"]
    assert [row["day"] for row in rows] == ["2026-11-22"]


def test_undo_steps_back_and_can_be_undone(shell: Shell) -> None:
    shell("add", "白鹭 3")
    shell("add", "苍鹭 1、夜鹭 2", at=MORNING + timedelta(minutes=1))
    first = shell("undo", "--json", at=MORNING + timedelta(minutes=2)).data
    assert {one["taxon"] for one in first["what"]} == {"grey-heron", "black-crowned-night-heron"}
    assert {one["became"] for one in first["what"]} == {"withdrawn"}
    assert sightings(shell) == [("little-egret", 3)]
    back = shell("undo", first["undone_by"], "--json", at=MORNING + timedelta(minutes=3)).data
    assert {one["became"] for one in back["what"]} == {"revived"}
    assert len(sightings(shell)) == 3
    shell("undo", at=MORNING + timedelta(minutes=4))
    shell("undo", at=MORNING + timedelta(minutes=5))
    assert sightings(shell) == []
    assert shell("undo", code=ExitCode.DATA, at=MORNING + timedelta(minutes=6)).err


def test_present_adds_no_individuals(shell: Shell) -> None:
    shell("add", "白鹭 有、白鹭 +4")
    row = shell("tally", "--measure", "individuals,records,uncounted", "--json").data["rows"][0]
    assert (row["individuals"], row["records"], row["uncounted"]) == (4, 2, 1)


def test_a_plot_is_a_place_of_its_own(shell: Shell) -> None:
    shell("sites", "add", "1号塘", "--in", "鹦鹉洲湿地")
    survey = shell("add", "白鹭 3", "--site", "1号塘", "--json").data["survey"]
    assert (survey["site_name"], survey["plot_name"]) == ("鹦鹉洲湿地", "1号塘")
    assert "鹦鹉洲湿地" in shell("add", "白鹭 3", "--site", "2号塘", code=ExitCode.DATA).err
