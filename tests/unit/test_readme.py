"""The READMEs are true: their examples run, their files are there, every command is told of."""

import re
import shlex
from pathlib import Path

import pytest

from birdlog.checklist import Checklist
from birdlog.cli import main
from birdlog.quickline import parse

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = [block.strip().splitlines() for block in re.findall(r"```console\n(.*?)```", README, re.S)]


@pytest.mark.parametrize("lines", EXAMPLES, ids=[lines[0] for lines in EXAMPLES])
def test_the_examples_run(
    lines: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in lines:
        assert line.startswith("$ birdlog ")
        code = main(shlex.split(line.removeprefix("$ birdlog ")))
        assert code == 0, f"{line}: {capsys.readouterr().err}"


def test_the_volunteers_table_is_understood(checklist: Checklist) -> None:
    table = README.partition("| 打什么 | 记下 |")[2].partition("\n\n")[0]
    cells = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    typed = [line for cell in cells for line in re.findall("`([^`]+)`", cell)]
    assert len(typed) > 15
    for line in typed:
        whole = line if not line[0].isdigit() or "zdyq" in line else f"白鹭 {line}"
        whole = f"白鹭 {whole}" if whole in ("百余", "一对") else whole
        assert parse(whole, checklist).faultless, line


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "birdlog/README.md", ROOT / "species/README.md"])
def test_what_it_links_to_is_there(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert "://" not in target, f"{target}: a README leads nowhere outside"
        assert (page.parent / target).exists(), target


def test_the_map_has_every_room() -> None:
    page = (ROOT / "birdlog/README.md").read_text(encoding="utf-8")
    rooms = [path for path in (ROOT / "birdlog").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    missing = [path.name for path in rooms if not path.name.startswith("_") and f"`{path.name.rstrip('/')}" not in page]
    assert not missing
