"""The problems found in one draft, and the small checks every field shares."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, datetime, time

from birdlog.errors import Problem, Severity
from birdlog.i18n import N_, _, ngettext

__all__ = ["LABELS", "LONGEST", "Findings", "is_day"]

#: What people call each field.
LABELS = {
    "age": N_("age"),
    "area_ha": N_("area in hectares"),
    "behaviour": N_("behaviour"),
    "breeding": N_("breeding code"),
    "certainty": N_("certainty"),
    "complete": N_("complete list"),
    "condition": N_("condition"),
    "count": N_("count"),
    "coverage": N_("coverage"),
    "date_precision": N_("precision of the date"),
    "datum": N_("datum"),
    "detection": N_("detection"),
    "distance_band": N_("distance band"),
    "distance_m": N_("distance in metres"),
    "determined_by": N_("determined by"),
    "disturbance": N_("disturbance"),
    "end": N_("end"),
    "english_name": N_("English name"),
    "entered": N_("way of entry"),
    "evidence": N_("evidence"),
    "habitat": N_("habitat"),
    "latitude": N_("latitude"),
    "longitude": N_("longitude"),
    "minutes": N_("duration in minutes"),
    "name": N_("name"),
    "note": N_("note"),
    "observer": N_("observer"),
    "op": N_("operation"),
    "parent": N_("visit"),
    "party_size": N_("party size"),
    "plot": N_("plot"),
    "plumage": N_("plumage"),
    "point_entered": N_("point as entered"),
    "protocol": N_("protocol"),
    "relation": N_("relation to the other counts"),
    "sex": N_("sex"),
    "site": N_("site"),
    "source": N_("source"),
    "source_cell": N_("source cell"),
    "start": N_("start"),
    "synchronous": N_("synchronous count"),
    "target": N_("target group"),
    "temperature_c": N_("temperature in °C"),
    "tide": N_("tide"),
    "tide_range": N_("tide range"),
    "time": N_("time"),
    "uid": N_("id"),
    "uncertainty_m": N_("uncertainty in metres"),
    "water_level": N_("water level"),
    "weather": N_("weather"),
    "wind_direction": N_("wind direction"),
    "wind_force": N_("wind force"),
}


#: The longest a text may be, in characters.
LONGEST = {
    "name": 200,
    "count": 200,
    "plot": 100,
    "habitat": 100,
    "distance_band": 50,
    "point_entered": 200,
    "datum": 20,
    "observer": 200,
    "determined_by": 200,
    "evidence": 500,
    "note": 4000,
    "source_cell": 200,
    "wind_direction": 20,
    "source": 500,
    "site": 36,
    "parent": 36,
}

#: Every identity has this many characters.
UID_LENGTH = 36


class Findings:
    """A growing list of problems; the methods that judge a value tell whether it was right."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def _add(self, severity: Severity, code: str, message: str, value: str, expected: str) -> None:
        self.problems.append(Problem(code=code, message=message, value=value, expected=expected, severity=severity))

    def error(self, code: str, message: str, *, value: str = "", expected: str = "") -> None:
        """What refuses the draft."""
        self._add("error", code, message, value, expected)

    def question(self, code: str, message: str, *, value: str = "", expected: str = "") -> None:
        """What somebody should answer; the draft may be written."""
        self._add("question", code, message, value, expected)

    def warning(self, code: str, message: str, *, value: str = "", expected: str = "") -> None:
        """What looks odd; the draft may be written."""
        self._add("warning", code, message, value, expected)

    def code(self, field: str, value: object, codes: Sequence[str]) -> None:
        """A word that is not of its closed list."""
        self.error(
            f"{field.replace('_', '-')}-unknown",
            _("{value} is no value for {field}.").format(value=value, field=_(LABELS[field])),
            value=str(value),
            expected=", ".join(codes),
        )

    def number(self, field: str, value: object, low: int, high: int, *, whole: bool = False) -> bool:
        """A number from ``low`` to ``high``, an integer if ``whole``; neither True nor NaN is one."""
        kinds = (int,) if whole else (int, float)
        if type(value) in kinds and isinstance(value, (int, float)) and math.isfinite(value) and low <= value <= high:
            return True
        expected = (_("a whole number from {low} to {high}") if whole else _("a number from {low} to {high}")).format(
            low=low, high=high
        )
        self.error(
            f"{field.split('_')[0]}-range",
            _("{value} is no value for {field}.").format(value=value, field=_(LABELS[field])),
            value=str(value),
            expected=expected,
        )
        return False

    def clock(self, field: str, value: object) -> bool:
        """A time on the wall: no timezone, to the second."""
        if isinstance(value, time) and value.tzinfo is None and value.microsecond == 0:
            return True
        self.error(
            f"{field}-type",
            _("{value} is no value for {field}.").format(value=value, field=_(LABELS[field])),
            value=str(value),
            expected="07:30",
        )
        return False

    def uid(self, value: object) -> None:
        """An identity, or a blank where one is still to be given."""
        field = "uid"
        if self.text(field, value, UID_LENGTH) and value and len(str(value)) != UID_LENGTH:
            self.error(
                "uid-length",
                _("{value} is no value for {field}.").format(value=value, field=_(LABELS[field])),
                value=str(value),
                expected="0193a5c2-7e1b-7c4d-9f3a-5b6c7d8e9f01",
            )

    def several(self, field: str, values: Sequence[str]) -> Sequence[str]:
        """Several texts: one alone would be taken letter by letter."""
        if not isinstance(values, str):
            return values
        self.error(
            "text-type",
            _("{value} is no value for {field}.").format(value=values[:60], field=_(LABELS[field])),
            value=values[:60],
        )
        return ()

    def text(self, field: str, value: object, longest: int, *, lines: bool = False) -> bool:
        """A text short enough, of characters that a file and a database can hold; line breaks only in ``lines``."""
        label = _(LABELS[field])
        if not isinstance(value, str):
            self.error(
                "text-type", _("{value} is no value for {field}.").format(value=value, field=label), value=str(value)
            )
            return False
        if len(value) > longest:
            self.error(
                "text-long",
                ngettext(
                    "The text for {field} has {length} character; the longest is {longest}.",
                    "The text for {field} has {length} characters; the longest is {longest}.",
                    len(value),
                ).format(field=label, length=len(value), longest=longest),
                value=value[:60],
            )
            return False
        if bad := sorted({character for character in value if _unstorable(character, lines)}):
            names = ", ".join(f"U+{ord(character):04X}" for character in bad[:5])
            self.error(
                "text-control",
                _("The text for {field} has characters that cannot be kept: {characters}.").format(
                    field=label, characters=names
                ),
                value=value[:60],
            )
            return False
        return True


def _unstorable(character: str, lines: bool) -> bool:
    """Control characters break workbooks and terminals, lone surrogates break every encoding."""
    point = ord(character)
    if point < 0x20:
        return not (lines and character in "\n\t")
    return 0x7F <= point <= 0x9F or 0xD800 <= point <= 0xDFFF or point in (0x2028, 0x2029, 0xFFFE, 0xFFFF)


def is_day(value: object) -> bool:
    """A datetime is a date to Python, but no day: its hours would shift with a timezone."""
    return isinstance(value, date) and not isinstance(value, datetime)
