"""The JSON answers have the shapes that the head of birdlog/cli/shown.py tells of: programs read them."""

import re
from pathlib import Path

import pytest

from birdlog.cli import shown
from tests.cli.conftest import Shell

TOLD = {
    " ".join(line.split()): line
    for line in re.sub(r"\n {28}", " ", str(shown.__doc__)).splitlines()
    if line.startswith("    ")
}


def keys(start: str) -> set[str]:
    """Return the words in quotes that are told of one command."""
    (line,) = (line for line in TOLD if line.startswith(start))
    return set(re.findall(r'"([a-z_]+)"', line))


@pytest.fixture
def book(shell: Shell) -> Shell:
    shell("surveys", "open", "--start", "6:30", "--observers", "王、李", "--json")
    shell("add", "震旦鸦雀 12 3雄")
    return shell


def test_the_answers_are_as_told(book: Shell, tmp_path: Path) -> None:
    uid = book("sightings", "--json").data["sightings"][0]["id"]
    for start, words in {
        "find": ("find", "zdyq"),
        "tally": ("tally",),
        "add": ("add", "白鹭 3"),
        "undo": ("undo",),
        "species": ("species", "show", "白鹭"),
        "sightings history": ("sightings", "history", uid),
        "export csv": ("export", "csv", "-o", str(tmp_path / "x.csv")),
        "export birdreport": ("export", "birdreport", "-o", str(tmp_path / "x.xlsx")),
    }.items():
        assert set(book(*words, "--json").data) <= keys(start), start
    assert set(book("surveys", "show", "nothing", "--json", code=1).data) == keys("an error")
    book("sightings", "amend", uid, "震旦鸦雀 13")
    (change,) = book("sightings", "history", uid, "--json").data["history"]
    assert set(change) <= keys("sightings history")
    assert set(book("undo", "--json").data["what"][0]) <= keys("undo")


def test_nouns_are_lists_with_ids(book: Shell) -> None:
    for noun in ("surveys", "sightings", "sites", "observers", "species"):
        found = book(noun, "--json").data[noun]
        assert found and all(one["id"] for one in found)


def test_the_keys_that_programs_rely_on(book: Shell) -> None:
    survey = book("surveys", "show", "--json").data["surveys"][0]
    assert {"id", "date", "start", "end", "site", "plot", "protocol", "observers", "complete", "target"} <= set(survey)
    assert {"parent", "relation", "closed", "species", "individuals", "uncounted", "records"} <= set(survey)
    sighting = survey["sightings"][0]
    assert {"id", "survey", "taxon", "name_entered", "count", "parts", "time", "detection", "review"} <= set(sighting)
    assert set(sighting["count"]) == {"kind", "low", "best", "high", "text"}
    site = book("sites", "--json").data["sites"][0]
    assert {"id", "name", "latitude", "longitude", "point_entered", "datum", "parent", "kind"} <= set(site)
    (problem,) = book("add", "hzo 3", "--json", code=1).data["problems"]
    assert set(problem) == {"code", "message", "severity", "row", "column", "value", "expected", "candidates"}
