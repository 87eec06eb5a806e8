"""The SQL of a tally: one statement over v_sighting, the same on SQLite and PostgreSQL.

A survey's figure for a bird is the sum of its `individuals`. Of a visit's parts, those with other birds (add) are
summed, and of those with the same birds, or of which nobody said, the larger stands; visits are summed. Without parts
this is `SELECT ..., SUM(individuals) FROM v_sighting WHERE <COUNTED> GROUP BY ...`.
"""

from typing import Any

import sqlalchemy as sa

from birdlog.summary.question import Question

__all__ = ["COLUMNS", "COUNTED", "REASON", "left_out", "rows"]

COUNTED = "review <> 'rejected' AND certainty <> 'uncertain' AND condition <> 'dead' AND count_kind <> 'none'"
"""The sightings that are in a tally: living birds that were there, and whose name nobody doubts."""

REASON = (
    "CASE WHEN review = 'rejected' THEN 'rejected' WHEN certainty = 'uncertain' THEN 'uncertain'"
    " WHEN condition = 'dead' THEN 'dead' WHEN count_kind = 'none' THEN 'absent'"
    " WHEN count_best IS NULL THEN 'uncounted' ELSE 'in' END"
)
"""Why a sighting is not in a sum; each has one reason, the first that holds."""

COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "species": (("id", "read_as"),),
    "family": (("family", "family"),),
    "order": (("order", "order_name"),),
    "guild": (("guild", "guild"),),
    "year": (("year", "CAST(year AS TEXT)"),),
    "month": (("month", "month"),),
    "month-of-year": (("month_of_year", "CAST(month_of_year AS TEXT)"),),
    "day": (("day", "CASE WHEN date_precision = 'day' THEN CAST(date AS TEXT) END"),),
    "site": (("site", "site"), ("site_name", "site_name"), ("site_english_name", "site_english_name")),
    "plot": (("plot", "plot"), ("plot_name", "plot_name")),
    "survey": (
        ("survey", "survey"),
        ("survey_date", "CAST(date AS TEXT)"),
        ("survey_start", "substr(CAST(start_time AS TEXT), 1, 5)"),
        ("survey_site", "site_name"),
    ),
    "visit": (
        ("visit", "visit"),
        ("visit_date", "(SELECT CAST(v.date AS TEXT) FROM survey v WHERE v.uid = visit)"),
        ("visit_site", "site_name"),
    ),
    "observer": (("observer", "coalesce(observer, observers)"),),
    "protocol": (("protocol", "protocol"),),
}
"""The keys that each word of --by gives a row, and the SQL they come from; all are texts."""


_NUMBERS = ("individuals", "overhead", "records", "uncounted", "surveys", "peak")
_DAYS = ("first", "last", "peak_date")
_NOTHING = {
    **dict.fromkeys(_NUMBERS, "CAST(NULL AS BIGINT)"),
    **dict.fromkeys(_DAYS, "CAST(NULL AS TEXT)"),
}


