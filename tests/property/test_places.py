"""Points: no text breaks the reader, what is written is read back, datums there and back."""

import json

from geopy.point import Point as GeopyPoint
from hypothesis import example, given
from hypothesis import strategies as st

from birdlog import i18n
from birdlog.errors import Problem
from birdlog.places import (
    Point,
    PointError,
    check_boundary,
    distance_m,
    from_wgs84,
    inside,
    parse_point,
    say_point,
    to_wgs84,
    write_point,
)

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)
pieces = st.sampled_from(
    [
        *"0123456789.,;:+-NSEWnsew°′″'\"度分秒 　\t()",
        "30",
        "42.6",
        "121.34",
        "30.71",
        "北纬",
        "东经",
        "lat",
        "经度",
        "geo:",
    ]
)
json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "geometry", "features", "crs"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.text() | st.lists(pieces, max_size=12).map("".join))
@example("geo:" + "9" * 400)
@example("9" * 199)
@example("\ud800 1 2")
def test_any_text_is_a_point_or_a_problem(text: str):
    try:
        point = parse_point(text)
    except PointError as error:
        problem = error.problem
        assert problem.column is not None and 1 <= problem.column <= len(text) + 1
        assert problem.column - 1 + problem.length <= len(text)
        assert problem.value == text[problem.column - 1 : problem.column - 1 + problem.length]
    else:
        assert -90 <= point.lat <= 90 and -180 <= point.lon <= 180


@given(latitudes, longitudes, st.sampled_from(["en", "zh"]), st.booleans())
def test_what_is_said_is_read_back(lat: float, lon: float, language: str, dms: bool):
    i18n.use(language)
    try:
        said = say_point(Point(lat, lon), dms=dms)
    finally:
        i18n.use("en")
    back = parse_point(said)
    within = 0.05 / 3600 if dms else 0.5e-5
    assert abs(back.lat - lat) <= within * 1.001 and abs(back.lon - lon) <= within * 1.001


@given(latitudes, longitudes)
def test_what_is_written_is_read_back(lat: float, lon: float):
    text = write_point(Point(lat, lon))
    first, second = text.split(", ")
    if first != second:  # equal numbers without letters are asked about
        back = parse_point(text)
        assert abs(back.lat - lat) <= 1e-6 and abs(back.lon - lon) <= 1e-6


@given(
    st.integers(0, 89), st.integers(0, 59), st.integers(0, 599), st.sampled_from("NS"),
    st.integers(0, 179), st.integers(0, 59), st.integers(0, 599), st.sampled_from("EW"),
)  # fmt: skip
def test_degrees_minutes_seconds_agree_with_geopy(d1, m1, s1, north, d2, m2, s2, east):
    text = f"{d1}°{m1}'{s1 / 10}\"{north}, {d2}°{m2}'{s2 / 10}\"{east}"
    theirs = GeopyPoint(text)
    ours = parse_point(text)
    assert abs(ours.lat - theirs.latitude) < 1e-9 and abs(ours.lon - theirs.longitude) < 1e-9


@given(st.floats(4, 54), st.floats(73, 136), st.sampled_from(["GCJ02", "BD09"]))
def test_datums_there_and_back(lat: float, lon: float, datum: str):
    back = to_wgs84(*from_wgs84(lat, lon, datum), datum)
    assert abs(back.lat - lat) < 1e-9 and abs(back.lon - lon) < 1e-9
    assert distance_m(Point(lat, lon), back) < 0.01
    again = from_wgs84(*to_wgs84(lat, lon, datum), datum)
    assert distance_m(Point(lat, lon), Point(*again)) < 0.01


@given(st.floats(18, 53), st.floats(75, 134))
def test_gcj02_moves_by_no_more_than_it_does(lat: float, lon: float):
    assert 50 < distance_m(Point(lat, lon), Point(*from_wgs84(lat, lon, "GCJ02"))) < 1000


@given(st.text(max_size=40) | json_values.map(json.dumps))
def test_any_text_is_a_boundary_or_a_problem(text: str):
    found = check_boundary(text)
    assert isinstance(found, dict | Problem)
    if isinstance(found, dict):
        inside(Point(30.71, 121.34), found)


@given(latitudes, longitudes, st.dictionaries(st.sampled_from(["type", "coordinates", "geometry"]), json_values))
def test_inside_takes_anything(lat: float, lon: float, area: dict[str, object]):
    assert inside(Point(lat, lon), area) in (True, False)


@given(st.floats(-0.2, 1.2), st.floats(-0.2, 1.2), st.permutations(range(4)))
def test_a_rectangle_holds_what_its_sides_hold(x: float, y: float, turn: list[int]):
    corners = [[121.0, 30.0], [122.0, 30.0], [122.0, 31.0], [121.0, 31.0]]
    start = turn[0]
    ring = corners[start:] + corners[:start]
    ring = [*ring, ring[0]]
    area = {"type": "Polygon", "coordinates": [ring if turn[1] > turn[2] else ring[::-1]]}
    edge = 1e-9
    held = inside(Point(30.0 + y, 121.0 + x), area)
    if min(abs(x), abs(x - 1), abs(y), abs(y - 1)) > 2 * edge:
        assert held == (0 < x < 1 and 0 < y < 1)
