"""Points as people type them, datums, distances, inside and outside, the nearest site. Pure: no files, no clock."""

from birdlog.places.boundaries import check_boundary, inside
from birdlog.places.datums import DATUMS, find_datum, from_wgs84, to_wgs84
from birdlog.places.known import YINGWUZHOU, KnownSite
from birdlog.places.measure import bearing, compass, distance_m, nearest
from birdlog.places.points import PlacedPoint, Point, PointError
from birdlog.places.reading import parse_point
from birdlog.places.words import say_distance, say_point, write_point

__all__ = [
    "DATUMS",
    "YINGWUZHOU",
    "KnownSite",
    "PlacedPoint",
    "Point",
    "PointError",
    "bearing",
    "check_boundary",
    "compass",
    "distance_m",
    "find_datum",
    "from_wgs84",
    "inside",
    "nearest",
    "parse_point",
    "say_distance",
    "say_point",
    "to_wgs84",
    "write_point",
]
