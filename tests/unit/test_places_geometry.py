"""Datums, distances, directions, boundaries."""

import json
import subprocess
import sys

import pytest

from birdlog import i18n
from birdlog.errors import Problem
from birdlog.places import (
    YINGWUZHOU,
    Point,
    PointError,
    bearing,
    check_boundary,
    compass,
    distance_m,
    find_datum,
    from_wgs84,
    inside,
    nearest,
    to_wgs84,
)

SQUARE = [[121.0, 30.0], [122.0, 30.0], [122.0, 31.0], [121.0, 31.0], [121.0, 30.0]]
HOLE = [[121.4, 30.4], [121.6, 30.4], [121.6, 30.6], [121.4, 30.6], [121.4, 30.4]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}
FAR = {"type": "Polygon", "coordinates": [[[10.0, 50.0], [11.0, 50.0], [10.0, 51.0], [10.0, 50.0]]]}


@pytest.fixture(autouse=True)
def english():
    i18n.use("en")


# Figures that the common open implementations agree on (eviltransform's and coordtransform's own tests).
@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [
        ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
        ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
        ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
        ((39.915, 116.404), (39.91640428150164, 116.41024449916938)),
    ],
)
def test_gcj02_is_what_everybody_has(wgs, gcj):
    assert from_wgs84(*wgs, "GCJ02") == pytest.approx(gcj, abs=1e-9)
    assert tuple(to_wgs84(*gcj, "GCJ02")) == pytest.approx(wgs, abs=1e-9)


def test_bd09_is_what_everybody_has():
    wgs = to_wgs84(39.915, 116.404, "GCJ02")
    assert from_wgs84(*wgs, "BD09") == pytest.approx((39.92133699351021, 116.41036949371029), abs=1e-9)


@pytest.mark.parametrize("datum", ["GCJ02", "BD09"])
@pytest.mark.parametrize("place", [(48.85, 2.35), (35.68, 139.77), (-33.86, 151.21), (90.0, 180.0), (0.0, 0.0)])
def test_outside_the_rectangle_nothing_moves(datum, place):
    assert from_wgs84(*place, datum) == place
    assert tuple(to_wgs84(*place, datum)) == place


def test_gcj02_at_yingwuzhou_is_about_500_m_off():
    there = Point(*from_wgs84(*YINGWUZHOU.point, "GCJ02"))
    assert distance_m(YINGWUZHOU.point, there) == pytest.approx(500, abs=10)


def test_datums_go_by_many_names():
    names = ("WGS84", "wgs-84", "gcj-02", "GCJ 02", "火星", "高德", "bd09", "百度")
    assert [find_datum(name) for name in names] == ["WGS84"] * 2 + ["GCJ02"] * 4 + ["BD09"] * 2
    with pytest.raises(PointError) as caught:
        find_datum("Beijing 1954")
    assert caught.value.problem.code == "datum-unknown"
    assert "GCJ02" in caught.value.problem.expected


def test_distance_is_geodesic():
    # One degree of latitude from the equator, and of longitude along it, on the WGS 84 ellipsoid.
    assert distance_m(Point(0, 0), Point(1, 0)) == pytest.approx(110574.389, abs=0.01)
    assert distance_m(Point(0, 0), Point(0, 1)) == pytest.approx(111319.491, abs=0.01)
    # Newport to Cleveland, the example of geopy's own documentation: 538.39 miles.
    assert distance_m(Point(41.49008, -71.312796), Point(41.499498, -81.695391)) == pytest.approx(866455, abs=1)
    assert distance_m(YINGWUZHOU.point, YINGWUZHOU.point) == 0


@pytest.mark.parametrize(
    ("to", "degrees", "word"),
    [
        (Point(31, 121.34), 0, "north"),
        (Point(30.71, 121.35), 90, "east"),
        (Point(30, 121.34), 180, "south"),
        (Point(30.71, 121.33), 270, "west"),
        (Point(30.72, 121.35163), 45, "northeast"),
    ],
)
def test_bearing_and_compass(to, degrees, word):
    found = bearing(YINGWUZHOU.point, to)
    assert abs((found - degrees + 180) % 360 - 180) < 0.3
    assert 0 <= found < 360
    assert compass(found) == word


