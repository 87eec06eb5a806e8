"""The formula guard: exact on the way back, and no cell alive, for texts of any characters."""

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from birdlog.formats import guard, plain, unguard

TEXTS = st.text(max_size=40)
SPITEFUL = st.builds(
    lambda start, rest: start + rest,
    st.sampled_from([*"=+-@'\t\r\n＝－|%", " =", "'=", "''", "-1", "\ufeff="]),
    TEXTS,
)


@given(TEXTS | SPITEFUL)
@example("=1+1")
@example("'=1+1")
@example("-3")
@example("+3")
@example("+++")
@example("-1e5")
@example("")
def test_the_guard_is_undone_exactly(text: str) -> None:
    assert unguard(guard(text)) == text


@given(TEXTS | SPITEFUL)
def test_no_guarded_cell_starts_a_formula(text: str) -> None:
    cell = guard(text)
    bare = cell.lstrip(" \t\r\n\ufeff")
    if bare[:1] in set("=+-@＝＋－＠|%"):
        assert cell == bare
        assert float(cell) <= 0 or cell.startswith("-")


@given(st.integers(-(10**9), 10**9) | st.decimals(-180, 180, places=5))
def test_a_plain_number_stays_a_number(number: object) -> None:
    assert guard(str(number)) == str(number) or "E" in str(number)


@given(st.lists(TEXTS | SPITEFUL, min_size=1, max_size=5))
def test_a_row_comes_back_from_a_csv_file(cells: list[str]) -> None:
    cells = [plain(cell) for cell in cells]
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow([guard(cell) for cell in cells])
    buffer.seek(0)
    (row,) = csv.reader(buffer)
    assert [unguard(cell) for cell in row] == cells


@given(TEXTS)
def test_plain_text_is_one_clean_line(text: str) -> None:
    clean = plain(text)
    assert plain(clean) == clean
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in clean)
    assert len(clean.splitlines()) <= 1
    clean.encode("utf-8")
