"""The views: the public face of the database for SQL. From the first release on they never change meaning.

`v_sighting` is one flat row a sighting, `v_tally` one row a visit and taxon, `v_peak` one a site, year and taxon,
`v_first_last` one a site, year and taxon. `COLUMNS` says what each column means; the same words stand in the SQL.

What holds in all of them:

- Withdrawn sightings and sightings of withdrawn surveys are left out. `v_sighting` shows rejected and uncertain ones
  too, and says so in `review` and `certainty`; the others leave them out, as `birdlog tally` does.
- `individuals` is what a sum may add: the best figure of a count, NULL where no number was said ("present", +, ++) and
  for dead birds, 0 for "looked for, not there". Birds flying over are in it, and told apart in `overhead`.
- `taxon` is what was recorded; `read_as` what it is read as today, splits and lumps followed. v_tally and what
  stands on it count by `read_as`.
- A visit is a survey with no parent, or all the parts of one. Parts with other birds are added; of the parts with the
  same birds, and of those nobody said anything about, the larger stands.
- Dates and times are the clock on the wall at the site. `month` and finer are NULL where the date is not that precise.
"""

from __future__ import annotations

import sqlalchemy as sa

__all__ = ["COLUMNS", "NAMES", "create", "definition", "drop"]

_YEAR = {
    "sqlite": "CAST(substr(su.date, 1, 4) AS INTEGER)",
    "postgresql": "CAST(extract(year FROM su.date) AS INTEGER)",
}
_MONTH = {"sqlite": "substr(su.date, 1, 7)", "postgresql": "to_char(su.date, 'YYYY-MM')"}
_MONTH_END = {"sqlite": "substr(su.date_end, 1, 7)", "postgresql": "to_char(su.date_end, 'YYYY-MM')"}
_MONTH_NUMBER = {
    "sqlite": "CAST(substr(su.date, 6, 2) AS INTEGER)",
    "postgresql": "CAST(extract(month FROM su.date) AS INTEGER)",
}
_SPAN = {
    "sqlite": "(strftime('%s', su.end_time) - strftime('%s', su.start_time)) / 60",
    "postgresql": "CAST(extract(epoch FROM su.end_time - su.start_time) AS INTEGER) / 60",
}
_OBSERVERS = {
    "sqlite": "(SELECT group_concat(named.name, ' | ') FROM (SELECT o.name FROM survey_observer so"
    " JOIN observer o ON o.uid = so.observer WHERE so.survey = su.uid ORDER BY so.position) AS named)",
    "postgresql": "(SELECT string_agg(o.name, ' | ' ORDER BY so.position) FROM survey_observer so"
    " JOIN observer o ON o.uid = so.observer WHERE so.survey = su.uid)",
}
_TRUE = {"sqlite": "1", "postgresql": "true"}

_IN_MONTH = "su.date_precision IN ('day', 'month') OR (su.date_precision = 'interval' AND {month} = {month_end})"
_LIVING = "si.condition <> 'dead'"

