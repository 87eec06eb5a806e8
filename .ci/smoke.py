"""Run the installed program as a user would, one command after the other: what the wheel alone must be able to do."""

import csv
import json
import subprocess
import sys
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


main()
