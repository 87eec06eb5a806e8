"""Finding a bird at each key, against the least that any search costs: a bisection in one sorted list of names.

Times are ratios within one run; run with `-s` to see them. Milliseconds are printed and never asserted.
"""

import random
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from birdlog.checklist import Checklist, Taxon
from birdlog.checklist.checklist import _load
from birdlog.checklist.keys import initials, spoken

pytestmark = pytest.mark.bench

Measure = Callable[[Callable[[], object]], float]


def once(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def quickest(call: Callable[[], object], rounds: int = 3) -> float:
    """Return the quickest of some rounds: what the work costs when nothing else runs."""
    return min(once(call) for _round in range(rounds))


def at(times: Sequence[float], share: float) -> float:
    """Return the time that this share of the calls stayed within."""
    return sorted(times)[min(int(share * len(times)), len(times) - 1)]


def typed_keys(taxa: Sequence[Taxon], errors: random.Random) -> dict[str, list[str]]:
    """Return what one would see in the entry line, key by key, for each way of typing a bird."""

    def every_start(texts: Sequence[str]) -> list[str]:
        return [text[:length] for text in texts for length in range(1, len(text) + 1)]

    def swapped(name: str) -> str:
        if len(name) < 3:
            return name
        place = errors.randrange(1, len(name) - 1)
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]

    return {
        "initials": every_start([initials(spoken(taxon.pinyin)) for taxon in taxa]),
        "pinyin": every_start(["".join(spoken(taxon.pinyin)) for taxon in taxa]),
        "Chinese": every_start([taxon.chinese_name for taxon in taxa]),
        "English": every_start([taxon.english_name for taxon in taxa]),
        "Latin, a swap": every_start([swapped(taxon.scientific_name) for taxon in taxa]),
        "pinyin, a swap": every_start([swapped("".join(spoken(taxon.pinyin))) for taxon in taxa]),
        "Han by sound": [taxon.chinese_name[:-1] + "露" for taxon in taxa],
    }


def plain_bisect(taxa: Sequence[Taxon]) -> Callable[[str], list[str]]:
    names = sorted(name for taxon in taxa for name in (taxon.chinese_name, taxon.english_name, taxon.scientific_name))

    def find(text: str) -> list[str]:
        return names[bisect_left(names, text) : bisect_left(names, text + "\U0010ffff")][:9]

    return find


def many_birds(checklist: Checklist, number: int) -> Checklist:
    """Return a list as long as the world's, made of the shipped names with their words exchanged."""
    chance = random.Random(2025)
    species = [taxon for taxon in checklist if taxon.kind == "species" and len(taxon.english_name.split()) > 1]
    made = []
    for count in range(number - len(checklist)):
        one, other = chance.choice(species), chance.choice(species)
        read, sung = spoken(one.pinyin), spoken(other.pinyin)
        made.append(
            replace(
                one,
                id=f"x-{count}",
                chinese_name=one.chinese_name[: len(one.chinese_name) // 2] + other.chinese_name[len(sung) // 2 :],
                pinyin=" ".join((*read[: len(read) // 2], *sung[len(sung) // 2 :])),
                english_name=f"{one.english_name.split()[0]} {other.english_name.split()[-1]} {chr(97 + count % 26)}",
                scientific_name=f"{one.scientific_name.split()[0]} {other.scientific_name.split()[-1]}",
                code4="",
            )
        )
    return checklist.with_extra(made)


def table(title: str, checklist: Checklist, birds: int) -> dict[str, float]:
    """Print the time a key for each way of typing; return the ratios of the slow end (p99) to a plain bisection."""
    checklist.prepare()
    taxa = [taxon for taxon in checklist if taxon.kind == "species" and taxon.active and taxon.scientific_name]
    taxa = random.Random(9).sample(taxa, birds)
    plain = plain_bisect(checklist.taxa)
    keys = typed_keys(taxa, random.Random(618))
    base = quickest(lambda: [plain(text) for text in keys["initials"]]) / len(keys["initials"])
    print(f"\n{title}: a plain bisection takes {base * 1e6:.1f} µs a key")
    print(f"{'typed':15} {'keys':>6} {'p50 ms':>8} {'p99 ms':>8} {'p50 ratio':>10} {'p99 ratio':>10}")
    ratios = {}
    for name, texts in keys.items():
        first = [once(lambda text=text: checklist.find(text)) for text in texts]  # type: ignore[misc]
        again = [once(lambda text=text: checklist.find(text)) for text in texts]  # type: ignore[misc]
        times = [min(pair) for pair in zip(first, again, strict=True)]
        middle, slow = at(times, 0.5), at(times, 0.99)
        ratios[name] = slow / base
        print(
            f"{name:15} {len(times):6} {middle * 1e3:8.3f} {slow * 1e3:8.3f} {middle / base:10.0f} {slow / base:10.0f}"
        )
    return ratios


def test_time_per_key(checklist: Checklist) -> None:
    ratios = table(f"{len(checklist)} taxa", checklist, 200)
    assert max(ratios.values()) < 4000


@pytest.mark.slow
def test_time_per_key_for_all_birds_of_the_world(checklist: Checklist) -> None:
    larger = many_birds(checklist, 11_000)
    built = quickest(larger.prepare, rounds=1)
    print(f"\nindex of {len(larger)} taxa: {built:.2f} s")
    ratios = table(f"{len(larger)} taxa", larger, 50)
    assert max(ratios.values()) < 12_000


def test_reading_and_index(checklist: Checklist, tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "species"
    reading = quickest(lambda: _load.__wrapped__(folder), rounds=5)
    bare = quickest(
        lambda: [line.split(",") for line in (folder / "taxa.csv").read_text("utf-8").splitlines()], rounds=5
    )
    index = quickest(lambda: Checklist(checklist.taxa, checklist._folder)._index, rounds=5)
    print(f"\nreading {reading * 1e3:.1f} ms ({reading / bare:.1f} x splitting the lines), index {index * 1e3:.1f} ms")
    assert reading < 40 * bare
    assert index < 40 * reading


def test_keys_until_among_nine(checklist: Checklist) -> None:
    taxa = [taxon for taxon in checklist if taxon.kind == "species" and taxon.active]
    needed = []
    for taxon in taxa:
        typed = initials(spoken(taxon.pinyin))
        lengths = range(1, len(typed) + 1)
        needed.append(next(n for n in lengths if any(one.taxon is taxon for one in checklist.find(typed[:n]))))
    mean = sum(needed) / len(needed)
    print(f"\n{len(taxa)} birds: {mean:.2f} keys of initials until among nine, {max(needed)} at worst")
    assert max(needed) == 3