def rows(question: Question) -> tuple[sa.TextClause, dict[str, Any]]:
    """Return the statement for the rows, and its parameters: the keys as k0, k1, ..., then the figures by name."""
    scope = question.scope.conditions()
    keys = [pair for word in question.by for pair in COLUMNS[word]]
    # A blank stands for what was not said, so that rows can be matched by =, which NULL never is.
    named = ", ".join(f"coalesce({sql}, '') AS k{index}" for index, (_key, sql) in enumerate(keys))
    ks = ", ".join(f"k{index}" for index in range(len(keys)))
    # Each part of the answer is one row a key; they are laid over each other instead of joined.
    figures = (*_NUMBERS, *_DAYS)
    ctes, layers = [], [("sums", {name: name for name in figures if name not in {"surveys", "peak", "peak_date"}})]
    if "surveys" in question.measures:
        ctes.append(f"held AS (SELECT {ks}, count(DISTINCT survey) AS surveys FROM counted GROUP BY {ks})")
        layers.append(("held", {"surveys": "surveys"}))
    if "peak" in question.measures:
        ctes.append(
            f"days AS (SELECT {ks}, visit, min(date) AS date, sum(figure) AS figure FROM figures GROUP BY {ks}, visit)"
        )
        ctes.append(
            f"ranked AS (SELECT {ks}, figure, date, row_number() OVER"
            f" (PARTITION BY {ks} ORDER BY figure DESC, date, visit) AS place FROM days WHERE figure IS NOT NULL)"
        )
        layers.append(("ranked WHERE place = 1", {"peak": "figure", "peak_date": "CAST(date AS TEXT)"}))
    laid = " UNION ALL ".join(
        f"SELECT {ks}, "
        + ", ".join(f"{said.get(name, _NOTHING[name])} AS {name}" for name in figures)
        + f" FROM {source}"
        for source, said in layers
    )
    statement = f"""WITH RECURSIVE {scope.ctes}counted AS (
  SELECT {named}, read_as, visit, survey, date, individuals, overhead,
    CASE WHEN date_precision = 'day' THEN date END AS day,
    CASE WHEN coalesce(relation, 'max') <> 'add' AND visit IN
      (SELECT parent FROM survey WHERE parent IS NOT NULL AND withdrawn_at IS NULL) THEN 'max' ELSE 'add' END AS how
  FROM v_sighting WHERE {scope.where} AND {COUNTED}
), figures AS (
  SELECT {ks}, visit, date, day AS first, day AS last, individuals AS figure, overhead, 1 AS records,
    CASE WHEN individuals IS NULL THEN 1 ELSE 0 END AS uncounted
  FROM counted WHERE how = 'add'
  UNION ALL
  SELECT {ks}, visit, min(date), min(first), max(last), max(figure), max(overhead), sum(records), sum(uncounted)
  FROM (
    SELECT {ks}, read_as, visit, survey, min(date) AS date, min(day) AS first, max(day) AS last,
      sum(individuals) AS figure, sum(overhead) AS overhead, count(*) AS records,
      sum(CASE WHEN individuals IS NULL THEN 1 ELSE 0 END) AS uncounted
    FROM counted WHERE how = 'max' GROUP BY {ks}, read_as, visit, survey
  ) AS part GROUP BY {ks}, read_as, visit
), sums AS (
  SELECT {ks}, sum(figure) AS individuals, sum(overhead) AS overhead, sum(records) AS records,
    sum(uncounted) AS uncounted, CAST(min(first) AS TEXT) AS first, CAST(max(last) AS TEXT) AS last
  FROM figures GROUP BY {ks}
){"".join(", " + cte for cte in ctes)}
SELECT {ks}, {", ".join(f"max({name}) AS {name}" for name in figures)} FROM ({laid}) AS laid GROUP BY {ks}"""
    return sa.text(statement).bindparams(*scope.types), scope.values


def left_out(question: Question) -> tuple[sa.TextClause, dict[str, Any]]:
    """Return the statement that counts what no sum holds, by reason, and its parameters."""
    scope = question.scope.conditions()
    before = f"WITH RECURSIVE {scope.ctes.removesuffix(', ')} " if scope.ctes else ""
    statement = f"""{before}SELECT reason,
  count(*) AS records, sum(count_best) AS individuals, sum(overhead) AS overhead,
  sum(CASE WHEN overhead IS NOT NULL OR (reason = 'uncounted' AND detection = 'overhead') THEN 1 ELSE 0 END) AS flying,
  min(date) AS first, max(coalesce(date_end, date)) AS last
FROM (
  SELECT {REASON} AS reason, count_best, overhead, detection, date, date_end FROM v_sighting WHERE {scope.where}
) AS said
GROUP BY reason"""
    return sa.text(statement).bindparams(*scope.types), scope.values
