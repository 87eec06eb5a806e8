"""Run the installed program as a user would, one command after the other: what the wheel alone must be able to do."""

import csv
import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import birdlog

SOURCES = Path(__file__).parents[1]


def run(*words: str) -> str:
    """Run one command and return what it printed; its words and its failure are shown."""
    done = subprocess.run(["birdlog", *words], stdout=subprocess.PIPE, encoding="utf-8", check=False)
    print(f"$ birdlog {' '.join(words)}  -> {done.returncode}")
    if done.returncode:
        sys.exit(done.stdout)
    return done.stdout


def expect(what: str, found: object, wanted: object) -> None:
    """Stop where something is not as it should be."""
    if found != wanted:
        sys.exit(f"{what}: {found!r} instead of {wanted!r}")


def interface() -> None:
    """Start the terminal interface on a terminal of its own, see its first page, and end it from outside."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    terminal = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    program = subprocess.Popen(["birdlog"], env=os.environ | {"TERM": "xterm-256color"}, **terminal)  # type: ignore[call-overload]
    os.close(theirs)
    shown, asked = b"", False
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if not select.select([ours], [], [], 0.5)[0]:
            continue
        try:
            shown += os.read(ours, 65536)
        except OSError:  # the terminal closed behind it
            break
        if not asked and b"\x1b[?1049h" in shown and "中文".encode() in shown:
            program.terminate()
            asked = True
    program.kill()
    program.wait()
    print("$ birdlog (in a terminal)")
    expect("the interface came up and showed its first page", asked, True)
    expect("the terminal was given back", b"\x1b[?1049l" in shown, True)


def main() -> None:
    """Find a bird, log two, tally them, write them out."""
    if Path(birdlog.__file__).is_relative_to(SOURCES):
        sys.exit("this is the checkout, not the installed wheel")
    expect("version", run("--version").split()[-1], birdlog.__version__)
    found = json.loads(run("find", "zdyq", "--json"))
    expect("the first bird", found["candidates"][0]["id"], "reed-parrotbill")
    if "鸟" not in run("--lang", "zh", "--help"):
        sys.exit("the Chinese texts are not in the wheel")
    run("add", "震旦鸦雀12、REPA 3")
    run("add", "普通鸬鹚 5", "--lang", "zh")
    rows = json.loads(run("tally", "--json"))["rows"]
    expect("tally", {row["id"]: row["individuals"] for row in rows}, {"reed-parrotbill": 15, "great-cormorant": 5})
    run("export", "csv", "-o", "out.csv")
    with Path("out.csv").open(encoding="utf-8-sig", newline="") as file:
        expect("rows written", len(list(csv.DictReader(file))), 3)
    run("db", "path")
    interface()


main()
