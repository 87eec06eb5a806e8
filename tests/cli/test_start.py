"""What a command loads before it answers: proven in a process of its own, since modules stay once they are in."""

import subprocess
import sys

import pytest

HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "alembic", "textual", "rich", "geopy", "pypinyin", "xlsxwriter")


def _loaded(*words: str) -> set[str]:
    code = (
        "import sys\nfrom birdlog.cli import main\n"
        f"code = main({list(words)!r})\n"
        f"print(code, *[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    exit_code, *loaded = done.stderr.splitlines()[-1].split()
    assert exit_code == "0", done
    return set(loaded)


@pytest.mark.parametrize("words", [("find", "zdyq"), ("--version",), ("--help",), ("species", "show", "白鹭"), ("db",)])
def test_light_commands_load_nothing_heavy(words: tuple[str, ...]) -> None:
    assert _loaded(*words) == set()


def test_a_tally_loads_no_interface_and_no_migrations() -> None:
    _loaded("tally")  # makes the database
    assert not _loaded("tally") & {"alembic", "textual", "geopy", "pypinyin", "xlsxwriter"}
