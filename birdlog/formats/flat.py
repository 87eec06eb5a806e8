"""The flat file of records: one row a sighting, named after Darwin Core's terms wherever it has one.

`statement` gives the rows that the columns read: v_sighting, and beside it the points of the site and the plot, what
was noted of the survey, and the parts of the count. The names in the file are an interface and do not change.
"""

import math
from datetime import date

from birdlog.formats.columns import Column, Row

__all__ = ["COLUMNS", "GRID_DEGREES", "WITHHELD", "event_date", "generalised", "placed", "statement"]

# How each dialect says the parts of a count in one text: 3 male adult | 2 female.
_PARTS = {
    "sqlite": "(SELECT group_concat(said.words, ' | ') FROM (SELECT {words} AS words FROM sighting_part p"
    " WHERE p.sighting = v.sighting ORDER BY p.position) AS said)",
    "postgresql": "(SELECT string_agg({words}, ' | ' ORDER BY p.position) FROM sighting_part p"
    " WHERE p.sighting = v.sighting)",
}
_WORDS = (
    "CAST(p.number AS TEXT) || coalesce(' ' || p.sex, '') || coalesce(' ' || p.age, '')"
    " || coalesce(' ' || p.plumage || ' plumage', '')"
)

_STATEMENT = """SELECT v.*, {parts} AS parts, su.note AS survey_note, su.weather, su.tide,
  st.latitude AS site_latitude, st.longitude AS site_longitude, st.uncertainty_m AS site_uncertainty_m,
  pl.latitude AS plot_latitude, pl.longitude AS plot_longitude, pl.uncertainty_m AS plot_uncertainty_m
FROM v_sighting v
JOIN survey su ON su.uid = v.survey
JOIN site st ON st.uid = v.site
LEFT JOIN site pl ON pl.uid = v.plot"""


def statement(dialect: str) -> str:
    """Return the SQL of the rows for "sqlite" or "postgresql", to be ended with WHERE and ORDER BY on v."""
    return _STATEMENT.format(parts=_PARTS[dialect].format(words=_WORDS))


def _day(row: Row) -> date:
    value = row["date"]
    return date.fromisoformat(value) if isinstance(value, str) else value


def event_date(row: Row) -> str:
    """Return the date as precise as it is known: a day, a month, a year, or two days parted by /."""
    day, precision = _day(row), row["date_precision"]
    if precision == "year":
        return f"{day.year:04d}"
    if precision == "month":
        return f"{day.year:04d}-{day.month:02d}"
    return f"{day.isoformat()}/{row['date_end']}" if precision == "interval" else day.isoformat()


def _event_time(row: Row) -> str:
    """Return the sighting's own time, else the survey's, as 06:30 or 06:30/08:00."""
    if row["time"]:
        return _clock(row["time"])
    times = [_clock(value) for value in (row["start_time"], row["end_time"]) if value]
    return "/".join(times)


def _clock(value: object) -> str:
    return str(value)[:5]


def placed(row: Row) -> Row:
    """Return the row with its `point`: the best there is, latitude, longitude, uncertainty in m, and whose it is."""
    for whose, before in (("sighting", ""), ("plot", "plot_"), ("site", "site_")):
        if row[before + "latitude"] is not None:
            point = (row[before + "latitude"], row[before + "longitude"], row[before + "uncertainty_m"], whose)
            return {**row, "point": point}
    return {**row, "point": (None, None, None, "")}


def _parent(row: Row) -> object:
    return row["visit"] if row["visit"] != row["survey"] else None


