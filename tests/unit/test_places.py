"""Points as people type them, and what is said of those that are none."""

import pytest

from birdlog import i18n
from birdlog.places import YINGWUZHOU, Point, PointError, parse_point, say_distance, say_point, write_point


@pytest.fixture(autouse=True)
def english():
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.mark.parametrize(
    "text",
    [
        "30.71, 121.34",
        "30.71 121.34",
        "30.71,121.34",
        "30.71\t121.34",
        "30.71N 121.34E",
        "30.71n121.34e",
        "121.34E,30.71N",
        "E121.34 N30.71",
        "30.71 E121.34",
        "30.71 121.34E",
        "N30°42'36\" E121°20'24\"",
        "30°42′36″N，121°20′24″E",
        "30°42’36’’N, 121°20’24’’E",
        "30°42.6′N 121°20.4′E",
        "30°42′36″ 121°20′24″",
        "30d42m36s N 121d20m24sE",
        "30:42:36 121:20:24",
        "30 42 36 N, 121 20 24 E",
        "30 42 36 121 20 24",
        "N30 42 36 E121 20 24",
        "30 42.6, 121 20.4",
        "北纬30度42分36秒 东经121度20分24秒",
        "北纬30°42′36″，东经121°20′24″。",
        "东经121.34° 北纬30.71°",
        "北緯30.71° 東經121.34°",
        "纬度：30.71　经度：121.34",
        "lat: 30.71, lon: 121.34",
        "longitude=121.34; latitude=30.71",
        "３０．７１，１２１．３４",
        "３０．７１Ｎ　１２１．３４Ｅ",
        "（30.71，121.34）",
        "+30.71 +121.34",
        "+30.71+121.34/",
        "\u200e30.71, 121.34\u202c",
        "geo:30.71,121.34;u=30",
        "https://www.openstreetmap.org/#map=17/30.71/121.34",
        "https://www.openstreetmap.org/?mlat=30.71&mlon=121.34#map=12/30.5/121.0",
        "https://www.google.com/maps/place/x/@30.7,121.3,17z/data=!3d30.71!4d121.34",
        "https://www.google.com/maps?q=30.71%2C121.34",
    ],
)
def test_one_place_however_it_is_typed(text: str):
    point = parse_point(text)
    assert (point.lat, point.lon) == (30.71, 121.34)
    assert point.entered == text.strip()
    assert point.datum == "WGS84"
    assert not point.swapped and not point.remark


def test_longitude_first_is_known_by_its_size_and_said():
    point = parse_point("121.34, 30.71")
    assert (point.lat, point.lon) == (30.71, 121.34)
    assert point.swapped
    assert "longitude first" in point.remark


@pytest.mark.parametrize(
    ("text", "lat", "lon"),
    [
        ("-33.86 151.21", -33.86, 151.21),
        ("33.86S 151.21E", -33.86, 151.21),
        ("南纬33.86° 西经70.5°", -33.86, -70.5),
        ("+30.71-121.34", 30.71, -121.34),
        ("-0.5, 0.25", -0.5, 0.25),
        ("90N 180E", 90, 180),
        ("10N 10E", 10, 10),  # said in letters, it is no slip
        ("30 60", 30, 60),
        ("5°30′S 0°0′30″W", -5.5, -1 / 120),
    ],
)
def test_sides_and_signs(text: str, lat: float, lon: float):
    assert tuple(parse_point(text)) == pytest.approx((lat, lon), abs=1e-9)


