"""Sites, and the plots, points and transects in them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from birdlog.draft import LONGEST, UID_LENGTH, Findings
from birdlog.errors import DataError, Problem
from birdlog.i18n import _
from birdlog.logbook.act import Act
from birdlog.logbook.errors import refuse
from birdlog.logbook.rows import find, folded, made, revise
from birdlog.models import SITE_KINDS, Sighting, Site, Survey, uid7


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDraft:
    """A site before it is a record. `parent` is the uid of the site it lies in; the point is WGS 84 degrees.

    `point_entered` and `datum` are what somebody typed, `boundary` GeoJSON, area in ha. A blank timezone is the
    parent's, or Shanghai's.
    """

    name: str
    kind: str = "wetland"
    parent: str = ""
    english_name: str = ""
    latitude: float | None = None
    longitude: float | None = None
    point_entered: str = ""
    datum: str = ""
    uncertainty_m: float | None = None
    boundary: dict[str, Any] | None = None
    area_ha: float | None = None
    timezone: str = ""
    note: str = ""
    uid: str = ""


def add_site(s: Session, act: Act, draft: SiteDraft) -> Site:
    """Add a site or a plot; DataError where its name stands at the same place, or something in it is wrong."""
    values = _checked(s, draft)
    row = Site(uid=values.pop("uid") or uid7(act.at), **values, **made(act))
    try:
        # Two people may add the same plot at the same moment: the index lets one of them through.
        with s.begin_nested():
            s.add(row)
            s.flush()
    except sa.exc.IntegrityError as error:
        if named(s, draft.parent, draft.name):
            raise _taken(draft.name) from error
        raise
    return row


def amend_site(s: Session, act: Act, uid: str, **changes: Any) -> Site:
    """Change what a SiteDraft holds of a site."""
    row = find(s, Site, uid)
    current = {field.name: getattr(row, field.name) for field in fields(SiteDraft)}
    values = _checked(s, SiteDraft(**{**current, **changes}), besides=uid)
    values.pop("uid")
    revise(s, act, row, values)
    return row


def withdraw_site(s: Session, act: Act, uid: str) -> None:
    """Take a site away; DataError while surveys, their sightings or plots stand at it."""
    row = find(s, Site, uid)
    survey: Any = Survey
    sighting: Any = Sighting
    site: Any = Site
    within = sa.select(sighting.survey).where(sighting.plot == uid, sighting.withdrawn_at.is_(None))
    used = s.scalar(
        sa.select(sa.func.count())
        .select_from(Survey)
        .where(sa.or_(survey.site == uid, survey.plot == uid, survey.uid.in_(within)), survey.withdrawn_at.is_(None))
    )
    under = s.scalar(
        sa.select(sa.func.count()).select_from(Site).where(site.parent == uid, site.withdrawn_at.is_(None))
    )
    if used or under:
        raise DataError(
            _("{name} is in use (surveys: {surveys}, plots: {plots}).").format(
                name=row.name, surveys=used, plots=under
            ),
            _("Withdraw those first, or leave the site."),
        )
    revise(s, act, row, {"withdrawn_at": act.at})


def named(s: Session, parent: str, name: str) -> Site | None:
    """Return the active site of that name under a parent ("" for none), None where there is none."""
    site: Any = Site
    under = site.parent == parent if parent else site.parent.is_(None)
    query = sa.select(Site).where(under, site.folded == folded(name), site.withdrawn_at.is_(None))
    return s.scalars(query).one_or_none()


def plot(s: Session, act: Act, site: Site, name: str) -> str:
    """Return the uid of a plot of a site by its name (or uid), made where there is none; "" for a blank one.

    DataError for the uid of what lies elsewhere, or was withdrawn: no plot is ever made with a uid for its name.
    """
    if not name.strip():
        return ""
    if there := existing_plot(s, site.uid, name):
        return there
    if (other := _by_uid(s, name)) is not None:
        message = _("{plot} is no plot of {site}.").format(plot=other.name, site=site.name)
        raise DataError(
            message,
            _("Name a plot of that site, or none."),
            problems=(Problem(code="plot-elsewhere", message=message, value=other.name),),
        )
    draft = SiteDraft(name=name, kind="plot", parent=site.uid, timezone=site.timezone)
    try:
        return add_site(s, act, draft).uid
    except DataError:
        if there := existing_plot(s, site.uid, name):
            return there
        raise


def existing_plot(s: Session, site_uid: str, name: str) -> str:
    """Return the uid of a plot of a site by its name or uid, "" where there is none."""
    row = _by_uid(s, name)
    if row is not None and row.withdrawn_at is None and row.uid != site_uid and _lies_in(s, row, site_uid):
        return row.uid
    there = named(s, site_uid, name)
    return there.uid if there else ""


def _by_uid(s: Session, uid: str) -> Site | None:
    return s.get(Site, uid) if len(uid) == UID_LENGTH else None


def _checked(s: Session, draft: SiteDraft, besides: str = "") -> dict[str, Any]:
    """Return a draft's values as columns; DataError with every problem."""
    problems: list[Problem] = []

    def wrong(code: str, message: str, value: object = "", expected: str = "") -> None:
        problems.append(Problem(code=code, message=message, value=str(value), expected=expected))

    found = Findings()
    for name in ("name", "english_name", "point_entered", "datum"):
        found.text(name, getattr(draft, name), LONGEST.get(name, LONGEST["name"]))
    found.text("note", draft.note, LONGEST["note"], lines=True)
    found.uid(draft.uid)
    refuse(found.problems)
    values = {field.name: getattr(draft, field.name) for field in fields(SiteDraft)}
    values["name"] = " ".join(draft.name.split())
    values["folded"] = folded(draft.name)
    if not values["name"]:
        wrong("site-name", _("A site needs a name."))
    if draft.kind not in SITE_KINDS:
        wrong("site-kind", _("{kind} is no kind of site.").format(kind=draft.kind), draft.kind, " | ".join(SITE_KINDS))
    parent = find(s, Site, draft.parent) if draft.parent else None
    if parent is not None and besides and _lies_in(s, parent, besides):
        wrong("site-parent", _("A site cannot lie in itself."), draft.parent)
    if (draft.latitude is None) != (draft.longitude is None):
        wrong("point-half", _("A point needs both latitude and longitude."), draft.point_entered)
    for name, low, high in (
        ("latitude", -90, 90),
        ("longitude", -180, 180),
        ("uncertainty_m", 0, 10_000_000),
        ("area_ha", 0, 100_000_000),
    ):
        number = values[name]
        if number is not None and not low <= number <= high:
            wrong(name, _("{number} is out of range.").format(number=number), number, f"{low} … {high}")
        values[name] = None if number is None else float(number)
    values["timezone"] = draft.timezone or (parent.timezone if parent else "Asia/Shanghai")
    try:
        ZoneInfo(values["timezone"])
    except (KeyError, ValueError, OSError):
        wrong("timezone", _("{zone} is no timezone.").format(zone=values["timezone"]), expected="Asia/Shanghai")
    if values["folded"]:
        there = named(s, draft.parent, draft.name)
        if there is not None and there.uid != besides:
            raise _taken(there.name)
    refuse(problems)
    return values


def _lies_in(s: Session, site: Site, uid: str) -> bool:
    """Tell whether a site is another one, or lies somewhere in it."""
    seen: set[str] = set()
    here: Site | None = site
    while here is not None and here.uid not in seen:
        if here.uid == uid:
            return True
        seen.add(here.uid)
        here = s.get(Site, here.parent) if here.parent else None
    return False


def _taken(name: str) -> DataError:
    message = _("There is a site {name} here already.").format(name=name)
    return DataError(message, problems=(Problem(code="name-taken", message=message, value=name),))
