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
    "survey": (("survey", "survey"), ("survey_date", "CAST(date AS TEXT)"), ("survey_site", "site_name")),
    "visit": (("visit", "visit"), ("visit_site", "site_name")),
    "observer": (("observer", "coalesce(observer, observers)"),),
    "protocol": (("protocol", "protocol"),),
}
"""The keys that each word of --by gives a row, and the SQL they come from; all are texts."""


def rows(question: Question) -> tuple[sa.TextClause, dict[str, Any]]:
    """Return the statement for the rows, and its parameters."""
    scope = question.scope.conditions()
    keys = [pair for word in question.by for pair in COLUMNS[word]]
    # A blank stands for what was not said, so that rows can be matched by =, which NULL never is.
    named = ", ".join(f"coalesce({sql}, '') AS k{index}" for index, (_key, sql) in enumerate(keys))
    ks = ", ".join(f"k{index}" for index in range(len(keys)))
    same = " AND ".join(f"p.k{index} = g.k{index}" for index in range(len(keys)))
    need_peak = "peak" in question.measures
    peak = (
        f", days AS (SELECT {ks}, visit, min(date) AS date, sum(figure) AS figure FROM figures GROUP BY {ks}, visit), "
        f"ranked AS (SELECT {ks}, figure, date, row_number() OVER (PARTITION BY {ks} ORDER BY figure DESC, date, visit)"
        " AS place FROM days WHERE figure IS NOT NULL)"
    )
    statement = f"""WITH RECURSIVE {scope.ctes}counted AS (
  SELECT {named}, read_as, visit, survey, date, date_precision, individuals, overhead,
    CASE WHEN relation = 'add' THEN 'add' ELSE 'max' END AS relation
  FROM v_sighting WHERE {scope.where} AND {COUNTED}
), parts AS (
  SELECT {ks}, read_as, visit, survey, relation, min(date) AS date,
    sum(individuals) AS figure, sum(overhead) AS overhead
  FROM counted GROUP BY {ks}, read_as, visit, survey, relation
), sides AS (
  SELECT {ks}, read_as, visit, min(date) AS date,
    CASE WHEN relation = 'add' THEN sum(figure) ELSE max(figure) END AS figure,
    CASE WHEN relation = 'add' THEN sum(overhead) ELSE max(overhead) END AS overhead
  FROM parts GROUP BY {ks}, read_as, visit, relation
), figures AS (
  SELECT {ks}, read_as, visit, min(date) AS date, sum(figure) AS figure, sum(overhead) AS overhead
  FROM sides GROUP BY {ks}, read_as, visit
), sums AS (
  SELECT {ks}, sum(figure) AS individuals, sum(overhead) AS overhead FROM figures GROUP BY {ks}
), seen AS (
  SELECT {ks}, count(*) AS records, count(DISTINCT survey) AS surveys,
    sum(CASE WHEN individuals IS NULL THEN 1 ELSE 0 END) AS uncounted,
    min(CASE WHEN date_precision = 'day' THEN date END) AS first,
    max(CASE WHEN date_precision = 'day' THEN date END) AS last
  FROM counted GROUP BY {ks}
){peak if need_peak else ""}
SELECT {", ".join(f"g.k{index}" for index in range(len(keys)))}, p.individuals, p.overhead, g.records, g.uncounted,
  g.surveys, g.first, g.last, {"r.figure, r.date" if need_peak else "NULL, NULL"}
FROM seen g JOIN sums p ON {same}
"""
    if need_peak:
        statement += f"LEFT JOIN ranked r ON r.place = 1 AND {same.replace('p.k', 'r.k')}"
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