@pytest.mark.parametrize(
    ("text", "code", "column", "length"),
    [
        ("", "point-no-numbers", 1, 0),
        ("鹦鹉洲湿地", "point-no-numbers", 1, 5),
        ("观鸟塔 30.71, 121.34", "point-text", 1, 3),
        ("北纬30.71 东经121.34 海拔3米", "point-text", 18, 2),
        ("30.71, 121.34 [x]", "point-text", 16, 2),
        ("30 . 42, 121 . 20", "point-text", 4, 1),
        ("30.71", "point-one-number", 1, 5),
        ("30°42′36″N", "point-one-number", 1, 8),
        ("30 42.6 N", "point-one-number", 1, 7),
        ("30.71, 30.71", "point-equal", 8, 5),
        ("　30.71，30.71", "point-equal", 8, 5),
        ("91, 121", "point-latitude", 1, 2),
        ("121.34, 130.71", "point-latitude", 1, 6),
        ("30.71E, 121.34", "point-latitude", 9, 6),
        ("30.71, 181", "point-longitude", 8, 3),
        ("30°60′N 121°20′E", "point-minutes", 4, 2),
        ("北纬30度42分60秒 东经121度20分24秒", "point-seconds", 9, 2),
        ("30.71N 121.34N", "point-two-latitudes", 8, 6),
        ("东经30.71 东经121.34", "point-two-longitudes", 11, 6),
        ("30,71N 121,34E", "point-comma", 3, 1),
        ("30,71 121,34", "point-too-many", 11, 2),
        ("121.34,30.71,0", "point-too-many", 14, 1),
        ("1 2 3 4 5 6 7", "point-too-many", 13, 1),
        ("30.71-121.34", "point-sign", 6, 7),
        ("-30.71S 121E", "point-sign", 1, 6),
        ("N30-42-36 E121-20-24", "point-sign", 4, 3),
        ("30.71.5 121", "point-number", 1, 7),
        ("30.5 42 N 121 20 E", "point-decimals", 1, 4),
        ("纬度121.34E 30.71", "point-conflict", 9, 1),
        ("30°42″36′ 121°20′", "point-units", 7, 2),
        ("30.71, 121.34 " + "x" * 400, "point-too-long", 1, 414),
        ("https://surl.amap.com/abc", "point-link", 1, 25),
    ],
)
def test_what_is_wrong_is_said_with_its_column(text: str, code: str, column: int, length: int):
    with pytest.raises(PointError) as caught:
        parse_point(text)
    problem = caught.value.problem
    assert (problem.code, problem.column, problem.length) == (code, column, length)
    assert problem.value == text[column - 1 : column - 1 + length]
    assert problem.message and problem.expected
    assert str(caught.value).startswith(problem.message)
    assert caught.value.problems == (problem,)


@pytest.mark.parametrize(
    ("text", "datum"),
    [
        ("https://uri.amap.com/marker?position=121.344581,30.707891&name=x", "GCJ02"),
        ("https://m.amap.com/navi/?dest=30.707891,121.344581", "GCJ02"),
        ("https://apis.map.qq.com/uri/v1/marker?marker=coord:30.707891,121.344581;title:x", "GCJ02"),
        ("https://api.map.baidu.com/marker?location=30.713916,121.351066&title=x", "BD09"),
        ("https://api.map.baidu.com/marker?location=30.71,121.34&coord_type=wgs84", "WGS84"),
    ],
)
def test_a_link_is_read_in_the_datum_of_its_map(text: str, datum: str):
    point = parse_point(text)
    assert point.datum == datum
    assert tuple(point) == pytest.approx((30.71, 121.34), abs=2e-4)


def test_of_a_long_link_the_beginning_is_kept():
    point = parse_point("https://uri.amap.com/marker?position=121.344581,30.707891&name=" + "x" * 400)
    assert len(point.entered) == 200 and point.entered.endswith("…")
    assert "121.344581,30.707891" in point.entered


def test_precision_is_what_the_last_digit_leaves_open():
    assert parse_point("30.71, 121.34").precision_m == pytest.approx(734, abs=1)
    assert parse_point("30.71000, 121.34000").precision_m == pytest.approx(0.73, abs=0.01)
    assert parse_point("N30°42'36\" E121°20'24\"").precision_m == pytest.approx(20.4, abs=0.1)


def test_points_in_words_in_both_languages():
    point = YINGWUZHOU.point
    assert write_point(point) == "30.71, 121.34"
    assert say_point(point) == "30.71° N, 121.34° E"
    assert say_point(Point(-33.5, -70.25), dms=True) == "33°30′0″ S, 70°15′0″ W"
    assert say_point(Point(-0.0000001, -0.0000001)) == "0° N, 0° E"
    assert say_point(Point(29.99999999, 121), dms=True) == "30°00′0″ N, 121°00′0″ E"
    assert [say_distance(m) for m in (0, 349.6, 999.7, 3249, 9960, 48_300)] == [
        "0 m", "350 m", "1.0 km", "3.2 km", "10 km", "48 km",
    ]  # fmt: skip


def test_yingwuzhou_is_what_is_known_of_it():
    assert (YINGWUZHOU.lat, YINGWUZHOU.lon, YINGWUZHOU.area_ha, YINGWUZHOU.restored) == (30.71, 121.34, 23.2, 2016)
    assert YINGWUZHOU.uid == "9ad8be28-d804-422f-bf51-b6443ca98d68"
    assert YINGWUZHOU.name() == "鹦鹉洲湿地"
    assert YINGWUZHOU.name("en") == "Yingwuzhou Wetland"
    # Two decimals are not better than this, and the figure says so.
    assert YINGWUZHOU.uncertainty_m >= parse_point("30.71, 121.34").precision_m
