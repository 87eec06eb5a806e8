"""Which records a tally or an export is about: a period, a place, some birds; as conditions on v_sighting."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from birdlog.errors import UsageError
from birdlog.i18n import _

if TYPE_CHECKING:
    from birdlog.checklist import Checklist

__all__ = ["TAXA", "Conditions", "Scope", "birds_meant"]

TAXA = ("all", "waterbirds", "grade1", "grade2")
"""The groups of birds that can be asked for; a family, an order, a guild or one bird can be named as well."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """SQL over v_sighting: `ctes` go behind WITH RECURSIVE (each ended by a comma), `where` behind WHERE."""

    ctes: str
    where: str
    values: dict[str, Any]
    types: tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A period (both days inside it), a site's uid (with all that lies under it) and birds.

    `taxa` is the word asked for and `taxon_ids` what it means, None for no limit (see `birds_meant`).
    """

    start: date | None = None
    end: date | None = None
    site: str = ""
    taxa: str = "all"
    taxon_ids: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.start and self.end and self.start > self.end:
            raise UsageError(
                _("The period ends ({end}) before it begins ({start}).").format(start=self.start, end=self.end),
                _("Give the earlier day with --from."),
            )

    def conditions(self) -> Conditions:
        """Return the scope as SQL. A record of a whole month or year is in if the period holds its days."""
        import sqlalchemy as sa

        ctes, where = "", ["1 = 1"]
        values: dict[str, Any] = {}
        types: list[Any] = []
        if self.start:
            where.append("date >= :start")
            values["start"] = self.start
            types.append(sa.bindparam("start", type_=sa.Date))
        if self.end:
            # Of a month or year all days have to be inside: the last whole ones that are.
            where.append(
                "CASE date_precision WHEN 'year' THEN year <= :end_year WHEN 'month' THEN month <= :end_month"
                " ELSE coalesce(date_end, date) <= :end END"
            )
            next_day = self.end + timedelta(days=1)
            values["end"] = self.end
            values["end_year"] = next_day.year - 1
            values["end_month"] = f"{next_day.replace(day=1) - timedelta(days=1):%Y-%m}"
            types.append(sa.bindparam("end", type_=sa.Date))
        if self.site:
            ctes = (
                "under AS (SELECT uid FROM site WHERE uid = :site"
                " UNION SELECT site.uid FROM site JOIN under ON site.parent = under.uid), "
            )
            where.append("(site IN (SELECT uid FROM under) OR plot IN (SELECT uid FROM under))")
            values["site"] = self.site
        if self.taxa == "waterbirds":
            where.append("waterbird")
        elif self.taxon_ids is not None:
            where.append("read_as IN :taxa")
            values["taxa"] = list(self.taxon_ids)
            types.append(sa.bindparam("taxa", expanding=True))
        return Conditions(ctes, " AND ".join(where), values, tuple(types))


def birds_meant(word: str, checklist: "Checklist") -> tuple[str, ...] | None:
    """Return the ids of the birds that a word of --taxa means: a group of TAXA, a family, order, guild, or one bird.

    None is no limit; KeyError where the word means nothing.
    """
    if word in {"all", "waterbirds"}:
        return None
    grade = {"grade1": "1", "grade2": "2"}.get(word)
    folded = word.casefold()
    ids = tuple(
        taxon.id
        for taxon in checklist
        if (taxon.cn == grade if grade else folded in {taxon.family.casefold(), taxon.order.casefold(), taxon.guild})
    )
    if ids:
        return ids
    if word in checklist:
        return (word,)
    taxon = checklist.resolve(word).taxon
    if taxon is None:
        raise KeyError(word)
    return (taxon.id,)