_SIGHTING: tuple[tuple[str, str, str], ...] = (
    ("sighting", "si.uid", "the sighting's uid: occurrenceID"),
    ("survey", "su.uid", "the survey's uid: eventID"),
    ("visit", "coalesce(su.parent, su.uid)", "the visit the survey is, or is a part of"),
    ("relation", "su.relation", "how this part relates to the others: add (other birds) or max (the same birds)"),
    ("site", "st.uid", "the site's uid"),
    ("site_name", "st.name", "the site's name"),
    ("site_english_name", "st.english_name", "the site's English name"),
    ("plot", "coalesce(si.plot, su.plot)", "uid of the plot the bird was in: the sighting's own, else the survey's"),
    ("plot_name", "pl.name", "that plot's name"),
    ("date", "su.date", "day at the site; the first of its period where the date is less precise"),
    ("date_precision", "su.date_precision", "how much of the date is known: day, month, year, interval"),
    ("date_end", "su.date_end", "last day of an interval"),
    ("year", "{year}", "year, a number"),
    ("month", "CASE WHEN {in_month} THEN {month} END", "year and month, 2024-05; NULL where not that precise"),
    ("month_of_year", "CASE WHEN {in_month} THEN {month_number} END", "1 to 12; NULL where not that precise"),
    ("time", "si.time", "time of the sighting at the site, where one was said"),
    ("start_time", "su.start_time", "when the survey began"),
    ("end_time", "su.end_time", "when it ended"),
    ("minutes", "coalesce(su.minutes, ({span} + 1440) % 1440)", "how long it took: as said, else from start to end"),
    ("timezone", "su.timezone", "the timezone those clocks ran in"),
    ("entered", "su.entered", "live, afterwards or imported"),
    ("protocol", "su.protocol", "stationary, traveling, area, incidental, historical"),
    ("synchronous", "su.synchronous", "whether it was part of a synchronous count"),
    ("distance_m", "su.distance_m", "distance walked, m"),
    ("area_ha", "su.area_ha", "area covered, ha"),
    ("party_size", "su.party_size", "how many people counted, where that was said"),
    ("observers", "{observers}", "who took part, in the order named, parted by ' | '"),
    ("complete", "su.complete", "whether all birds that could be named were noted; NULL where not stated"),
    ("target", "su.target", "what the survey was a count of: all, waterbirds, ..."),
    ("closed", "su.closed_at IS NOT NULL", "whether the survey has been closed"),
    ("line", "si.line", "order on the screen"),
    ("taxon", "ta.id", "the taxon as recorded: its slug"),
    ("kind", "ta.kind", "its kind: species, spuh, slash, domestic, hybrid, form, broad"),
    ("tier", "ta.tier", "usual, recorded, historical, unconfirmed, escape"),
    ("scientific_name", "ta.scientific_name", "its scientific name"),
    ("english_name", "ta.english_name", "its English name"),
    ("chinese_name", "ta.chinese_name", "its Chinese name"),
    ("read_as", "ra.id", "the taxon it is read as today, splits and lumps followed"),
    ("read_as_kind", "ra.kind", "the kind of that taxon"),
    ("read_as_scientific_name", "ra.scientific_name", "the scientific name of that taxon"),
    ("read_as_english_name", "ra.english_name", "the English name of that taxon"),
    ("read_as_chinese_name", "ra.chinese_name", "the Chinese name of that taxon"),
    ("order_name", "ra.order_name", "order of the taxon read as"),
    ("family", "ra.family", "family of the taxon read as"),
    ("guild", "ra.guild", "guild of the taxon read as"),
    ("waterbird", "ra.waterbird", "whether the taxon read as is a waterbird"),
    ("sensitive", "CASE WHEN ra.sensitive THEN {true} ELSE ta.sensitive END", "whether exports generalise its place"),
    ("position", "ra.position", "taxonomic order of the taxon read as"),
    ("name_entered", "si.name_entered", "the name as somebody wrote it"),
    ("checklist_version", "si.checklist_version", "the checklist it was recorded with"),
    ("count_kind", "si.count_kind", "exact, about, at_least, range, class, present, none"),
    ("count_low", "si.count_low", "lowest number of birds"),
    ("count_best", "si.count_best", "best number of birds, dead ones included"),
    ("count_high", "si.count_high", "highest number of birds"),
    ("count_text", "si.count_text", "the count as somebody wrote it"),
    ("individuals", f"CASE WHEN {_LIVING} THEN si.count_best END", "living birds a sum may add; NULL: no number"),
    (
        "overhead",
        f"CASE WHEN {_LIVING} AND si.detection = 'overhead' THEN si.count_best END",
        "how many of these individuals were flying over",
    ),
    ("detection", "si.detection", "seen, heard, both, overhead, sign"),
    ("condition", "si.condition", "alive, sick, dead"),
    ("certainty", "si.certainty", "how sure the counter was: certain, probable, uncertain"),
    ("latitude", "si.latitude", "the bird's own point, WGS 84, where one was given"),
    ("longitude", "si.longitude", "the bird's own point, WGS 84, where one was given"),
    ("uncertainty_m", "si.uncertainty_m", "uncertainty of that point, m"),
    ("distance_band", "si.distance_band", "how far away it was"),
    ("behaviour", "si.behaviour", "what it did, codes parted by ' | '"),
    ("breeding", "si.breeding", "eBird's breeding code"),
    ("habitat", "si.habitat", "what it was in"),
    ("observer", "ob.name", "who saw it, where that was said"),
    ("determined_by", "si.determined_by", "who named it, where that was somebody else"),
    ("determined_on", "si.determined_on", "when"),
    ("evidence", "si.evidence", "file names of photographs and sounds, parted by ' | '"),
    ("review", "si.review", "none, query, confirmed, rejected"),
    ("note", "si.note", "notes on the bird"),
    ("batch", "si.batch", "the import that brought it"),
    ("source_cell", "si.source_cell", "the cell it stood in"),
)
_SIGHTING_FROM = """FROM sighting si
JOIN survey su ON su.uid = si.survey
JOIN site st ON st.uid = su.site
JOIN taxon ta ON ta.id = si.taxon
JOIN taxon ra ON ra.id = coalesce(ta.read_as, ta.id)
LEFT JOIN site pl ON pl.uid = coalesce(si.plot, su.plot)
LEFT JOIN observer ob ON ob.uid = si.observer
WHERE si.withdrawn_at IS NULL AND su.withdrawn_at IS NULL"""

