"""Points and distances as people read them, in the language in use."""

from __future__ import annotations

from birdlog.i18n import _
from birdlog.places.points import Point

__all__ = ["say_distance", "say_point", "write_point"]


def write_point(point: Point, decimals: int = 6) -> str:
    """Return "30.71, 121.34": latitude first, as `parse_point` and every map take it, in any language."""
    return f"{_number(point.lat, decimals)}, {_number(point.lon, decimals)}"


def say_point(point: Point, *, dms: bool = False, decimals: int = 5) -> str:
    """Return the point in words: 30.71° N, 121.34° E, or 北纬30.71° 东经121.34°; `parse_point` reads both.

    ``decimals`` is of degrees (5 is about 1 m); trailing noughts are left out. With ``dms`` degrees, minutes and
    seconds to a tenth (about 3 m).
    """
    # An angle that rounds to nothing stands on neither side, and is said to be north or east.
    latitude = _angle(abs(point.lat), dms, decimals)
    longitude = _angle(abs(point.lon), dms, decimals)
    south = point.lat < 0 and any(digit in latitude for digit in "123456789")
    west = point.lon < 0 and any(digit in longitude for digit in "123456789")
    return _("{latitude}, {longitude}").format(
        latitude=(_("{angle} S") if south else _("{angle} N")).format(angle=latitude),
        longitude=(_("{angle} W") if west else _("{angle} E")).format(angle=longitude),
    )


def say_distance(metres: float) -> str:
    """Return a distance in words, to a sensible number of digits: 350 m, 3.2 km, 48 km."""
    if metres < 999.5:
        return _("{number} m").format(number=f"{metres:.0f}")
    kilometres = metres / 1000.0
    return _("{number} km").format(number=f"{kilometres:.1f}" if kilometres < 9.95 else f"{kilometres:.0f}")


def _angle(degrees: float, dms: bool, decimals: int) -> str:
    """Write an angle of no sign."""
    if not dms:
        return f"{_number(degrees, decimals)}°"
    # In tenths of a second, so that 59.96 seconds carry over instead of becoming 60.0.
    tenths = round(degrees * 36000.0)
    minutes, tenths = divmod(tenths, 600)
    whole, minutes = divmod(minutes, 60)
    return f"{whole}°{minutes:02d}′{_number(tenths / 10.0, 1)}″"


def _number(value: float, decimals: int) -> str:
    """Write a number with at most ``decimals`` decimals and no trailing noughts, never "-0"."""
    text = f"{value:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
