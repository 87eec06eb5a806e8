"""kill -9 at random moments while a script types: what the page said it stored is stored, and nothing is half stored.

One moment is tried each time; `BIRDLOG_KILLS=100 python -m pytest tests/faults/test_tui_kill.py -s` tries a
hundred.
"""

import os
import random
import re
import shutil
import signal
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from birdlog.checklist import Checklist
from tests.faults.test_tui_terminal import Terminal, begin

pexpect = pytest.importorskip("pexpect")
pyte = pytest.importorskip("pyte")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo terminal")

MOMENTS = int(os.environ.get("BIRDLOG_KILLS", "1"))  # read before the tests are given an empty environment
LONGEST = 2.5
"""Seconds of typing at the most; at the seed's moments some ten to forty birds are on their way."""


def open_page(home: Path, database: Path) -> Terminal:
    """Open birdlog on a database of its own, in a home of its own."""
    home.mkdir(parents=True)
    (home / "config.toml").write_text('language = "zh"\nobserver = "观察者甲"\n', encoding="utf-8")
    environment = dict(os.environ) | {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "BIRDLOG_HOME": str(home)}
    arguments = ["-m", "birdlog", "--db", str(database)]
    child = pexpect.spawn(sys.executable, arguments, env=environment, dimensions=(24, 80), timeout=None)
    child.delaybeforesend = None
    screen = pyte.Screen(80, 24)
    terminal = Terminal(child, screen, pyte.ByteStream(screen), bytearray())
    terminal.shows("鹦鹉洲湿地", "要记什么")
    return terminal


def type_until_killed(
    terminal: Terminal, names: list[str], moment: float, chance: random.Random
) -> tuple[set[int], int]:
    """Type one bird after another, numbered, without waiting, and kill it at the moment.

    Return the numbers that the page acknowledged, and the last one typed.
    """
    acknowledged: set[int] = set()
    number, began = 0, time.monotonic()
    while time.monotonic() - began < moment and number < len(names):
        number += 1
        for character in f"{names[number - 1]}{number}\r":
            terminal.send(character)
            if chance.random() < 0.3:
                terminal.pump(0.002)
        terminal.pump(0.01)
        acknowledged |= {int(found) for found in re.findall(r"已存 [0-9:]+ +\S+ (\d+) 只", terminal.text)}
    terminal.child.kill(signal.SIGKILL)
    terminal.ends()
    return acknowledged, number


def test_killed_at_random_moments(tmp_path: Path, ready_sqlite_url: str, checklist: Checklist) -> None:
    names = [taxon.chinese_name for taxon in checklist if taxon.tier == "usual" and taxon.kind == "species"]
    chance = random.Random(2026)
    template = Path(ready_sqlite_url.removeprefix("sqlite:///"))
    said = stored = 0
    for index in range(MOMENTS):
        database = tmp_path / f"{index}.db"
        shutil.copy(template, database)
        terminal = open_page(tmp_path / f"home{index}", database)
        begin(terminal)
        acknowledged, last = type_until_killed(terminal, names, chance.uniform(0.05, LONGEST), chance)
        connection = sqlite3.connect(database)
        found = [row[0] for row in connection.execute("SELECT count_best FROM sighting ORDER BY line")]
        whole = connection.execute("PRAGMA integrity_check").fetchone()[0]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        connection.close()
        assert (whole, orphans) == ("ok", [])
        assert acknowledged <= set(found), f"moment {index}: acknowledged and gone"
        assert found == list(range(1, len(found) + 1)), f"moment {index}: each once, in the order typed"
        assert len(found) <= last
        said += len(acknowledged)
        stored += len(found)
    print(f"{MOMENTS} kills: {said} acknowledgements read, {stored} stored, none lost")