def test_compass_turns_full_circle():
    assert [compass(d) for d in (0, 11.2, 11.3, 348.7, 348.8, 360, -22.5)] == [
        "north", "north", "north-northeast", "north-northwest", "north", "north", "north-northwest",
    ]  # fmt: skip
    assert bearing(YINGWUZHOU.point, YINGWUZHOU.point) == 0


def test_nearest():
    places = [("tower", Point(30.711, 121.341)), ("gate", Point(30.709, 121.34)), ("far", Point(31, 121))]
    found = nearest(YINGWUZHOU.point, places)
    assert found is not None
    assert found[0] == "gate"
    assert found[1] == pytest.approx(110.9, abs=0.1)
    assert nearest(YINGWUZHOU.point, []) is None


@pytest.mark.parametrize(
    "area",
    [
        POLYGON,
        {"type": "MultiPolygon", "coordinates": [FAR["coordinates"], POLYGON["coordinates"]]},
        {"type": "Feature", "properties": {}, "geometry": POLYGON},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": g} for g in (FAR, POLYGON, None)]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2]}, POLYGON]},
    ],
    ids=lambda area: area["type"],
)
def test_inside_every_kind_of_area(area):
    assert inside(YINGWUZHOU.point, area)
    assert not inside(Point(30.5, 121.5), area)  # in the hole
    assert not inside(Point(32.0, 121.5), area)
    for edge in (Point(30, 121), Point(30, 121.3), Point(30.7, 122), Point(30.4, 121.5), Point(30.6, 121.4)):
        assert inside(edge, area), edge
    bare = check_boundary(json.dumps(area))
    assert isinstance(bare, dict)
    assert set(bare) == {"type", "coordinates"} and bare["type"] in {"Polygon", "MultiPolygon"}
    assert inside(YINGWUZHOU.point, bare) and not inside(Point(30.5, 121.5), bare)


@pytest.mark.parametrize(
    "area",
    [
        {},
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon"},
        {"type": "Feature"},
        {"type": "Polygon", "coordinates": [[["a", None], []], 3]},
        {"type": "MultiPolygon", "coordinates": {"a": 1}},
    ],
)
def test_junk_holds_no_point(area):
    assert not inside(YINGWUZHOU.point, area)


def polygon(*rings) -> str:
    return json.dumps({"type": "Polygon", "coordinates": rings})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "boundary-json"),
        ('{"type": "Polygon",', "boundary-json"),
        ('{"type": "Polygon", "coordinates": [[[NaN, 1]]]}', "boundary-json"),
        ("[" * 100_000, "boundary-json"),
        ("[1, 2]", "boundary-type"),
        ('{"type": "Point", "coordinates": [121.34, 30.71]}', "boundary-type"),
        ('{"type": "FeatureCollection", "features": []}', "boundary-type"),
        (polygon(), "boundary-ring"),
        (polygon(SQUARE[:3]), "boundary-ring"),
        (polygon(SQUARE[:4]), "boundary-open"),
        (polygon([["121", "30"], *SQUARE[1:]]), "boundary-position"),
        (polygon([[True, False], *SQUARE[1:]]), "boundary-position"),
        (polygon([[lat, lon] for lon, lat in SQUARE]), "boundary-order"),
        (polygon([[365000.0, 3400000.0], *SQUARE[1:]]), "boundary-range"),
        (polygon([[10**400, 1], *SQUARE[1:]]), "boundary-range"),
        (json.dumps(POLYGON | {"crs": {"type": "name", "properties": {"name": "EPSG:4490"}}}), "boundary-crs"),
    ],
)
def test_what_is_wrong_with_a_boundary(text: str, code: str):
    problem = check_boundary(text)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert problem.message


def test_a_boundary_in_the_wrong_order_is_told_so():
    problem = check_boundary(polygon([[lat, lon] for lon, lat in SQUARE]))
    assert isinstance(problem, Problem)
    assert "[30, 121]" in problem.message and "longitude first" in problem.message


def test_a_boundary_that_names_wgs84_is_taken():
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert check_boundary(json.dumps(POLYGON | {"crs": crs})) == POLYGON


def test_geopy_is_loaded_only_when_it_is_asked():
    script = (
        "import sys, birdlog.places as p; p.parse_point('30.71, 121.34', 'GCJ02')\n"
        "assert 'geopy' not in sys.modules\n"
        "p.distance_m(p.Point(0, 0), p.Point(0, 1)); assert 'geopy' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
