"""The whole schema: taxa, sites, observers, surveys, sightings, imports, revisions, thresholds.

A step is a picture of its day: it imports nothing from the models, which move on.
"""

import sqlalchemy as sa

from birdlog.migrations.tools import (
    CLOCK,
    POINT,
    UTC,
    identity,
    index,
    made,
    maybe,
    needed,
    point,
    said,
    stamps,
    table,
    text,
    unique_while,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_NUMBERS = "count_low IS NOT NULL AND count_best IS NOT NULL AND count_high IS NOT NULL"
_NO_NUMBERS = "count_low IS NULL AND count_best IS NULL AND count_high IS NULL"
COUNT = (
    f"(count_kind IN ('exact', 'about') AND {_NUMBERS}"
    " AND count_low = count_best AND count_best = count_high AND count_best > 0)"
    " OR (count_kind = 'at_least' AND count_low IS NOT NULL AND count_best IS NOT NULL AND count_high IS NULL"
    " AND count_low = count_best AND count_best > 0)"
    f" OR (count_kind = 'range' AND {_NUMBERS}"
    " AND count_low < count_high AND count_best = (count_low + count_high) / 2)"
    f" OR (count_kind IN ('class', 'present') AND {_NO_NUMBERS})"
    f" OR (count_kind = 'none' AND {_NUMBERS} AND count_low = 0 AND count_best = 0 AND count_high = 0)"
)


def _batch() -> None:
    table(
        "batch",
        [
            *made(),
            *text("file", "sha256", "format"),
            *said("layout", "name_list"),
            *needed(sa.Integer(), "rows_in", "created", "updated", "unchanged", "skipped", "rejected"),
            *needed(sa.Boolean(), "partial"),
            *maybe(UTC, "finished_at"),
        ],
        checks={
            "rows_in": "rows_in >= 0",
            "created": "created >= 0",
            "updated": "updated >= 0",
            "unchanged": "unchanged >= 0",
            "skipped": "skipped >= 0",
            "rejected": "rejected >= 0",
            "account": "rows_in = created + updated + unchanged + skipped + rejected",
            "sha256": "length(sha256) = 64",
            **identity("uid", "action"),
        },
    )
    index("batch", "sha256")


def _observer() -> None:
    table(
        "observer",
        [
            *made(),
            *text("name", "folded"),
            *said("note"),
        ],
        checks={
            "name": "name <> ''",
            **identity("uid", "action"),
        },
    )
    unique_while("uq_observer_name", "observer", "folded", condition="withdrawn_at IS NULL")


def _site() -> None:
    table(
        "site",
        [
            *made(),
            *said("parent", to="site.uid"),
            *text("kind", "name"),
            *said("english_name"),
            *text("folded"),
            *point(),
            *maybe(sa.JSON(none_as_null=True), "boundary"),
            *maybe(sa.Float(), "area_ha"),
            *text("timezone"),
            *said("note"),
        ],
        checks={
            "kind": "kind IN ('wetland', 'plot', 'point', 'transect')",
            "name": "name <> ''",
            "parent": "parent <> uid",
            "area_ha": "area_ha BETWEEN 0 AND 100000000",
            **POINT,
            **identity("uid", "action"),
        },
    )
    unique_while("uq_site_name", "site", "folded", condition="parent IS NULL AND withdrawn_at IS NULL")
    unique_while("uq_site_plot_name", "site", "parent", "folded", condition="withdrawn_at IS NULL")


def _taxon() -> None:
    table(
        "taxon",
        [
            *text("id"),
            *stamps(),
            *text("kind", "tier"),
            *said("scientific_name", "english_name", "chinese_name", "pinyin", "order_name", "family", "guild"),
            *needed(sa.Boolean(), "waterbird", "sensitive", "active"),
            *said("code4", "avibase"),
            *needed(sa.Integer(), "position"),
            *said("read_as", to="taxon.id"),
            *said("checklist_version"),
        ],
        key="id",
        checks={
            "kind": "kind IN ('species', 'spuh', 'slash', 'domestic', 'hybrid', 'form', 'broad')",
            "tier": "tier IN ('usual', 'recorded', 'historical', 'unconfirmed', 'escape')",
        },
    )
    index("taxon", "read_as")


def _revision() -> None:
    table(
        "revision",
        [
            *text("uid"),
            *stamps(),
            *text("action", "table_name", "row_uid"),
            *needed(sa.Integer(), "row_version"),
            *maybe(sa.JSON(none_as_null=True), "before", "after"),
            *text("who"),
            *needed(UTC, "at"),
            *said("terminal"),
            *said("batch", to="batch.uid"),
            *said("why", "undoes"),
        ],
        unique=("table_name", "row_uid", "row_version"),
        checks={
            "table_name": "table_name IN ('site', 'observer', 'survey', 'sighting', 'batch', 'threshold')",
            "row_version": "row_version > 1",
            **identity("uid", "row_uid", "action", "undoes"),
        },
    )
    index("revision", "action", "who")
    index("revision", "undoes")


def _survey() -> None:
    table(
        "survey",
        [
            *made(),
            *said("parent", to="survey.uid"),
            *said("relation"),
            *text("site", to="site.uid"),
            *said("plot", to="site.uid"),
            *needed(sa.Date(), "date"),
            *text("date_precision"),
            *maybe(sa.Date(), "date_end"),
            *maybe(CLOCK, "start_time", "end_time"),
            *text("timezone"),
            *maybe(sa.Integer(), "minutes"),
            *text("entered", "protocol"),
            *needed(sa.Boolean(), "synchronous"),
            *maybe(sa.Float(), "distance_m", "area_ha"),
            *maybe(sa.Integer(), "party_size"),
            *maybe(sa.Boolean(), "complete"),
            *said("target", "coverage", "weather"),
            *maybe(sa.Float(), "temperature_c"),
            *said("wind_direction"),
            *maybe(sa.Integer(), "wind_force"),
            *said("tide", "tide_range", "water_level", "disturbance", "note", "source"),
            *maybe(UTC, "closed_at"),
            *said("batch", to="batch.uid"),
        ],
        checks={
            "date_precision": "date_precision IN ('day', 'month', 'year', 'interval')",
            "entered": "entered IN ('live', 'afterwards', 'imported')",
            "protocol": "protocol IN ('stationary', 'traveling', 'area', 'incidental', 'historical')",
            "target": "target IN ('all', 'waterbirds', 'shorebirds', 'raptors', 'landbirds')",
            "coverage": "coverage IN ('C', 'E', 'G', 'M', 'B', 'P')",
            "weather": "weather IN ('clear', 'partly-cloudy', 'overcast', 'drizzle', 'rain', 'fog', 'haze', 'snow')",
            "tide": "tide IN ('rising', 'high', 'falling', 'low', 'none')",
            "tide_range": "tide_range IN ('spring', 'middle', 'neap')",
            "water_level": "water_level IN ('D', 'L', 'N', 'H', 'O')",
            "disturbance": "disturbance IN ('N', 'L', 'M', 'S')",
            "relation": "relation IN ('add', 'max')",
            "parent": "parent <> uid",
            "date_end": "(date_precision = 'interval') = (date_end IS NOT NULL)",
            "date_order": "date_end >= date",
            "minutes": "minutes BETWEEN 0 AND 5000000",
            "distance_m": "distance_m BETWEEN 0 AND 1000000",
            "area_ha": "area_ha BETWEEN 0 AND 1000000",
            "party_size": "party_size BETWEEN 1 AND 10000",
            "temperature_c": "temperature_c BETWEEN -70 AND 60",
            "wind_force": "wind_force BETWEEN 0 AND 17",
            **identity("uid", "action"),
        },
    )
    index("survey", "action", "made_by")
    index("survey", "batch")
    index("survey", "date")
    index("survey", "parent")
    index("survey", "site", "date")


def _taxon_change() -> None:
    table(
        "taxon_change",
        [
            *text("uid"),
            *stamps(),
            *needed(sa.Integer(), "year"),
            *text("list", "kind"),
            *text("from_taxon", "to_taxon", to="taxon.id"),
            *text("rule"),
        ],
        unique=("year", "list", "from_taxon", "to_taxon"),
        checks={
            "kind": "kind IN ('split', 'lump', 'rename')",
            "rule": "rule IN ('auto', 'slash', 'ask', 'none')",
            **identity("uid"),
        },
    )


def _taxon_status() -> None:
    table(
        "taxon_status",
        [
            *text("uid"),
            *stamps(),
            *text("taxon", to="taxon.id"),
            *text("scheme", "value"),
            *maybe(sa.Date(), "valid_from", "valid_to"),
            *said("source"),
        ],
        unique=("taxon", "scheme", "valid_from"),
        checks={
            "period": "valid_to >= valid_from",
            **identity("uid"),
        },
    )


def _threshold() -> None:
    table(
        "threshold",
        [
            *made(),
            *text("taxon", to="taxon.id"),
            *text("scheme"),
            *said("population", "season"),
            *needed(sa.Integer(), "value"),
            *said("edition"),
            *text("source"),
        ],
        checks={
            "value": "value > 0",
            **identity("uid", "action"),
        },
    )
    index("threshold", "taxon")


def _sighting() -> None:
    table(
        "sighting",
        [
            *made(),
            *text("survey", to="survey.uid"),
            *needed(sa.Integer(), "line"),
            *text("taxon", to="taxon.id"),
            *said("name_entered"),
            *text("checklist_version", "count_kind"),
            *maybe(sa.Integer(), "count_low", "count_best", "count_high"),
            *said("count_text"),
            *text("detection", "condition", "certainty"),
            *said("plot", to="site.uid"),
            *maybe(CLOCK, "time"),
            *point(),
            *said("distance_band", "behaviour", "breeding", "habitat"),
            *said("observer", to="observer.uid"),
            *said("determined_by"),
            *maybe(sa.Date(), "determined_on"),
            *said("evidence"),
            *text("review"),
            *said("note"),
            *said("batch", to="batch.uid"),
            *said("source_cell", "source_hash"),
        ],
        checks={
            "count_kind": "count_kind IN ('exact', 'about', 'at_least', 'range', 'class', 'present', 'none')",
            "count": COUNT,
            "count_class": "count_kind <> 'class' OR coalesce(count_text, '') IN ('+', '++', '+++')",
            "count_most": "count_low <= 9999999 AND count_best <= 9999999 AND count_high <= 9999999",
            "detection": "detection IN ('seen', 'heard', 'both', 'overhead', 'sign')",
            "condition": "condition IN ('alive', 'sick', 'dead')",
            "certainty": "certainty IN ('certain', 'probable', 'uncertain')",
            "breeding": "breeding IN ('NY', 'NE', 'FS', 'FY', 'CF', 'FL', 'ON', 'UN', 'DD', 'NB',"
            " 'CN', 'PE', 'B', 'A', 'N', 'C', 'T', 'P', 'M', 'S7', 'S', 'H', 'F')",
            "review": "review IN ('none', 'query', 'confirmed', 'rejected')",
            "line": "line > 0",
            **POINT,
            **identity("uid", "action"),
        },
    )
    index("sighting", "action", "made_by")
    index("sighting", "batch")
    index("sighting", "survey", "taxon")
    index("sighting", "taxon", "survey")


def _survey_observer() -> None:
    table(
        "survey_observer",
        [
            *text("uid"),
            *stamps(),
            *text("survey", to="survey.uid"),
            *text("observer", to="observer.uid"),
            *needed(sa.Integer(), "position"),
        ],
        unique=("survey", "observer"),
        checks={
            **identity("uid"),
        },
    )
    index("survey_observer", "observer")


def _sighting_part() -> None:
    table(
        "sighting_part",
        [
            *text("uid"),
            *stamps(),
            *text("sighting", to="sighting.uid"),
            *needed(sa.Integer(), "position", "number"),
            *said("sex", "age", "plumage"),
        ],
        unique=("sighting", "position"),
        checks={
            "sex": "sex IN ('male', 'female')",
            "age": "age IN ('adult', 'immature', 'juvenile', 'chick', 'first-winter')",
            "plumage": "plumage IN ('breeding', 'non-breeding')",
            "number": "number BETWEEN 1 AND 9999999",
            "said": "sex IS NOT NULL OR age IS NOT NULL OR plumage IS NOT NULL",
            **identity("uid"),
        },
    )


def upgrade() -> None:
    """Make every table, each after those it refers to."""
    _batch()
    _observer()
    _site()
    _taxon()
    _revision()
    _survey()
    _taxon_change()
    _taxon_status()
    _threshold()
    _sighting()
    _survey_observer()
    _sighting_part()
