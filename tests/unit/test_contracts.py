"""Imports go one way, held by import-linter; heavy ones wait until needed, proven in fresh processes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

HEAVY = [
    "alembic",
    "babel",
    "geopy",
    "openpyxl",
    "psycopg",
    "pypinyin",
    "sqlalchemy",
    "sqlmodel",
    "textual",
    "xlsxwriter",
]
"""What costs a tenth of a second and more to import."""

NOT_FOR_THE_CORE = [*HEAVY, "gettext", "platformdirs", "rich", "tomlkit", "typer", "wcwidth"]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the tree in a folder."""
    # import-linter puts its working directory first on the path, so that the tree looked at is this one.
    script = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    return subprocess.run([sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, encoding="utf-8")


def test_the_contracts_hold() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("display.py", "from birdlog import config", "birdlog.display is not allowed to import birdlog.config"),
        ("checklist/extra.py", "from birdlog import draft", "birdlog.checklist is not allowed to import birdlog.draft"),
        ("config.py", "import textual", "textual"),
        ("cli/extra.py", "from textual.app import App", "textual"),
        ("managers.py", "import json", "birdlog.managers"),
    ],
    ids=["upwards", "upwards from a folder", "textual in the core", "textual in the shell", "a room not drawn"],
)
def test_a_contract_broken_on_purpose_is_found(file: str, line: str, broken: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "birdlog", tmp_path / "birdlog", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    bad = tmp_path / "birdlog" / file
    with bad.open("a", encoding="utf-8") as out:
        out.write(f"\n{line}\n")
    done = lint(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout
    assert broken in done.stdout


def loaded_after(script: str, watched: list[str]) -> set[str]:
    """Run a script in a fresh process and return which of the watched packages it loaded."""
    report = f"import json, sys\nprint('\\n' + json.dumps([m for m in {watched!r} if m in sys.modules]))"
    code = f"try:\n    exec({script!r})\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n{report}"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def command(*words: str) -> str:
    """Return a script that runs one birdlog command."""
    return f"import sys; sys.argv = {['birdlog', *words]!r}; from birdlog.cli import main; main()"


@pytest.mark.parametrize(
    "script",
    [
        "import birdlog; birdlog.__version__; dir(birdlog)",
        "import birdlog.i18n, birdlog.errors, birdlog.display, birdlog.config",
        "from birdlog.checklist import load; load().find('zdyq')",
        "import birdlog.draft, birdlog.places, birdlog.formats",
        "from birdlog import checklist, quickline; quickline.parse('震旦鸦雀12', checklist.load())",
    ],
)
def test_the_core_loads_nothing_heavy(script: str) -> None:
    assert loaded_after(script, NOT_FOR_THE_CORE) == set()


@pytest.mark.parametrize(
    ("words", "may"),
    [
        (["--version"], set()),
        (["--help"], set()),
        (["find", "zdyq", "--json"], set()),
        (["--lang", "zh", "find", "zdyq"], {"babel"}),  # only where the compiled texts are older than their source
        (["db", "path"], set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_command_without_a_database_loads_none(words: list[str], may: set[str]) -> None:
    assert loaded_after(command(*words), HEAVY) <= may


def test_a_command_on_a_database_that_is_current_loads_neither_alembic_nor_textual(ready_sqlite_url: str) -> None:
    loaded = loaded_after(command("tally", "--db", ready_sqlite_url, "--json"), HEAVY)
    assert "sqlmodel" in loaded or "sqlalchemy" in loaded
    assert not loaded & {"alembic", "textual", "geopy", "openpyxl", "psycopg", "xlsxwriter", "pypinyin"}


def test_every_public_name_is_there() -> None:
    import birdlog

    assert [name for name in birdlog.__all__ if getattr(birdlog, name, None) is None] == []
    assert set(birdlog.__all__) <= set(dir(birdlog))
    with pytest.raises(AttributeError, match="nonsense"):
        birdlog.nonsense  # noqa: B018


def test_importing_any_module_warns_of_nothing_and_touches_nothing(home: Path) -> None:
    script = (
        "import birdlog, importlib, pkgutil\n"
        "for m in pkgutil.walk_packages(birdlog.__path__, 'birdlog.'):\n"
        "    if '__main__' not in m.name and '.migrations.' not in m.name: importlib.import_module(m.name)"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], cwd=home, capture_output=True, text=True, encoding="utf-8"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(home.iterdir()) == []
