"""Records made by hand for the tests of what comes out: a survey and a sighting with only what a test is about."""

from datetime import UTC, date, datetime, time
from typing import Any

from sqlmodel import Session

from birdlog.models import Observer, Sighting, SightingPart, Site, Survey, SurveyObserver, uid7
from birdlog.places import YINGWUZHOU

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
NUMBERS = {"present": (None, None, None), "class": (None, None, None), "none": (0, 0, 0)}


def _made(**more: Any) -> dict[str, Any]:
    stamps = {"version": 1, "created_at": NOW, "updated_at": NOW}
    return {"uid": uid7(NOW), **stamps, **more}


def observer(session: Session, name: str) -> str:
    row = Observer(**_made(name=name, folded=name, action=uid7(NOW), made_by="t"))
    session.add(row)
    session.flush()
    return row.uid


def site(session: Session, name: str, **more: Any) -> str:
    fields = {"kind": "plot", "timezone": "Asia/Shanghai", "parent": YINGWUZHOU.uid}
    row = Site(**_made(name=name, folded=name, action=uid7(NOW), made_by="t", **{**fields, **more}))
    session.add(row)
    session.flush()
    return row.uid


def survey(session: Session, day: str, *, observers: tuple[str, ...] = (), **more: Any) -> str:
    fields = {"site": YINGWUZHOU.uid, "timezone": "Asia/Shanghai", "start_time": time(7, 30), "end_time": time(8, 30)}
    row = Survey(**_made(date=date.fromisoformat(day), action=uid7(NOW), made_by="t", **{**fields, **more}))
    session.add(row)
    session.flush()
    for position, person in enumerate(observers, 1):
        session.add(SurveyObserver(**_made(survey=row.uid, observer=person, position=position)))
    session.flush()
    return row.uid


def sighting(session: Session, of: str, taxon: str, count: int | str = 1, **more: Any) -> str:
    """Add a sighting; the count is a number, or the kind of a count without one, or about, at_least with more."""
    if isinstance(count, int):
        kind, numbers = ("exact", (count, count, count)) if count else ("none", (0, 0, 0))
    else:
        kind, numbers = count, NUMBERS[count]
    low, best, high = numbers
    fields: dict[str, Any] = {"count_kind": kind, "count_low": low, "count_best": best, "count_high": high, "line": 1}
    if kind == "class":
        fields["count_text"] = "++"
    row = Sighting(
        **_made(survey=of, taxon=taxon, checklist_version="t", action=uid7(NOW), made_by="t", **{**fields, **more})
    )
    session.add(row)
    session.flush()
    return row.uid


def part(session: Session, of: str, position: int, number: int, **more: str) -> None:
    session.add(SightingPart(**_made(sighting=of, position=position, number=number, **more)))
    session.flush()
