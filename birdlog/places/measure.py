"""Distances and directions on the WGS 84 ellipsoid. geopy loads every geocoder it has, so it is imported when asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from birdlog.i18n import N_, _
from birdlog.places.points import Point

__all__ = ["bearing", "compass", "distance_m", "nearest"]

Key = TypeVar("Key")

_COMPASS = (
    N_("north"), N_("north-northeast"), N_("northeast"), N_("east-northeast"),
    N_("east"), N_("east-southeast"), N_("southeast"), N_("south-southeast"),
    N_("south"), N_("south-southwest"), N_("southwest"), N_("west-southwest"),
    N_("west"), N_("west-northwest"), N_("northwest"), N_("north-northwest"),
)  # fmt: skip


def distance_m(a: Point, b: Point) -> float:
    """Return the geodesic distance between two points in metres (Karney 2013, WGS 84)."""
    from geopy.distance import geodesic

    return float(geodesic((a.lat, a.lon), (b.lat, b.lon)).m)


def bearing(a: Point, b: Point) -> float:
    """Return the direction in which the shortest way from ``a`` to ``b`` sets out: degrees from north, 0 to under 360.

    Between a point and itself it is 0.
    """
    from geopy.distance import geodesic

    way = geodesic((a.lat, a.lon), (b.lat, b.lon))
    if way.m == 0:
        return 0.0
    azimuth = float(way.geod.Inverse(a.lat, a.lon, b.lat, b.lon)["azi1"]) % 360.0
    # A direction a hair west of north comes out of the modulo as 360 itself.
    return 0.0 if azimuth == 360.0 else azimuth


def compass(degrees: float) -> str:
    """Return the nearest of the sixteen points of the compass, as a word in the user's language."""
    return _(_COMPASS[round(degrees % 360.0 / 22.5) % 16])


def nearest(point: Point, places: Iterable[tuple[Key, Point]]) -> tuple[Key, float] | None:
    """Return the key of the nearest place and its distance in metres, the first of equals; None where there is none."""
    best: tuple[Key, float] | None = None
    for key, place in places:
        metres = distance_m(point, place)
        if best is None or metres < best[1]:
            best = key, metres
    return best
