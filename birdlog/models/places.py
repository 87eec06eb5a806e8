"""Where, who, and how it came in: sites, observers, imports."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from birdlog.models.base import (
    Made,
    between,
    document,
    flag,
    one_of,
    point_rules,
    rule,
    said,
    stamp,
    text,
    uid_rule,
    unique_while,
    whole,
)

SITE_KINDS = ("wetland", "plot", "point", "transect")


class Site(Made, table=True):
    """A place: a wetland, and under it (`parent`) its plots, points and transects.

    The point is WGS 84; `point_entered` and `datum` are what somebody typed. `folded` is the name as it is compared:
    two active sites beside each other never share it.
    """

    __tablename__ = "site"
    __table_args__ = (
        one_of("kind", SITE_KINDS),
        *point_rules(),
        rule("name", "name <> ''"),
        rule("parent", "parent <> uid"),
        between("area_ha", 0, 100000000),
        # Two indexes: to a unique one, sites without a parent are all beside different ones.
        unique_while("uq_site_name", "folded", condition="parent IS NULL AND withdrawn_at IS NULL"),
        unique_while("uq_site_plot_name", "parent", "folded", condition="withdrawn_at IS NULL"),
        *uid_rule("uid", "action"),
    )

    parent: str = said(foreign_key="site.uid")
    kind: str = text()
    name: str = text()
    english_name: str = said()
    folded: str = text()
    latitude: float | None = Field(default=None, sa_type=sa.Float)
    longitude: float | None = Field(default=None, sa_type=sa.Float)
    point_entered: str = said()
    datum: str = said()
    uncertainty_m: float | None = Field(default=None, sa_type=sa.Float)
    boundary: dict[str, Any] | None = document()  # GeoJSON, a Polygon or a MultiPolygon
    area_ha: float | None = Field(default=None, sa_type=sa.Float)
    timezone: str = text()
    note: str = said()


class Observer(Made, table=True):
    """Somebody who counts; two active observers never share a name, however it is spaced or cased."""

    __tablename__ = "observer"
    __table_args__ = (
        rule("name", "name <> ''"),
        unique_while("uq_observer_name", "folded", condition="withdrawn_at IS NULL"),
        *uid_rule("uid", "action"),
    )

    name: str = text()
    folded: str = text()
    note: str = said()


_OUTCOMES = ("created", "updated", "unchanged", "skipped", "rejected")


class Batch(Made, table=True):
    """One import: what was read, and what became of it. `withdrawn_at` says when it was undone."""

    __tablename__ = "batch"
    __table_args__ = (
        *(rule(column, f"{column} >= 0") for column in ("rows_in", *_OUTCOMES)),
        rule("account", "rows_in = created + updated + unchanged + skipped + rejected"),
        rule("sha256", "length(sha256) = 64"),
        sa.Index(None, "sha256"),
        *uid_rule("uid", "action"),
    )

    file: str = text()
    sha256: str = text()
    format: str = text()
    layout: str = said()
    name_list: str = said()
    rows_in: int = whole(required=True)
    created: int = whole(required=True)
    updated: int = whole(required=True)
    unchanged: int = whole(required=True)
    skipped: int = whole(required=True)
    rejected: int = whole(required=True)
    partial: bool = flag(default=False)
    finished_at: datetime | None = stamp()
