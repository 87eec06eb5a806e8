"""What the logbook refuses, with what a door needs to ask about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from birdlog.errors import DataError, Problem
from birdlog.i18n import N_, _, ngettext
from birdlog.lookup import Line

_WORDS = {
    "site": N_("site"),
    "observer": N_("observer"),
    "survey": N_("survey"),
    "sighting": N_("sighting"),
    "batch": N_("import"),
    "threshold": N_("threshold"),
}


class AmbiguousLines(DataError):
    """A bird that is to be set right stands on several lines; `lines` are those to choose from."""

    def __init__(self, name: str, lines: tuple[Line, ...]) -> None:
        numbers = ", ".join(str(line.line) for line in lines)
        message = _("{name} stands on several lines of this survey: {lines}.").format(name=name, lines=numbers)
        problem = Problem(code="lines-several", message=message, value=name, candidates=(lines[0].taxon,))
        super().__init__(message, _("Amend the one that is meant."), problems=(problem,))
        self.lines = lines


@dataclass(frozen=True, slots=True)
class LaterChange:
    """Something that was done to a row after the action that is to be taken back."""

    table: str
    uid: str
    who: str
    at: datetime
    action: str


class ChangedSince(DataError):
    """An action cannot be taken back, because others changed the same records after it; `changes` lists them."""

    def __init__(self, changes: tuple[LaterChange, ...]) -> None:
        people = ", ".join(dict.fromkeys(change.who for change in changes))
        message = ngettext(
            "This cannot be taken back: {count} later change by {people} rests on it.",
            "This cannot be taken back: {count} later changes by {people} rest on it.",
            len(changes),
        ).format(count=len(changes), people=people)
        problems = tuple(
            Problem(
                code="changed-since",
                message=_("{who} changed {what} {uid} at {at} UTC.").format(
                    who=change.who, what=word(change.table), uid=change.uid, at=f"{change.at:%Y-%m-%d %H:%M}"
                ),
                value=change.action,
            )
            for change in changes
        )
        super().__init__(message, _("Take the later ones back first, or amend the records."), problems=problems)
        self.changes = changes


def refuse(problems: list[Problem]) -> None:
    """Raise a DataError that carries every problem, if one of them is an error; others hold nothing up."""
    errors = tuple(problem for problem in problems if problem.severity == "error")
    if not errors:
        return
    advice = errors[0].expected and _("Right would be: {expected}.").format(expected=errors[0].expected)
    if len(errors) > 1:
        more = ngettext("There is {count} more problem.", "There are {count} more problems.", len(errors) - 1)
        advice = f"{advice} {more.format(count=len(errors) - 1)}".strip()
    raise DataError(errors[0].message, advice, problems=errors)


def word(table: str) -> str:
    """Return what people call a row of a table."""
    return _(_WORDS.get(table, table))


def missing(table: str, uid: str) -> DataError:
    """Return the error for a record that is not there, or was withdrawn."""
    message = _("There is no {what} {uid}.").format(what=word(table), uid=uid)
    return DataError(
        message,
        _("It may have been withdrawn in the meantime."),
        problems=(Problem(code="not-there", message=message, value=uid),),
    )


def changed_meanwhile() -> DataError:
    """Return the error for a change that rests on what is no longer so."""
    message = _("Somebody else changed this record in the meantime; your change was not saved.")
    return DataError(
        message,
        _("Look at it again, then change it again."),
        problems=(Problem(code="changed-meanwhile", message=message),),
    )
