"""`birdlog add` and `birdlog undo`: one entry line, and taking an action back."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from birdlog.cli import pick, shown
from birdlog.cli.commands import Command, no_such_option
from birdlog.cli.lines import from_stdin, heading_day, in_line
from birdlog.cli.run import Run, run_of
from birdlog.display import clean
from birdlog.errors import DataError, UsageError
from birdlog.i18n import N_, _, language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime, time

    from sqlmodel import Session

    from birdlog.draft import SightingDraft, SurveyDraft
    from birdlog.errors import Problem
    from birdlog.logbook import Act
    from birdlog.lookup import Header, Line, Place

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "add",
    cls=Command,
    context_settings={"ignore_unknown_options": True},
    help=N_(
        'Write down what is typed on one line, one bird or several: birdlog add "震旦鸦雀12 3雄、白鹭 约60"\n'
        "Put the line in quotes: the shell takes ; and # for itself otherwise. With - in its place lines are read from "
        "standard input: all of them are one action, or none is written.\n"
        "It goes into today's open survey at the site, else an incidental one is opened. Nothing is written while "
        "anything on the line is unclear."
    ),
    epilog=N_(
        "Counts: 12, 约60, 60+, 10-20, 有 (present), 0 (looked for, not there), +3 (more), =15 (set right). "
        "After them: 3听 or 3h (heard), 2飞过 or 2o (overhead), 3雄5雌 or 3m5f, @7:30 (time), @1号塘 (plot), "
        "#觅食 (behaviour), ? after the name (uncertain), （…） or ; (a note)."
    ),
)
def add(
    ctx: typer.Context,
    line: Annotated[list[str], typer.Argument(metavar="LINE", help=N_("The entry line, or - for standard input."))],
    site: Annotated[str, typer.Option("--site", metavar="SITE", help=N_("Where: the site's name or id."))] = "",
    day: Annotated[str, typer.Option("--date", metavar="DATE", help=N_("Which day, if not today."))] = "",
    time: Annotated[str, typer.Option("--time", metavar="TIME", help=N_("When, as 7:30; today without it: now."))] = "",
    survey: Annotated[
        str, typer.Option("--survey", metavar="SURVEY", help=N_("Into this survey: its id or day."))
    ] = "",
) -> None:
    """Parse, find the survey, write; all of the line or nothing."""
    run = run_of(ctx)
    for word in line:
        # -3 is something a counter may type; -x is a mistyped option.
        if word.startswith("-") and word.lstrip("-")[:1].isalpha():
            raise no_such_option(word, ctx)
    text = from_stdin() if line == ["-"] else " ".join(line)
    with run.store() as store:
        with store.reading() as session:
            run.add_taxa(session)
            if survey:
                target = _named(run, session, survey, day, time, site)
            else:
                target = _target(run, session, pick.here(session, site or run.settings.site), day, time)
        drafts, warnings = _parsed(run, text, target.day)
        drafts = [draft if draft.time or draft.op == "set" else replace(draft, time=target.time) for draft in drafts]
        act = run.act()
        with store.writing() as session:
            header, lines = _write(run, session, act, target, drafts)
            questions = [*shown.head_questions(run, header), *_questions(run, session, header, lines)]
    _answer(run, act.uid, header, lines, [*warnings, *questions], opened=target.header is None)


@dataclass(frozen=True, slots=True)
class _Target:
    """Where a line goes: into a survey that is there, or one to be opened; and the time its sightings get."""

    day: "date"
    header: "Header | None"
    draft: "SurveyDraft | None"
    time: "time | None"


def _named(run: Run, session: "Session", survey: str, named_day: str, named_time: str, site: str) -> _Target:
    """Find the survey that was named; the day and the place that were named as well have to be its own."""
    today = run.today()
    header = pick.survey(session, survey, today)
    if named_day and pick.day(named_day, today) != header.date:
        raise UsageError(
            _("{survey} is not of {date}.").format(survey=shown.survey_name(header), date=clean(named_day)),
            _("Leave --date out, or name a survey of that day."),
        )
    place = pick.site(session, site) if site else None
    if place and place.uid not in {header.site, header.plot}:
        raise UsageError(
            _("{survey} is not at {site}.").format(survey=shown.survey_name(header), site=shown.place_name(place)),
            _("Leave --site out, or name a survey there."),
        )
    now = run.wall(header.timezone)
    live = header.date == now.date() and not header.closed and header.draft.entered == "live"
    moment = pick.clock(named_time) if named_time else _minute(now) if live else None
    return _Target(header.date, header, None, moment)


def _target(run: Run, session: "Session", place: "Place", named_day: str, named_time: str) -> _Target:
    """Find the survey the line belongs to: mine that is open there that day, else another's, else a new one."""
    from birdlog.draft import SurveyDraft

    now = run.wall(place.timezone)
    moment = pick.clock(named_time) if named_time else None
    day = pick.day(named_day, now.date()) if named_day else now.date()
    live = day == now.date()
    moment = moment or (_minute(now) if live else None)
    site, plot = (place.parent, place.uid) if place.parent else (place.uid, "")
    there = pick.open_survey(session, run.who, day, site, plot)
    if there:
        return _Target(day, there, None, moment if there.draft.entered == "live" or named_time else None)
    observers = (run.settings.observer,) if run.settings.observer else ()
    draft = SurveyDraft(
        site=site,
        plot=plot,
        date=day,
        start=moment,
        protocol="incidental",
        entered="live" if live else "afterwards",
        observers=observers,
    )
    return _Target(day, None, draft, moment)