# What each part of a visit says of a taxon, before the parts are put together.
_PARTS = """WITH part AS (
  SELECT coalesce(su.parent, su.uid) AS visit, su.uid AS survey,
    CASE WHEN su.relation = 'add' THEN 'add' ELSE 'max' END AS relation,
    coalesce(ta.read_as, ta.id) AS taxon,
    count(*) AS records,
    sum(CASE WHEN si.condition <> 'dead' THEN si.count_best END) AS individuals,
    sum(CASE WHEN si.condition <> 'dead' AND si.detection = 'overhead' THEN si.count_best END) AS overhead,
    sum(CASE WHEN si.condition <> 'dead' AND si.count_best IS NULL THEN 1 ELSE 0 END) AS uncounted,
    sum(CASE WHEN si.condition <> 'dead' AND si.count_kind = 'at_least' THEN 1 ELSE 0 END) AS at_least,
    sum(CASE WHEN si.condition <> 'dead' AND si.count_kind <> 'none' THEN 1 ELSE 0 END) AS living,
    sum(CASE WHEN si.condition = 'dead' THEN 1 ELSE 0 END) AS dead
  FROM sighting si
  JOIN survey su ON su.uid = si.survey
  JOIN taxon ta ON ta.id = si.taxon
  WHERE si.withdrawn_at IS NULL AND su.withdrawn_at IS NULL AND si.review <> 'rejected'
    AND si.certainty <> 'uncertain'
  GROUP BY coalesce(su.parent, su.uid), su.uid, su.relation, coalesce(ta.read_as, ta.id)
), said AS (
  SELECT visit, taxon, relation,
    sum(records) AS records,
    CASE WHEN relation = 'add' THEN sum(individuals) ELSE max(individuals) END AS individuals,
    CASE WHEN relation = 'add' THEN sum(overhead) ELSE max(overhead) END AS overhead,
    sum(uncounted) AS uncounted, sum(at_least) AS at_least, sum(living) AS living, sum(dead) AS dead
  FROM part GROUP BY visit, taxon, relation
), whole AS (
  SELECT visit, taxon, sum(records) AS records, sum(individuals) AS individuals, sum(overhead) AS overhead,
    sum(uncounted) AS uncounted, sum(at_least) AS at_least, sum(living) AS living, sum(dead) AS dead
  FROM said GROUP BY visit, taxon
)"""
_TALLY: tuple[tuple[str, str, str], ...] = (
    ("visit", "w.visit", "the visit's uid: a survey, or the parent of several"),
    ("site", "st.uid", "the site's uid"),
    ("site_name", "st.name", "the site's name"),
    ("date", "su.date", "day at the site"),
    ("year", "{year}", "year, a number"),
    ("month", "CASE WHEN {in_month} THEN {month} END", "year and month, 2024-05; NULL where not that precise"),
    ("taxon", "w.taxon", "the taxon, as it is read today"),
    ("scientific_name", "ta.scientific_name", "its scientific name"),
    ("english_name", "ta.english_name", "its English name"),
    ("chinese_name", "ta.chinese_name", "its Chinese name"),
    ("position", "ta.position", "its place in taxonomic order"),
    ("records", "CAST(w.records AS BIGINT)", "how many sightings say it; rejected and uncertain ones are left out"),
    ("individuals", "CAST(w.individuals AS BIGINT)", "living birds, overhead ones included; NULL: no number"),
    ("overhead", "CAST(w.overhead AS BIGINT)", "how many of them were flying over; NULL: none said to"),
    ("uncounted", "CAST(w.uncounted AS BIGINT)", "sightings of living birds without a number"),
    ("at_least", "w.at_least > 0", "whether one of the numbers is a least one"),
    ("absent", "w.living = 0 AND w.dead = 0", "looked for, and not there"),
    ("present", "w.living > 0", "whether living birds were there"),
    ("dead", "CAST(w.dead AS BIGINT)", "sightings of dead birds"),
)
_TALLY_FROM = """FROM whole w
JOIN survey su ON su.uid = w.visit
JOIN site st ON st.uid = su.site
JOIN taxon ta ON ta.id = w.taxon"""

