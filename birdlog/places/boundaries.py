"""Boundaries: GeoJSON areas (RFC 7946) checked when they are given, and whether a point lies inside one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from birdlog.errors import Problem
from birdlog.i18n import _
from birdlog.places.points import Point

__all__ = ["check_boundary", "inside"]

#: How near to a line, in degrees, a point stands on it: a tenth of a millimetre.
_ON_LINE = 1e-9

_WGS84_NAMES = ("CRS84", "EPSG::4326", "EPSG:4326")


def inside(point: Point, geojson: Mapping[str, Any]) -> bool:
    """Return whether a point lies in a GeoJSON area.

    Takes a Polygon, MultiPolygon, GeometryCollection, Feature or FeatureCollection; anything else holds no point. What
    stands on a boundary line is inside, be it the outer line or the edge of a hole; what stands within a hole is not.
    Edges are straight in degrees, as RFC 7946 says; areas across the 180th meridian are not unwrapped.
    """
    return any(_in_polygon(point, rings) for rings in _polygons(geojson))


def check_boundary(text: str) -> dict[str, Any] | Problem:
    """Return the GeoJSON area that a text holds, or the problem that stands in the way.

    Any of the types that `inside` takes may be given; what comes back is the bare area, a Polygon or a MultiPolygon,
    with every position in range and every ring closed. Names and properties are left out.
    """
    try:
        area = json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        if isinstance(error, json.JSONDecodeError):
            return _problem(
                "boundary-json",
                _("This is not JSON: line {line}, character {column}.").format(line=error.lineno, column=error.colno),
                _("Export the area from the map as GeoJSON, and take the whole file."),
                column=error.colno,
                row=error.lineno,
            )
        return _problem("boundary-json", _("This is not JSON that can be read."))
    if not isinstance(area, dict):
        return _problem("boundary-type", _("A boundary is a GeoJSON object, and this is none."))
    problem = _wrong_datum(area)
    try:
        polygons = list(_polygons(area))
    except RecursionError:
        return _problem("boundary-type", _("This GeoJSON is nested too deeply."))
    if problem is None and not polygons:
        return _problem(
            "boundary-type",
            _("There is no area in this: {type} is no boundary.").format(type=str(area.get("type", "?"))[:40]),
            _("Give a Polygon or a MultiPolygon, alone or in a Feature or FeatureCollection."),
        )
    for number, rings in enumerate(polygons, 1):
        problem = problem or _wrong_polygon(rings, number)
    if problem is not None:
        return problem
    if len(polygons) == 1:
        return {"type": "Polygon", "coordinates": polygons[0]}
    return {"type": "MultiPolygon", "coordinates": polygons}


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _problem(
    code: str, message: str, expected: str = "", *, column: int | None = None, row: int | None = None
) -> Problem:
    return Problem(code=code, message=message, expected=expected, column=column, row=row)


def _polygons(geojson: object) -> Iterator[Any]:
    """Walk down to the polygons: lists of rings, not yet checked."""
    if not isinstance(geojson, Mapping):
        return
    match geojson.get("type"):
        case "Polygon":
            yield geojson.get("coordinates")
        case "MultiPolygon":
            coordinates = geojson.get("coordinates")
            yield from coordinates if isinstance(coordinates, list) else [coordinates]
        case "Feature":
            yield from _polygons(geojson.get("geometry"))
        case "FeatureCollection" | "GeometryCollection" as kind:
            members = geojson.get("features" if kind == "FeatureCollection" else "geometries")
            for member in members if isinstance(members, list) else []:
                yield from _polygons(member)


def _wrong_datum(area: Mapping[str, Any]) -> Problem | None:
    """GeoJSON of before 2016 may name a coordinate system; RFC 7946 knows WGS 84 only."""
    crs = area.get("crs")
    if crs is None:
        return None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if name.endswith(_WGS84_NAMES):
        return None
    return _problem(
        "boundary-crs",
        _("This boundary is in another coordinate system: {name}.").format(name=name[:60] or "?"),
        _("Export it in WGS 84 (EPSG:4326)."),
    )


def _wrong_polygon(rings: object, number: int) -> Problem | None:
    """Find what is wrong with one polygon."""
    if not isinstance(rings, list) or not rings:
        return _problem("boundary-ring", _("Area {number} has no rings.").format(number=number))
    for ring in rings:
        if not isinstance(ring, list) or len(ring) < 4:
            return _problem(
                "boundary-ring",
                _("A ring of area {number} has fewer than four positions.").format(number=number),
                _("A ring goes around an area and ends where it began."),
            )
        for position in ring:
            if problem := _wrong_position(position, number):
                return problem
        if ring[0][:2] != ring[-1][:2]:
            return _problem(
                "boundary-open",
                _("A ring of area {number} is not closed.").format(number=number),
                _("Repeat its first position at its end."),
            )
    return None


def _wrong_position(position: object, number: int) -> Problem | None:
    """Find what is wrong with one position: [longitude, latitude], a height allowed."""
    numeric = (
        isinstance(position, list)
        and len(position) >= 2
        and all(isinstance(value, int | float) and not isinstance(value, bool) for value in position)
    )
    if not isinstance(position, list) or not numeric:
        return _problem(
            "boundary-position",
            _("A position of area {number} is not two numbers.").format(number=number),
            _("A position is [longitude, latitude]: [121.34, 30.71]."),
        )
    lon, lat = position[0], position[1]
    if -180 <= lon <= 180 and -90 <= lat <= 90:
        return None
    shown = f"[{_short(lon)}, {_short(lat)}]"
    if -90 <= lon <= 90 and -180 <= lat <= 180:
        return _problem(
            "boundary-order",
            _("{position} has the latitude first; GeoJSON has the longitude first.").format(position=shown),
            _("Turn each position round: [121.34, 30.71]."),
        )
    return _problem(
        "boundary-range",
        _("{position} is nowhere on the earth.").format(position=shown),
        _("Longitudes reach from -180 to 180, latitudes from -90 to 90; export the area in degrees, WGS 84."),
    )


def _short(value: float) -> str:
    """Write a number in a few characters, however large it is."""
    return f"{value:.7g}" if abs(value) < 1e15 else "…"


def _in_polygon(point: Point, rings: object) -> bool:
    """The outer ring holds the point, no hole does; a line counts as inside."""
    outlines = [_outline(ring) for ring in rings] if isinstance(rings, list) else []
    if any(_on_line(point, *edge) for outline in outlines for edge in _edges(outline)):
        return True
    if not outlines or not _within(point, outlines[0]):
        return False
    return not any(_within(point, hole) for hole in outlines[1:])


def _outline(ring: object) -> list[tuple[float, float]]:
    """The (longitude, latitude) pairs of a ring; what is no position is left out."""
    if not isinstance(ring, list):
        return []
    return [(float(position[0]), float(position[1])) for position in ring if _wrong_position(position, 0) is None]


def _edges(outline: list[tuple[float, float]]) -> Iterator[tuple[float, float, float, float]]:
    """The sides of a ring, closed whether or not its end repeats its beginning."""
    for (x1, y1), (x2, y2) in zip(outline, outline[1:] + outline[:1], strict=True):
        yield x1, y1, x2, y2


def _within(point: Point, outline: list[tuple[float, float]]) -> bool:
    """Count the sides that a line from the point to the east crosses: odd is inside."""
    crossings = 0
    for x1, y1, x2, y2 in _edges(outline):
        if (y1 > point.lat) != (y2 > point.lat) and point.lon < x1 + (point.lat - y1) * (x2 - x1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


def _on_line(point: Point, x1: float, y1: float, x2: float, y2: float) -> bool:
    """Whether the point stands on the side from (x1, y1) to (x2, y2)."""
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = ((point.lon - x1) * dx + (point.lat - y1) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return abs(x1 + along * dx - point.lon) <= _ON_LINE and abs(y1 + along * dy - point.lat) <= _ON_LINE