def _minute(now: "datetime") -> "time":
    return now.time().replace(second=0, microsecond=0)


def _parsed(run: Run, text: str, day: "date") -> "tuple[list[SightingDraft], list[Problem]]":
    """Return the drafts of the lines and what is to be said of them; DataError with every problem of every bird."""
    from birdlog.quickline import parse

    parsed = parse(text, run.checklist)
    problems = [_of_day(problem, day) for problem in parsed.problems]
    if len(text.splitlines()) > 1:
        problems = [in_line(problem, text) for problem in problems]
    errors = tuple(problem for problem in problems if problem.severity == "error")
    drafts = list(parsed.drafts)
    if errors or not drafts:
        said = shown.problem_lines(run, errors) or [_("There is no bird on this line.")]
        raise DataError("\n".join(said), _("Nothing was written. Mend the line and add it again."), problems=errors)
    return drafts, [problem for problem in problems if problem.severity != "error"]


def _of_day(problem: "Problem", day: "date") -> "Problem":
    """Return what is said of a heading as an error where it names another day than the birds would get."""
    if problem.code != "line-heading" or (named := heading_day(problem.value)) in (None, day):
        return problem
    message = _("“{value}” is of another day than the survey ({date}).").format(value=problem.value, date=day)
    return replace(problem, severity="error", message=message, expected=f"--date {named}")


def _write(
    run: Run, session: "Session", act: "Act", target: _Target, drafts: "Sequence[SightingDraft]"
) -> "tuple[Header, list[Line]]":
    """Write the drafts, and the survey where there is none, as one action."""
    from birdlog import logbook, lookup

    if target.draft is not None:
        uid = logbook.open_survey(session, act, target.draft).uid
    else:
        assert target.header is not None
        uid = target.header.uid
    rows = logbook.record_all(session, act, uid, drafts, run.checklist)
    session.flush()
    header = lookup.survey_header(session, uid)
    lines = [line for row in rows if (line := lookup.line(session, row.uid))]
    assert header is not None
    return header, lines


def _questions(run: Run, session: "Session", header: "Header", lines: "Sequence[Line]") -> "list[Problem]":
    """Return what is surprising about the lines at this site; none of it holds them up."""
    from birdlog import lookup

    expected = lookup.expect(session, header.site, header.date, besides=header.uid)
    known = [line for line in lines if line.taxon in run.checklist]
    return [
        problem for line in known for problem in lookup.surprises(line.draft, run.checklist.get(line.taxon), expected)
    ]


def _answer(
    run: Run, action: str, header: "Header", lines: "Sequence[Line]", said: "Sequence[Problem]", *, opened: bool
) -> None:
    """Write what was stored; to the person also where, and how to take it back."""
    if run.json:
        run.data(
            {
                "action": action,
                "survey": {**shown.survey_data(header), "opened": opened},
                "sightings": [shown.sighting_data(run, line) for line in lines],
                "problems": [shown.problem_data(problem) for problem in said],
            }
        )
    else:
        for line in lines:
            run.out(shown.words(run, line.draft))
    for text in shown.problem_lines(run, said):
        run.say(text)
    where = shown.survey_name(header)
    if opened:
        run.say(_("No survey was open: an incidental one was opened at {survey}.").format(survey=where))
    else:
        run.say(_("Stored in {survey}.").format(survey=where))
    if header.closed:
        run.say(_("That survey was closed already: see that what was said at its end still holds."))
    run.say(_("To take it back: birdlog undo"))


@app.command(
    "undo",
    cls=Command,
    help=N_("Take back what you did last, or a named action. Nothing vanishes: an undo can be undone by its own id."),
)
def undo(
    ctx: typer.Context,
    action: Annotated[
        str, typer.Argument(metavar="ACTION", help=N_("The id of an action; without it your last."))
    ] = "",
) -> None:
    """Take an action back."""
    from birdlog import logbook

    run = run_of(ctx)
    with run.writing() as session:
        done = logbook.undo(session, run.act(), action.strip() or None)
        names = {one.uid: one.name or _survey_name(session, one.table, one.uid) for one in done.what}
    if run.json:
        run.data(
            {
                "action": done.action,
                "undone_by": done.by,
                "what": [
                    {
                        "table": one.table,
                        "id": one.uid,
                        "became": one.became,
                        "taxon": one.taxon,
                        "name": names[one.uid],
                    }
                    for one in done.what
                ],
            }
        )
    else:
        for one in done.what:
            name = run.bird(one.taxon, one.name) if one.taxon else clean(names[one.uid])
            run.out(f"{_(_BECAME[one.became])}: {_(_TABLES[one.table])} {name}".rstrip())
    run.say(_("To take this back in turn: birdlog undo {action}").format(action=done.by))


def _survey_name(session: "Session", table: str, uid: str) -> str:
    """Return where and when a survey is, also one that was just withdrawn; blank for other rows."""
    from birdlog.models import Site, Survey

    row = session.get(Survey, uid) if table == "survey" else None
    site = session.get(Site, row.site) if row else None
    if row is None or site is None:
        return ""
    return f"{(language() == 'en' and site.english_name) or site.name} {row.date} ({pick.short(uid)})"


_BECAME = {"withdrawn": N_("withdrawn"), "revived": N_("there again"), "restored": N_("as it was before")}
_TABLES = {
    "site": N_("site"),
    "observer": N_("observer"),
    "survey": N_("survey"),
    "sighting": N_("sighting"),
    "batch": N_("import"),
    "threshold": N_("threshold"),
}
