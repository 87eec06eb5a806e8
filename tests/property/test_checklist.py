"""Whatever is typed, the checklist answers; each bird answers to its own names."""

from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from birdlog.checklist import BASE_LIST, Checklist, Taxon, fold, load
from birdlog.checklist.keys import spoken
from birdlog.checklist.near import distances_from


@cache
def shipped() -> Checklist:
    return load()


def taxa() -> st.SearchStrategy[Taxon]:
    return st.sampled_from([taxon for taxon in shipped() if taxon.active and taxon.kind != "broad"])


typed = st.text(max_size=30) | st.text("白鹭震旦鸦雀zdyqreed ü'-/?0１Ａ　鷺珩", max_size=12)


@given(typed)
def test_no_text_raises(text: str) -> None:
    checklist = shipped()
    found = checklist.find(text)
    assert len({candidate.taxon.id for candidate in found}) == len(found) <= 9
    assert [candidate.rank for candidate in found] == sorted(candidate.rank for candidate in found)
    assert not (found and found[-1].rank == 7 and found[0].rank != 7)
    checklist.ambiguous(found)
    resolution = checklist.resolve(text)
    assert resolution.taxon is None or any(one.taxon == resolution.taxon for one in resolution.candidates)
    for start in range(len(text) + 1):
        end = checklist.longest_name(text, start)
        assert end is None or start < end <= len(text)


@given(st.text())
def test_fold_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(taxa())
def test_a_bird_answers_to_its_own_names(taxon: Taxon) -> None:
    checklist = shipped()
    for name in (taxon.chinese_name, taxon.english_name, taxon.scientific_name):
        assert checklist.find(name)[0].taxon == taxon
        assert checklist.resolve(name, BASE_LIST).taxon == taxon
        assert not checklist.ambiguous(checklist.find(name))
    equals = [candidate.taxon for candidate in checklist.find("".join(spoken(taxon.pinyin))) if candidate.rank == 1]
    assert taxon in equals


@given(taxa(), st.data())
def test_the_start_of_a_name_keeps_the_bird(taxon: Taxon, data: st.DataObject) -> None:
    length = data.draw(st.integers(1, len(taxon.chinese_name)))
    everything = len(shipped())
    found = shipped().find(taxon.chinese_name[:length], limit=everything)
    assert any(candidate.taxon == taxon and candidate.rank <= 2 for candidate in found)
    latin = taxon.scientific_name[: data.draw(st.integers(1, len(taxon.scientific_name)))]
    if latin.strip():
        assert any(candidate.taxon == taxon for candidate in shipped().find(latin, limit=everything))


@given(taxa(), st.data())
def test_a_name_in_a_line_is_found_whole(taxon: Taxon, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([taxon.chinese_name, taxon.english_name, taxon.scientific_name]))
    ahead = data.draw(st.sampled_from(["", "12 ", "约3 ", "（", "，"]))
    end = shipped().longest_name(f"{ahead}{name} 12", len(ahead))
    assert end is not None and end >= len(ahead) + len(name)


@given(taxa(), st.data())
def test_one_error_in_a_long_name_is_forgiven(taxon: Taxon, data: st.DataObject) -> None:
    name = taxon.scientific_name.lower()
    place = data.draw(st.integers(1, len(name) - 2))
    wrong = data.draw(
        st.sampled_from(
            [name[:place] + name[place + 1 :], name[:place] + name[place + 1] + name[place] + name[place + 2 :]]
        )
    )
    assert taxon in [candidate.taxon for candidate in shipped().find(wrong, limit=len(shipped()))]


@given(st.text("abc", min_size=1, max_size=8), st.text("abc", max_size=10), st.integers(0, 4))
def test_distances_are_those_of_the_table(text: str, key: str, allowed: int) -> None:
    """Compare the bit vectors with the plain table of distances (optimal string alignment)."""
    rows = [list(range(len(key) + 1))]
    for i in range(1, len(text) + 1):
        row = [i]
        for j in range(1, len(key) + 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (text[i - 1] != key[j - 1]))
            if i > 1 and j > 1 and text[i - 1] == key[j - 2] and text[i - 2] == key[j - 1]:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    expected, worked_out = min(rows[-1]), distances_from(text)(key, allowed)
    assert worked_out == expected if expected <= allowed else worked_out > allowed
