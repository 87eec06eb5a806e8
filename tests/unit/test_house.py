"""The house as drawn: nothing at the top level that has no place there, and no file too long to be understood."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 400


def sources() -> list[Path]:
    """Return every file that a person writes and reads as code."""
    folders = [ROOT / "birdlog", ROOT / "tests", ROOT / ".ci"]
    return sorted(
        file
        for folder in folders
        for file in folder.rglob("*")
        if file.is_file() and (file.suffix in {".py", ".tcss"} or file.name == "run")
    )


def test_the_top_level_is_as_drawn() -> None:
    visible = {entry.name for entry in ROOT.iterdir() if not entry.name.startswith(".")}
    assert visible == {"pyproject.toml", "README.md", "species", "birdlog", "tests"}


def test_species_holds_no_code() -> None:
    assert not [file for file in (ROOT / "species").rglob("*") if file.suffix in {".py", ".pyc", ".so"}]


@pytest.mark.parametrize("file", sources(), ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_file_is_too_long(file: Path) -> None:
    lines = len(file.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{lines} lines: what are its parts?"


def test_there_is_no_room_without_a_name() -> None:
    names = {file.stem for file in sources()} | {file.parent.name for file in sources()}
    assert not names & {"utils", "util", "helpers", "misc", "common", "managers", "services"}
