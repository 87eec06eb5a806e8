"""Whatever text there is: nothing unseen gets through, and nothing is wider than it was told to be."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from birdlog.display import clean, fit, pad, table, width

# Every code point, lone surrogates and controls included, with those that matter often enough to be met.
ANY = st.text(
    st.characters()
    | st.characters(categories=["Cc", "Cf", "Cs", "Mn", "Zl", "Zp", "Zs"])
    | st.sampled_from("震旦䴙䘐ä♂️\x1b")
)
CELLS = st.integers(-2, 40)


@given(ANY)
def test_what_comes_out_is_one_harmless_line(text: str) -> None:
    shown = clean(text)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert len(shown.splitlines()) <= 1
    shown.encode()


@given(ANY)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(
    st.text(
        st.characters(min_codepoint=32, max_codepoint=126) | st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
    )
)
def test_letters_and_han_stay(text: str) -> None:
    assert clean(text) == text


@given(ANY, CELLS)
def test_fitted_text_fits(text: str, cells: int) -> None:
    fitted = fit(text, cells)
    assert width(fitted) <= max(0, cells)
    assert fitted == clean(text) or clean(text).startswith(fitted.removesuffix("…"))


@given(ANY, CELLS, st.sampled_from(["left", "right"]))
def test_padded_text_is_as_wide_as_asked_or_as_itself(text: str, cells: int, align: str) -> None:
    padded = pad(text, cells, "right" if align == "right" else "left")
    assert width(padded) == max(cells, width(text))
    assert clean(text) in padded


@given(st.lists(st.tuples(ANY, ANY), max_size=5))
def test_the_second_column_starts_in_the_same_cell(rows: list[tuple[str, str]]) -> None:
    first = max([3, *(width(one) for one, _ in rows)])
    lines = table([(one, "#" + two) for one, two in rows], ["one", "#"]).split("\n")
    assert len(lines) == len(rows) + 1
    for line, (one, _) in zip(lines[1:], rows, strict=True):
        assert line.startswith(pad(one, first) + "  #")
