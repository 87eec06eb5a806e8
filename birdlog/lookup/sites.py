"""Sites and their plots, observers, and the taxa that users have added."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from birdlog.checklist import Taxon
from birdlog.lookup.rows import Place
from birdlog.lookup.tables import OBSERVER, SITE, SURVEY, TAXON


def sites(s: Session) -> list[Place]:
    """Return every active site, plot, point and transect: each site, then what is in it, by name."""
    places = _places(s)
    tops = [place for place in places if not place.parent]
    known = {place.uid for place in places}
    under: dict[str, list[Place]] = {}
    for place in places:
        if place.parent:
            under.setdefault(place.parent, []).append(place)
    found: list[Place] = []

    def add(place: Place) -> None:
        found.append(place)
        for child in under.get(place.uid, ()):
            add(child)

    for place in [*tops, *(place for place in places if place.parent and place.parent not in known)]:
        add(place)
    return found


def plots(s: Session, site_uid: str) -> list[Place]:
    """Return the active plots, points and transects of a site, by name."""
    return _places(s, SITE.c.parent == site_uid)


def site(s: Session, site_uid: str) -> Place | None:
    """Return one site or plot, None where it is not there or was withdrawn."""
    return next(iter(_places(s, SITE.c.uid == site_uid)), None)


def _places(s: Session, *conditions: sa.ColumnElement[bool]) -> list[Place]:
    here = sa.or_(SURVEY.c.site == SITE.c.uid, SURVEY.c.plot == SITE.c.uid)
    count = sa.select(sa.func.count()).where(here, SURVEY.c.withdrawn_at.is_(None)).scalar_subquery()
    query = (
        sa.select(SITE, count.label("surveys"))
        .where(SITE.c.withdrawn_at.is_(None), *conditions)
        .order_by(SITE.c.name, SITE.c.uid)
    )
    return [_place(row) for row in s.execute(query)]


def _place(row: Any) -> Place:
    return Place(**{name: getattr(row, name) for name in Place.__slots__})


def observers(s: Session) -> list[str]:
    """Return the names of the active observers, in their order."""
    query = sa.select(OBSERVER.c.name).where(OBSERVER.c.withdrawn_at.is_(None)).order_by(OBSERVER.c.name)
    return list(s.scalars(query))


def extra_taxa(s: Session) -> list[Taxon]:
    """Return the taxa that users have added, for `Checklist.with_extra`."""
    query = sa.select(TAXON).where(TAXON.c.checklist_version.is_(None)).order_by(TAXON.c.position, TAXON.c.id)
    return [taxon_of(row) for row in s.execute(query)]


def taxon_of(row: Any) -> Taxon:
    """Return a row of the taxon table as a taxon of the checklist."""
    same = (
        *("id", "kind", "tier", "scientific_name", "english_name", "chinese_name", "pinyin", "family", "guild"),
        *("waterbird", "code4", "avibase", "sensitive", "active", "position"),
    )
    return Taxon(order=row.order_name, **{name: getattr(row, name) for name in same})