COLUMNS = (
    Column("occurrenceID", "Identity of the record, given once.", "sighting"),
    Column("eventID", "Identity of the survey.", "survey"),
    Column("parentEventID", "Identity of the visit that the survey is a part of.", make=_parent),
    Column("basisOfRecord", "Somebody saw or heard it.", make=lambda _row: "HumanObservation"),
    Column("eventDate", "Date at the site, as precise as it is known.", make=event_date),
    Column("year", "Year."),
    Column("month", "Month, 1 to 12.", "month_of_year"),
    Column("day", "Day, 1 to 31.", make=lambda row: _day(row).day if row["date_precision"] == "day" else None),
    Column(
        "eventTime", "Clock on the wall at the site: of the record, else from and to of the survey.", make=_event_time
    ),
    Column("timeZone", "The timezone of that clock.", "timezone"),
    Column("samplingProtocol", "stationary, traveling, area, incidental or historical.", "protocol"),
    Column("durationMinutes", "How long the survey took.", "minutes"),
    Column("distanceMeters", "How far the counters walked.", "distance_m"),
    Column("areaHectares", "How much they covered.", "area_ha"),
    Column("numberOfObservers", "How many counted, where it was said.", "party_size"),
    Column("recordedBy", "Who saw it.", make=lambda row: row["observer"] or row["observers"]),
    Column("completeList", "true, false, or blank where it was not stated.", make=lambda row: _flag(row["complete"])),
    Column("targetGroup", "What was counted: all, waterbirds and so on.", "target"),
    Column("weather", "Sky during the survey."),
    Column("tide", "Tide during the survey."),
    Column("locationID", "Identity of the site.", "site"),
    Column("locality", "The site.", "site_name"),
    Column("plot", "The plot or point within it.", "plot_name"),
    Column("decimalLatitude", "WGS 84.", make=lambda row: row["point"][0]),
    Column("decimalLongitude", "WGS 84.", make=lambda row: row["point"][1]),
    Column("geodeticDatum", "Of the two.", make=lambda row: "EPSG:4326" if row["point"][3] else None),
    Column("coordinateUncertaintyInMeters", "Radius about the point.", make=lambda row: row["point"][2]),
    Column("coordinateOf", "Whose point it is: sighting, plot, site or grid.", make=lambda row: row["point"][3]),
    Column("taxonID", "The bird as recorded: an id of the checklist.", "taxon"),
    Column("taxonKind", "species, spuh, slash, domestic, hybrid, form or broad.", "kind"),
    Column("scientificName", "Its Latin name.", "scientific_name"),
    Column("vernacularName", "Its English name.", "english_name"),
    Column("chineseName", "Its Chinese name.", "chinese_name"),
    Column("order", "Order.", "order_name"),
    Column("family", "Family."),
    Column("acceptedNameUsageID", "What it is read as today, splits and lumps followed.", "read_as"),
    Column("verbatimIdentification", "The name as somebody wrote it.", "name_entered"),
    Column("checklistVersion", "The checklist it was recorded with.", "checklist_version"),
    Column("individualCount", "Best figure; blank where no number was said, 0 only for absent.", "count_best"),
    Column("countLow", "Lowest figure.", "count_low"),
    Column("countHigh", "Highest figure.", "count_high"),
    Column("countKind", "exact, about, at_least, range, class, present or none.", "count_kind"),
    Column("verbatimCount", "The count as somebody wrote it.", "count_text"),
    Column(
        "occurrenceStatus",
        "absent where it was looked for and not found, else present.",
        make=lambda row: "absent" if row["count_kind"] == "none" else "present",
    ),
    Column("sexAndAge", "Some of them by sex, age and plumage.", "parts"),
    Column("detection", "seen, heard, both, overhead or sign."),
    Column("condition", "alive, sick or dead."),
    Column("certainty", "certain, probable or uncertain."),
    Column("identificationVerificationStatus", "none, query, confirmed or rejected.", "review"),
    Column("identifiedBy", "Who named it, where that was somebody else.", "determined_by"),
    Column("dateIdentified", "When.", "determined_on"),
    Column("behavior", "What it did.", "behaviour"),
    Column("reproductiveCondition", "Breeding code of eBird.", "breeding"),
    Column("habitat", "What it was in."),
    Column("distanceBand", "How far away it was.", "distance_band"),
    Column("occurrenceRemarks", "Notes on the bird.", "note"),
    Column("eventRemarks", "Notes on the survey.", "survey_note"),
    Column("dataGeneralizations", "What was made less exact.", make=lambda row: row.get("generalised")),
    Column("informationWithheld", "What was left out.", make=lambda row: row.get("withheld")),
)
"""The file, column by column."""

GRID_DEGREES = 0.1
"""Side of the cell that a sensitive bird is put in the middle of."""

WITHHELD = "Exact place, day, survey, observers, time and notes: a sensitive species."

# All that is left of a record of a sensitive bird: nothing here leads to a survey, whose other birds have the place.
_KEPT = frozenset(
    [
        "year",
        "month_of_year",
        "taxon",
        "kind",
        "scientific_name",
        "english_name",
        "chinese_name",
        "order_name",
        "family",
        "read_as",
        "checklist_version",
        "count_best",
        "count_low",
        "count_high",
        "count_kind",
        "detection",
        "condition",
        "certainty",
        "review",
    ]
)


def _flag(value: object) -> object:
    return None if value is None else bool(value)


def generalised(row: Row, pseudonym: str) -> Row:
    """Return the record of a sensitive bird for the public: its month, its cell of the grid, its count.

    The id is a pseudonym, because an id tells when a record was typed and so which survey it belongs to.
    """
    public = dict.fromkeys(row) | {key: row[key] for key in _KEPT}
    latitude, longitude, _uncertainty, _whose = row["point"]
    point: tuple[float | None, float | None, float | None, str] = (None, None, None, "")
    if latitude is not None and longitude is not None:
        # The uncertainty is half the diagonal of a cell at the equator, where it is largest.
        point = (_middle(latitude), _middle(longitude), 8000, "grid")
    public |= {
        "sighting": pseudonym,
        "point": point,
        "date": _day(row).replace(day=1),
        "date_precision": "year" if row["month_of_year"] is None else "month",
        "withheld": WITHHELD,
        "generalised": f"Coordinates to a grid of {GRID_DEGREES} degrees, date to the month.",
    }
    return public


def _middle(degrees: float) -> float:
    """Return the middle of the grid cell a degree lies in."""
    return round((math.floor(degrees / GRID_DEGREES) + 0.5) * GRID_DEGREES, 2)
