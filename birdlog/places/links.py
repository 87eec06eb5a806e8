"""Points inside links that people paste from a map: Amap, Baidu, Tencent, Google, OpenStreetMap, geo: URIs."""

from __future__ import annotations

import math
import re
from urllib.parse import unquote

__all__ = ["is_link", "read"]

_LINK = re.compile(r"\s*(?:(?:https?|androidamap|iosamap|amapuri|baidumap|bdapp|qqmap)://|geo:)", re.IGNORECASE)
_NUMBER = r"(?<![\d.])(-?\d{1,3}(?:\.\d{1,15})?)"
_GEO = re.compile(rf"geo:{_NUMBER},{_NUMBER}", re.IGNORECASE)
_PAIR = re.compile(rf"{_NUMBER}\s*,\s*{_NUMBER}(?![\d.])")
_OSM = re.compile(rf"#map=\d+(?:\.\d+)?/{_NUMBER}/{_NUMBER}")
_OSM_PIN = re.compile(rf"mlat={_NUMBER}&mlon={_NUMBER}")
# In Google's links the place itself stands in !3d and !4d; what follows @ is only the middle of the picture.
_GOOGLE_PIN = re.compile(rf"!3d{_NUMBER}!4d{_NUMBER}")
_HOST = re.compile(r"\s*([a-z]+)://([^/?#\s]*)", re.IGNORECASE)


def is_link(text: str) -> bool:
    """Return whether the text begins as a link does."""
    return _LINK.match(text) is not None


def read(text: str) -> tuple[float, float, float, str] | None:
    """Return (latitude, longitude, half the last digit's unit in degrees, datum) of the point in a link, or None.

    The datum is blank where the map does not say it: Google shows GCJ-02 in its Chinese street map and WGS 84 in the
    rest. Chinese maps write either order; in China a latitude is below 54 and a longitude above 73.
    """
    link = unquote(text)[:5000]
    host = _HOST.match(link)
    where = (host[1] + "://" + host[2]).lower() if host else "geo"
    if "amap" in where or "qq.com" in where or "qqmap" in where:
        return _chinese(link, "GCJ02")
    if "baidu" in where or "bdapp" in where:
        said = re.search(r"coord_?type=([a-z0-9]+)", link, re.IGNORECASE)
        kind = said[1].lower() if said else ""
        return _chinese(link, {"gcj02": "GCJ02", "gcj02ll": "GCJ02", "wgs84": "WGS84"}.get(kind, "BD09"))
    if where == "geo":
        return _pair(_GEO.search(link), "WGS84")
    if "openstreetmap" in where or "osm.org" in where:
        return _pair(_OSM_PIN.search(link) or _OSM.search(link), "WGS84")
    return _pair(_GOOGLE_PIN.search(link) or _PAIR.search(link), "")


def _chinese(link: str, datum: str) -> tuple[float, float, float, str] | None:
    """Read a pair in either order, as it can only be meant in China."""
    for match in _PAIR.finditer(link):
        a, b = float(match[1]), float(match[2])
        if 3 <= a <= 54 and 73 <= b <= 136:
            return a, b, _half(match), datum
        if 3 <= b <= 54 and 73 <= a <= 136:
            return b, a, _half(match), datum
    return None


def _pair(match: re.Match[str] | None, datum: str) -> tuple[float, float, float, str] | None:
    """Read latitude and longitude, in that order."""
    if match is None:
        return None
    lat, lon = float(match[1]), float(match[2])
    if not (abs(lat) <= 90 and abs(lon) <= 180 and math.isfinite(lat + lon)):
        return None
    return lat, lon, _half(match), datum


def _half(match: re.Match[str]) -> float:
    """Half the unit of the last digit written, in degrees, of the coarser number."""
    decimals = min(len(number.partition(".")[2]) for number in match.groups())
    return float(0.5 * 10.0**-decimals)
