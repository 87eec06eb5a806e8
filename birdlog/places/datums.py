"""WGS 84, GCJ-02 and BD-09: the datums in which people in China have their coordinates.

GCJ-02 (Amap, Tencent, and what birdreport.cn calls 火星) shifts WGS 84 by some 300 to 700 m inside China, BD-09 (Baidu)
shifts GCJ-02 by another 1 km or so. Neither shift is published by its makers; the formulas are the ones that everybody
uses. The way back has no formula and is found by iteration, to well under a millimetre.

"China" is the customary rectangle, 72.004 to 137.8347 E and 0.8293 to 55.8271 N, neighbours and seas included;
outside it all three datums are taken as equal. Within a kilometre of its edges a conversion there and back need not
end where it began.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from birdlog.errors import Problem
from birdlog.i18n import N_, _
from birdlog.places.points import Point, PointError

__all__ = ["DATUMS", "find_datum", "from_wgs84", "in_rectangle", "to_wgs84"]

#: The datums by their stored code, and what people know them by (put through ``_`` when shown).
DATUMS = {
    "WGS84": N_("WGS 84 (GPS receivers, phones' own GPS, Google Earth)"),
    "GCJ02": N_("GCJ-02 (Amap, Tencent Maps, birdreport.cn)"),
    "BD09": N_("BD-09 (Baidu Maps)"),
}
# CGCS 2000, China's own datum, is WGS 84 to within a few centimetres.
_ALSO = {
    "WGS": "WGS84", "GPS": "WGS84", "EPSG4326": "WGS84", "EPSG:4326": "WGS84", "CGCS2000": "WGS84",
    "GCJ": "GCJ02", "火星": "GCJ02", "火星坐标": "GCJ02", "高德": "GCJ02", "腾讯": "GCJ02", "国测局": "GCJ02",
    "BD": "BD09", "BD09LL": "BD09", "百度": "BD09", "百度坐标": "BD09",
}  # fmt: skip

# The ellipsoid of the published GCJ-02 formula (Krassovsky 1940), and BD-09's pi * 3000 / 180.
_A = 6378245.0
_EE = 0.00669342162296594323
_BD_PI = math.pi * 3000.0 / 180.0
_SOUTH, _NORTH, _WEST, _EAST = 0.8293, 55.8271, 72.004, 137.8347

# The slopes of the shifts are 0.03 at most (BD-09; GCJ-02 0.006): each round wins a digit and a half or more.
_ROUNDS = 12
_CLOSE = 1e-12


def find_datum(text: str) -> str:
    """Return the code of the datum that ``text`` names (WGS84, gcj-02, 火星, 百度 ...); PointError for any other."""
    key = text.strip().upper().replace("-", "").replace(" ", "").replace("_", "")
    code = key if key in DATUMS else _ALSO.get(key)
    if code is None:
        raise PointError(
            Problem(
                code="datum-unknown",
                message=_("{datum} is no datum of this program.").format(datum=text.strip() or "“”"),
                value=text,
                expected=_("Say one of {datums}.").format(datums=", ".join(DATUMS)),
            )
        )
    return code


def in_rectangle(lat: float, lon: float) -> bool:
    """Return whether the shifts apply here: the customary rectangle around China."""
    return _SOUTH <= lat <= _NORTH and _WEST <= lon <= _EAST


def to_wgs84(lat: float, lon: float, datum: str) -> Point:
    """Return the WGS 84 point of degrees given in ``datum``; what lies outside the rectangle is unchanged."""
    match find_datum(datum):
        case "GCJ02":
            return _back(lat, lon, _gcj_from_wgs)
        case "BD09":
            return _back(lat, lon, _bd_from_wgs)
        case _:
            return Point(lat, lon)


def from_wgs84(lat: float, lon: float, datum: str) -> tuple[float, float]:
    """Return (latitude, longitude) in ``datum`` of degrees given in WGS 84; unchanged outside the rectangle."""
    code = find_datum(datum)
    if code == "WGS84" or not in_rectangle(lat, lon):
        return lat, lon
    return _gcj_from_wgs(lat, lon) if code == "GCJ02" else _bd_from_wgs(lat, lon)


def _back(lat: float, lon: float, forward: Callable[[float, float], tuple[float, float]]) -> Point:
    """Find the point that ``forward`` moves to (lat, lon), by taking off the shift until it fits."""
    if not in_rectangle(lat, lon):
        return Point(lat, lon)
    guess_lat, guess_lon = lat, lon
    for _round in range(_ROUNDS):
        there_lat, there_lon = forward(guess_lat, guess_lon)
        off_lat, off_lon = there_lat - lat, there_lon - lon
        guess_lat, guess_lon = guess_lat - off_lat, guess_lon - off_lon
        if abs(off_lat) < _CLOSE and abs(off_lon) < _CLOSE:
            break
    return Point(guess_lat, guess_lon)


def _bd_from_wgs(lat: float, lon: float) -> tuple[float, float]:
    """BD-09 from WGS 84, by way of GCJ-02."""
    lat, lon = _gcj_from_wgs(lat, lon)
    radius = math.hypot(lon, lat) + 0.00002 * math.sin(lat * _BD_PI)
    angle = math.atan2(lat, lon) + 0.000003 * math.cos(lon * _BD_PI)
    return radius * math.sin(angle) + 0.006, radius * math.cos(angle) + 0.0065


def _gcj_from_wgs(lat: float, lon: float) -> tuple[float, float]:
    """GCJ-02 from WGS 84, without asking whether the place is in China."""
    x, y = lon - 105.0, lat - 35.0
    wave = 20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += 2.0 / 3.0 * (wave + 20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi))
    north += 2.0 / 3.0 * (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0))
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += 2.0 / 3.0 * (wave + 20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi))
    east += 2.0 / 3.0 * (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi))

    # The shift is in metres; the radii of curvature of the formula's own ellipsoid turn it into degrees.
    phi = math.radians(lat)
    bend = 1.0 - _EE * math.sin(phi) ** 2
    metres_north = _A * (1.0 - _EE) / (bend * math.sqrt(bend))
    metres_east = _A / math.sqrt(bend) * math.cos(phi)
    return lat + math.degrees(north / metres_north), lon + math.degrees(east / metres_east)
