"""Points as people have them, read into degrees: decimal, degrees-minutes-seconds, 北纬 and 东经, either order.

The text is split into numbers and marks (N, 东经, lat ...), the numbers are parted into two coordinates, and each is
worked out. Characters are folded one to one, so a problem's column is the column in what was typed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from birdlog.i18n import _
from birdlog.places import links
from birdlog.places.datums import find_datum, to_wgs84
from birdlog.places.points import PlacedPoint
from birdlog.places.tokens import Gap, Mark, Number, Text, tokens

__all__ = ["parse_point"]

#: Longer texts are something else that was pasted; of a longer link this much is kept as what was entered.
LONGEST = 200

_METRES_PER_DEGREE = 111_320.0


@dataclass(slots=True)
class _Coordinate:
    """One of the two coordinates: its numbers, what marks say it is, its value in degrees."""

    numbers: list[Number]
    marks: list[Mark]
    axis: str = ""
    degrees: float = 0.0
    precision: float = 0.0

    @property
    def start(self) -> int:
        return self.numbers[0].start

    @property
    def end(self) -> int:
        return self.numbers[-1].end


def parse_point(text: str, datum: str = "WGS84") -> PlacedPoint:
    """Read a point as typed, in the given datum, into WGS 84.

    Latitude comes first unless marks say otherwise; an unmarked pair whose first number cannot be a latitude is taken
    the other way round, and `PlacedPoint.swapped` says so. A link from a map that carries a point is read in the
    datum of that map. Raises `PointError` with the one problem that stands in the way.
    """
    code = find_datum(datum)
    typed = Text(text)
    if len(text) > LONGEST and not links.is_link(text):
        raise typed.error("point-too-long", _("This is too long for a point."))
    if links.is_link(text):
        found = links.read(text)
        if found is None:
            raise typed.error(
                "point-link",
                _("There is no point in this link."),
                _("Open it, and copy the coordinates from the map."),
            )
        north, east, half, of_map = found
        pair = _Coordinate([], [], "lat", north, half), _Coordinate([], [], "lon", east, half)
        return _placed(*pair, text, of_map or code, swapped=False)

    numbers, marks, gaps = tokens(typed)
    first, second = _part(typed, numbers, marks, gaps)
    for coordinate in (first, second):
        inside = {numbers.index(number) for number in coordinate.numbers[1:]}
        _work_out(typed, coordinate, [gap for gap in gaps if gap.before in inside])
    swapped = _name_axes(typed, first, second, gaps)
    for coordinate in (first, second):
        _check_range(typed, coordinate)
    lat, lon = (first, second) if first.axis == "lat" else (second, first)
    return _placed(lat, lon, text, code, swapped=swapped)


def _placed(lat: _Coordinate, lon: _Coordinate, text: str, datum: str, *, swapped: bool) -> PlacedPoint:
    """Bring a pair of coordinates to WGS 84. Ten decimals take off the dust of arithmetic, 0.01 mm."""
    point = to_wgs84(lat.degrees, lon.degrees, datum)
    across = math.cos(math.radians(lat.degrees))
    precision = math.hypot(lat.precision, lon.precision * across) * _METRES_PER_DEGREE
    entered = text.strip()
    return PlacedPoint(
        round(point.lat, 10),
        round(point.lon, 10),
        entered if len(entered) <= LONGEST else entered[: LONGEST - 1] + "…",
        datum,
        precision_m=round(precision, 2),
        swapped=swapped,
    )


def _part(typed: Text, numbers: list[Number], marks: list[Mark], gaps: list[Gap]) -> tuple[_Coordinate, _Coordinate]:
    """Part the numbers into two coordinates: by marks, else by degree signs, else by the comma, else in halves."""
    bound = [_belongs(mark, marks, numbers, gaps) for mark in marks]
    splits = {number if front else number + 1 for number, front in bound} - {0, len(numbers)}
    if not splits:
        splits = {index for index, number in enumerate(numbers) if index and number.unit == 0}
    alone = not splits and _one_coordinate(numbers)
    if not splits and not alone:
        strong = {gap.before for gap in gaps if gap.strong}
        splits = (strong or {gap.before for gap in gaps if gap.cell}) - {0, len(numbers)}
    if not splits and not alone and len(numbers) % 2 == 0 and not any(number.unit for number in numbers):
        splits = {len(numbers) // 2}
    if len(splits) > 1 or len(numbers) > 6:
        extra = numbers[max(splits)] if splits else numbers[6]
        raise typed.error(
            "point-too-many",
            _("These are more than two coordinates."),
            start=extra.start,
            end=extra.end,
        )
    if not splits:
        last = numbers[-1]
        if len(numbers) == 1 or alone:
            message = _("This is one coordinate; a point has two.")
        else:
            message = _("It is not clear where the latitude ends and the longitude begins.")
        raise typed.error("point-one-number", message, start=numbers[0].start, end=last.end)
    split = splits.pop()
    first = _Coordinate(numbers[:split], [m for m, (n, _front) in zip(marks, bound, strict=True) if n < split])
    second = _Coordinate(numbers[split:], [m for m, (n, _front) in zip(marks, bound, strict=True) if n >= split])
    return first, second


def _one_coordinate(numbers: list[Number]) -> bool:
    """Whether degrees, minutes and seconds, said so, run through all the numbers: 30°42′36″."""
    units = [number.unit for number in numbers]
    said = [unit for unit in units if unit is not None]
    return len(numbers) > 1 and units[0] == 0 and len(said) > 1 and said == sorted(set(said)) and len(numbers) <= 3


def _belongs(mark: Mark, marks: list[Mark], numbers: list[Number], gaps: list[Gap]) -> tuple[int, bool]:
    """Return which number a mark belongs to, and whether it stands in front of it."""
    if mark.before == 0:
        return 0, True
    if mark.before == len(numbers):
        return len(numbers) - 1, False
    # In the middle: as the others of its kind stand, else with the number it is not parted from by a comma or a space.
    kin = [other for other in marks if other.word == mark.word]
    if kin[0].before == 0:
        return mark.before, True
    if kin[-1].before == len(numbers):
        return mark.before - 1, False
    back = [gap for gap in gaps if gap.before == mark.before and gap.end <= mark.start]
    ahead = [gap for gap in gaps if gap.before == mark.before and gap.start >= mark.end]
    comma_back, comma_ahead = any(gap.strong for gap in back), any(gap.strong for gap in ahead)
    if comma_back != comma_ahead:
        return (mark.before, True) if comma_back else (mark.before - 1, False)
    if bool(back) != bool(ahead):
        return (mark.before, True) if back else (mark.before - 1, False)
    return (mark.before, True) if mark.word else (mark.before - 1, False)


def _work_out(typed: Text, coordinate: _Coordinate, inside: list[Gap]) -> None:
    """Turn degrees, minutes and seconds into degrees with a sign, and find the axis that the marks say."""
    numbers = coordinate.numbers
    comma = next((gap for gap in inside if gap.strong), None)
    if comma is not None:
        raise typed.error(
            "point-comma",
            _("A comma stands inside a number."),
            _("Write the decimals after a point: 30.71, 121.34."),
            start=comma.start,
            end=comma.end,
        )
    if len(numbers) > 3:
        raise typed.error(
            "point-too-many", _("These are more than two coordinates."), start=numbers[3].start, end=numbers[-1].end
        )
    unit = -1
    for number in numbers:
        said = unit + 1 if number.unit is None else number.unit
        if said <= unit or (unit == -1 and said > 0) or said > 2:
            raise typed.error(
                "point-units",
                _("{number} is out of place: degrees come first, then minutes, then seconds.").format(
                    number=typed.text[number.start : number.end].strip()
                ),
                start=number.start,
                end=number.end,
            )
        unit = said
        if number is not numbers[-1] and not number.whole:
            raise typed.error(
                "point-decimals",
                _("Only the last part of a coordinate may have decimals, and {number} is not the last.").format(
                    number=number.said
                ),
                start=number.start,
                end=number.end,
            )
        if number.sign and number is not numbers[0]:
            raise typed.error(
                "point-sign",
                _("A sign stands in the middle of a coordinate."),
                _("Part degrees, minutes and seconds by °, ′ and ″ or by spaces."),
                start=number.start,
                end=number.end,
            )
        if unit and number.value >= 60:
            if unit == 1:
                code, message = "point-minutes", _("{number} minutes: minutes are less than 60.")
            else:
                code, message = "point-seconds", _("{number} seconds: seconds are less than 60.")
            raise typed.error(code, message.format(number=number.said), start=number.start, end=number.end)
        coordinate.degrees += number.value / 60**unit
    coordinate.precision = 0.5 * 10.0 ** -min(numbers[-1].decimals, 300) / 60**unit
    _take_marks(typed, coordinate)


def _take_marks(typed: Text, coordinate: _Coordinate) -> None:
    """Let the marks and the sign decide the axis and the side."""
    axes = {mark.axis for mark in coordinate.marks}
    sides = {mark.side for mark in coordinate.marks if mark.side}
    sign = coordinate.numbers[0].sign
    if len(axes) > 1 or len(sides) > 1:
        mark = coordinate.marks[-1]
        raise typed.error(
            "point-conflict",
            _("{word} contradicts what is said of the same number before.").format(word=mark.text),
            start=mark.start,
            end=mark.end,
        )
    if sides and sign == "-":
        mark = next(mark for mark in coordinate.marks if mark.side)
        raise typed.error(
            "point-sign",
            _("A minus and {word} together: it is not clear which side is meant.").format(word=mark.text),
            _("Write either the minus or the letter."),
            start=coordinate.start,
            end=coordinate.numbers[0].end,
        )
    coordinate.axis = axes.pop() if axes else ""
    if sign == "-" or sides == {-1}:
        coordinate.degrees = -coordinate.degrees


def _name_axes(typed: Text, first: _Coordinate, second: _Coordinate, gaps: list[Gap]) -> bool:
    """Say which coordinate is the latitude; return whether the order was turned round on the strength of size alone."""
    if first.axis and first.axis == second.axis:
        twice = {"lat": _("Both numbers are latitudes."), "lon": _("Both numbers are longitudes.")}
        code = {"lat": "point-two-latitudes", "lon": "point-two-longitudes"}
        raise typed.error(code[first.axis], twice[first.axis], start=second.start, end=second.end)
    other = {"lat": "lon", "lon": "lat", "": ""}
    if first.axis or second.axis:
        parted = any(gap.strong or gap.cell for gap in gaps if gap.before == len(first.numbers))
        if not first.axis and second.axis == "lat" and not parted:
            # 30 42.6 N is one latitude, and not longitude 30 with latitude 42.6.
            raise typed.error(
                "point-one-number",
                _("This is one coordinate; a point has two."),
                start=first.start,
                end=second.end,
            )
        first.axis = first.axis or other[second.axis]
        second.axis = second.axis or other[first.axis]
        return False
    if first.degrees == second.degrees:
        raise typed.error(
            "point-equal", _("Latitude and longitude are the same number."), start=second.start, end=second.end
        )
    swapped = abs(first.degrees) > 90.0 >= abs(second.degrees)
    first.axis, second.axis = ("lon", "lat") if swapped else ("lat", "lon")
    return swapped


def _check_range(typed: Text, coordinate: _Coordinate) -> None:
    """A latitude reaches from -90 to 90 degrees, a longitude from -180 to 180."""
    most = 90 if coordinate.axis == "lat" else 180
    if abs(coordinate.degrees) <= most:
        return
    number = coordinate.numbers[0].said
    if coordinate.axis == "lat":
        message, code = _("{number} is no latitude: latitudes reach from -90 to 90."), "point-latitude"
    else:
        message, code = _("{number} is no longitude: longitudes reach from -180 to 180."), "point-longitude"
    raise typed.error(code, message.format(number=number), start=coordinate.start, end=coordinate.end)
