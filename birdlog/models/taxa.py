"""The taxa as SQL users see them; the program itself takes names from the checklist."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from birdlog.checklist import CHANGE_KINDS, CHANGE_RULES, KINDS, TIERS
from birdlog.models.base import Identified, Made, Table, flag, one_of, rule, said, text, uid_rule, whole


class Slug(SQLModel):
    """A taxon's identity: its slug in the checklist."""

    id: str = Field(sa_type=sa.Text, primary_key=True, nullable=False)


class Taxon(Table, Slug, table=True):
    """A concept that sightings are recorded under: the shipped checklist, and what users added (id `x-<uid>`).

    `read_as` is what changes of concept make of it today, NULL where it is read as itself. `checklist_version` is the
    checklist that brought the row last, NULL for a user's own; `active` is false for what is no longer offered.
    """

    __tablename__ = "taxon"
    __table_args__ = (one_of("kind", KINDS), one_of("tier", TIERS), sa.Index(None, "read_as"))

    kind: str = text()
    tier: str = text()
    scientific_name: str = said()
    english_name: str = said()
    chinese_name: str = said()
    pinyin: str = said()
    order_name: str = said()
    family: str = said()
    guild: str = said()
    waterbird: bool = flag(default=False)
    sensitive: bool = flag(default=False)
    active: bool = flag(default=True)
    code4: str = said()
    avibase: str = said()
    position: int = whole(required=True)
    read_as: str = said(foreign_key="taxon.id")
    checklist_version: str = said()


class TaxonStatus(Identified, table=True):
    """What is said of a taxon from a day on: protection, Red List, CITES, residence; each with its source."""

    __tablename__ = "taxon_status"
    __table_args__ = (
        sa.UniqueConstraint("taxon", "scheme", "valid_from"),
        rule("period", "valid_to >= valid_from"),
        *uid_rule("uid"),
    )

    taxon: str = text(foreign_key="taxon.id")
    scheme: str = text()  # national | three-haves | iucn | cites | residence, or a user's own
    value: str = text()
    valid_from: date | None = Field(default=None, sa_type=sa.Date)
    valid_to: date | None = Field(default=None, sa_type=sa.Date)
    source: str = said()


class TaxonChange(Identified, table=True):
    """One step of a split, lump or rename: from which taxon, to which, and whether to follow it when reading."""

    __tablename__ = "taxon_change"
    __table_args__ = (
        one_of("kind", CHANGE_KINDS),
        one_of("rule", CHANGE_RULES),
        sa.UniqueConstraint("year", "list", "from_taxon", "to_taxon"),
        *uid_rule("uid"),
    )

    year: int = whole(required=True)
    list: str = text()
    kind: str = text()
    from_taxon: str = text(foreign_key="taxon.id")
    to_taxon: str = text(foreign_key="taxon.id")
    rule: str = text()


class Threshold(Made, table=True):
    """A 1 % or staging level that a user has loaded: none is shipped, none is invented."""

    __tablename__ = "threshold"
    __table_args__ = (rule("value", "value > 0"), sa.Index(None, "taxon"), *uid_rule("uid", "action"))

    taxon: str = text(foreign_key="taxon.id")
    scheme: str = text()
    population: str = said()
    season: str = said()
    value: int = whole(required=True)
    edition: str = said()
    source: str = text()