_PEAK: tuple[tuple[str, str, str], ...] = (
    ("site", "site", "the site's uid"),
    ("site_name", "site_name", "the site's name"),
    ("year", "year", "year, a number"),
    ("taxon", "taxon", "the taxon, as it is read today"),
    ("scientific_name", "scientific_name", "its scientific name"),
    ("english_name", "english_name", "its English name"),
    ("chinese_name", "chinese_name", "its Chinese name"),
    ("position", "position", "its place in taxonomic order"),
    ("individuals", "individuals", "the most living birds that one visit counted"),
    ("date", "date", "day of that visit, the first where several had as many"),
    ("visit", "visit", "that visit's uid"),
)
_PEAK_FROM = """FROM (
  SELECT t.*, row_number() OVER (
    PARTITION BY site, year, taxon ORDER BY individuals DESC, date, visit
  ) AS place
  FROM v_tally t WHERE individuals > 0
) AS ranked WHERE place = 1"""

_FIRST_LAST: tuple[tuple[str, str, str], ...] = (
    ("site", "site", "the site's uid"),
    ("site_name", "site_name", "the site's name"),
    ("year", "year", "year, a number"),
    ("taxon", "taxon", "the taxon, as it is read today"),
    ("scientific_name", "scientific_name", "its scientific name"),
    ("english_name", "english_name", "its English name"),
    ("chinese_name", "chinese_name", "its Chinese name"),
    ("position", "position", "its place in taxonomic order"),
    ("first_date", "min(date)", "first day with living birds; less precise dates are left out"),
    ("last_date", "max(date)", "last day with living birds"),
    ("visits", "count(*)", "visits with living birds"),
)
_FIRST_LAST_FROM = """FROM (
  SELECT t.* FROM v_tally t JOIN survey su ON su.uid = t.visit WHERE t.present AND su.date_precision = 'day'
) AS seen
GROUP BY site, site_name, year, taxon, scientific_name, english_name, chinese_name, position"""

_VIEWS = {
    "v_sighting": ("", _SIGHTING, _SIGHTING_FROM),
    "v_tally": (_PARTS, _TALLY, _TALLY_FROM),
    "v_peak": ("", _PEAK, _PEAK_FROM),
    "v_first_last": ("", _FIRST_LAST, _FIRST_LAST_FROM),
}
NAMES = tuple(_VIEWS)
"""The views, each after those it stands on."""

COLUMNS: dict[str, dict[str, str]] = {
    name: {column: meaning for column, _expression, meaning in columns}
    for name, (_with, columns, _from) in _VIEWS.items()
}
"""What each column of each view means."""


def definition(name: str, dialect: str) -> str:
    """Return the CREATE VIEW of a view for "sqlite" or "postgresql", with what each column means beside it."""
    before, columns, source = _VIEWS[name]
    words = {
        "year": _YEAR[dialect],
        "month": _MONTH[dialect],
        "month_number": _MONTH_NUMBER[dialect],
        "in_month": _IN_MONTH.format(month=_MONTH[dialect], month_end=_MONTH_END[dialect]),
        "span": _SPAN[dialect],
        "observers": _OBSERVERS[dialect],
        "true": _TRUE[dialect],
    }
    last = len(columns) - 1
    lines = [
        f"  {expression.format(**words)} AS {column}{'' if index == last else ','} -- {meaning}"
        for index, (column, expression, meaning) in enumerate(columns)
    ]
    return "\n".join([f"CREATE VIEW {name} AS", *([before] if before else []), "SELECT", *lines, source])


def create(connection: sa.Connection) -> None:
    """Make the views. SQLite keeps the words beside the columns; PostgreSQL gets them as comments on the columns."""
    for name in NAMES:
        connection.exec_driver_sql(definition(name, connection.dialect.name).replace("%", _percent(connection)))
    if connection.dialect.name == "postgresql":
        comments = (
            "COMMENT ON COLUMN {}.{} IS '{}'".format(name, column, meaning.replace("'", "''"))
            for name, columns in COLUMNS.items()
            for column, meaning in columns.items()
        )
        connection.exec_driver_sql(";".join(comments).replace("%", _percent(connection)))


def drop(connection: sa.Connection) -> None:
    """Drop the views, the last first: no table can be rebuilt while a view reads it."""
    for name in reversed(NAMES):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")


def _percent(connection: sa.Connection) -> str:
    """Return how a driver wants a per cent sign written in SQL that has no parameters."""
    return "%%" if connection.dialect.paramstyle in ("format", "pyformat") else "%"
