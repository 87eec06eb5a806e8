"""`birdlog surveys`: the counts at the sites: list, show, open, close, amend, withdraw, text."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from birdlog.cli import pick, shown
from birdlog.cli.commands import Command, Group
from birdlog.cli.fields import SURVEY, Field, given, takes, term, yes_no
from birdlog.cli.run import Run, run_of
from birdlog.display import clean, table
from birdlog.draft import SurveyDraft, terms
from birdlog.errors import DataError, UsageError
from birdlog.i18n import N_, _, language, ngettext

if TYPE_CHECKING:
    from birdlog.lookup import Header

app = typer.Typer(
    name="surveys",
    cls=Group,
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
    help=N_("The surveys: list and show them, open and close one, mend it, take it away, send it as a message."),
)

Which = Annotated[str, typer.Argument(metavar="SURVEY", help=N_("Its id, the end of its id, or its day."))]
Latest = Annotated[
    str, typer.Argument(metavar="SURVEY", help=N_("Its id, the end of its id, or its day; without it the latest."))
]


@app.callback()
def surveys(ctx: typer.Context) -> None:
    """List the surveys where no command was given."""
    if ctx.invoked_subcommand is None:
        _list(run_of(ctx))


@app.command("list", cls=Command, help=N_("List the surveys, the newest first."))
def list_surveys(
    ctx: typer.Context,
    site: Annotated[str, typer.Option("--site", metavar="SITE", help=N_("Only at this site or plot."))] = "",
    start: Annotated[str, typer.Option("--from", metavar="DATE", help=N_("The first day."))] = "",
    end: Annotated[str, typer.Option("--to", metavar="DATE", help=N_("The last day, included."))] = "",
    observer: Annotated[str, typer.Option("--observer", metavar="NAME", help=N_("Only with this person."))] = "",
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help=N_("Part of a note or of a name."))] = "",
    limit: Annotated[int, typer.Option("--limit", metavar="N", help=N_("How many at most."))] = 50,
) -> None:
    """List those that fit."""
    _list(run_of(ctx), site, start, end, observer, text, limit)


def _list(
    run: Run, site: str = "", start: str = "", end: str = "", observer: str = "", text: str = "", limit: int = 50
) -> None:
    from birdlog import lookup

    today = run.today()
    with run.reading() as session:
        found = lookup.surveys(
            session,
            site=pick.site(session, site).uid if site else None,
            start=pick.first_day(start, today),
            end=pick.last_day(end, today),
            observer=observer or None,
            text=text,
            limit=pick.at_most(limit) + 1,
        )
    more, found = len(found) > limit, found[:limit]
    if more:
        run.say(shown.cut_short(limit))
    if run.json:
        run.data({"surveys": [shown.survey_data(header) for header in found]})
        return
    rows = [
        (
            header.date.isoformat(),
            "–".join(moment for moment in (shown.clock(header.start), shown.clock(header.end)) if moment),
            _where(header),
            shown.protocol(header),
            str(header.totals.taxa),
            header.totals.sign + str(header.totals.individuals),
            "" if header.closed else _("open"),
            pick.short(header.uid),
        )
        for header in found
    ]
    head = (_("Day"), _("Time"), _("Place"), _("Protocol"), _("Species"), _("Individuals"), _("State"), _("id"))
    if rows:
        run.table(rows, head, ("left", "left", "left", "left", "right", "right"))
    else:
        run.say(_("There is no survey that fits."))


def _where(header: "Header") -> str:
    site = (header.site_english_name if language() == "en" else "") or header.site_name
    return "·".join(part for part in (site, header.plot_name) if part)


@app.command("show", cls=Command, help=N_("Show one survey and all its sightings."))
def show_survey(ctx: typer.Context, survey: Latest = "") -> None:
    """Write its head, its lines and its sums."""
    from birdlog import lookup

    run = run_of(ctx)
    with run.reading() as session:
        header = pick.survey_or_latest(session, survey, run.today())
        lines = lookup.survey_lines(session, header.uid)
    if run.json:
        sightings = [shown.sighting_data(run, line) for line in lines]
        run.data({"surveys": [{**shown.survey_data(header), "sightings": sightings}]})
        return
    run.out(shown.survey_name(header))
    facts = [(label, value) for label, value in _facts(header) if value]
    for label, value in facts:
        run.out(f"  {label}: {clean(value)}")
    if lines:
        rows = [
            (
                str(line.line),
                shown.clock(line.time) or "",
                shown.words(run, line.draft, time=False),
                pick.short(line.uid),
            )
            for line in lines
        ]
        run.out(table(rows, (_("Line"), _("Time"), _("What was recorded"), _("id")), ("right",)))
    totals = header.totals
    least = {"~": _("about "), "≥": _("at least "), "": ""}[totals.sign]
    birds = ngettext("{n} bird", "{n} birds", totals.individuals).format(n=f"{least}{totals.individuals}")
    run.out(_("{species} species, {birds}.").format(species=totals.taxa, birds=birds))
    if totals.uncounted:
        run.out(_("Records without a number: {n}.").format(n=totals.uncounted))


def _facts(header: "Header") -> list[tuple[str, str]]:
    """Return what the head says, each with its label."""
    draft, speak = header.draft, language()
    complete = {True: _("yes"), False: _("no"), None: ""}[draft.complete]
    return [
        (_("id"), header.uid),
        (_("Protocol"), shown.protocol(header)),
        (_("End"), shown.clock(header.end) or ""),
        (_("Observers"), _(", ").join(header.observers)),
        (_("People"), str(draft.party_size or "")),
        (_("Weather"), terms.SKY.label(draft.weather, speak)),
        (
            _("Tide"),
            " ".join((terms.TIDE.label(draft.tide, speak), terms.TIDE_RANGE.label(draft.tide_range, speak))).strip(),
        ),
        (_("Disturbance"), terms.DISTURBANCE.label(draft.disturbance, speak)),
        (_("Complete list"), complete),
        (_("Counted"), terms.TARGET.label(draft.target, speak)),
        (_("Part of the visit"), draft.parent),
        (_("Relation"), terms.RELATION.label(draft.relation, speak)),
        (_("Note"), draft.note),
        (_("State"), _("closed") if header.closed else _("open")),
    ]


_RELATION = Field(
    *("--relation", "relation", "add|max"),
    N_("Of a part: other birds than its siblings, or the same."),
    term(terms.RELATION),
)
_OPENED = (*SURVEY, _RELATION)


@app.command(
    "open",
    cls=Command,
    help=N_("Open a survey; sightings go into it with birdlog add. For example: birdlog surveys open --start 7:30"),
)
@takes(_OPENED)
def open_survey(
    ctx: typer.Context,
    site: Annotated[str, typer.Option("--site", metavar="SITE", help=N_("Where: a site or a plot of one."))] = "",
    day: Annotated[str, typer.Option("--date", metavar="DATE", help=N_("Which day, if not today."))] = "",
    parent: Annotated[
        str, typer.Option("--part-of", metavar="SURVEY", help=N_("The visit that it is a part of: a survey's id."))
    ] = "",
    **options: str,
) -> None:
    """Open it; today and without a time it starts now."""
    from birdlog import logbook, lookup

    run = run_of(ctx)
    said = given(_OPENED, options)
    with run.writing() as session:
        place = pick.here(session, site or run.settings.site)
        now = run.wall(place.timezone)
        date = pick.day(day, now.date()) if day else now.date()
        live = date == now.date()
        if live:
            said.setdefault("start", now.time().replace(second=0, microsecond=0))
        if run.settings.observer:
            said.setdefault("observers", (run.settings.observer,))
        if place.parent:
            said.setdefault("plot", place.uid)
        draft = SurveyDraft(
            site=place.parent or place.uid,
            date=date,
            entered="live" if live else "afterwards",
            parent=pick.survey(session, parent, now.date()).uid if parent else "",
            **said,
        )
        uid = logbook.open_survey(session, run.act(), draft).uid
        session.flush()
        header = lookup.survey_header(session, uid)
    _tell(run, header, _("Opened: {survey}"))


@app.command(
    "close",
    cls=Command,
    help=N_(
        "Close a survey: when it ended (unless that was said before), whether the list is complete and for what. "
        "None of these has a default: a list called complete by habit makes false zeros."
    ),
)
def close_survey(
    ctx: typer.Context,
    survey: Which,
    complete: Annotated[
        str, typer.Option("--complete", metavar="yes|no|unknown", help=N_("Was every bird noted that could be named?"))
    ],
    end: Annotated[str, typer.Option("--end", metavar="TIME", help=N_("When it ended, as 9:15."))] = "",
    target: Annotated[
        str,
        typer.Option("--target", metavar="WORD", help=N_("Complete for what: all, waterbirds, shorebirds, raptors.")),
    ] = "",
    relation: Annotated[
        str,
        typer.Option(
            "--relation", metavar="add|max", help=N_("Of a part: other birds than its siblings, or the same.")
        ),
    ] = "",
) -> None:
    """Close it; what stays questionable is marked to be checked."""
    from birdlog import logbook, lookup

    run = run_of(ctx)
    with run.writing() as session:
        header = pick.survey(session, survey, run.today())
        if header.closed:
            raise DataError(
                _("{survey} is closed already.").format(survey=shown.survey_name(header)),
                _("Change what was said with: birdlog surveys amend"),
            )
        draft = header.draft
        if not end and not header.end and not draft.minutes and draft.protocol not in {"incidental", "historical"}:
            raise UsageError(_("Nobody said yet when it ended."), _("Say it: --end 9:15"))
        answer = yes_no(complete)
        questions = lookup.questions(session, header.uid)
        if answer and not target:
            raise DataError(_("A complete list is complete for something."), _("Say it: --target all"))
        logbook.close_survey(
            session,
            run.act(),
            header.uid,
            end=pick.clock(end) if end else header.end,
            complete=answer,
            target=str(term(terms.TARGET)(target)) if target else "",
            relation=str(term(terms.RELATION)(relation)) if relation else draft.relation,
            left_questions=True,
        )
        session.flush()
        closed = lookup.survey_header(session, header.uid)
    _tell(run, closed, _("Closed: {survey}"))
    if questions:
        run.say(_("These stay to be checked:"))
        for text in shown.problem_lines(run, [one for asked in questions.values() for one in asked]):
            run.say(text)


_AMENDED = (
    *SURVEY,
    Field("--complete", "complete", "yes|no|unknown", N_("Whether the list is complete."), yes_no, None),
    Field("--target", "target", "WORD", N_("What it was a count of."), term(terms.TARGET)),
    _RELATION,
)


@app.command("amend", cls=Command, help=N_("Change what a survey's head says. An empty text takes a field out."))
@takes(_AMENDED)
def amend_survey(
    ctx: typer.Context,
    survey: Which,
    day: Annotated[str, typer.Option("--date", metavar="DATE", help=N_("Another day."))] = "",
    site: Annotated[str, typer.Option("--site", metavar="SITE", help=N_("Another site."))] = "",
    **options: str,
) -> None:
    """Change the fields that were said."""
    from birdlog import logbook, lookup

    run = run_of(ctx)
    changes: dict[str, Any] = given(_AMENDED, options)
    with run.writing() as session:
        header = pick.survey(session, survey, run.today())
        if day:
            changes["date"] = pick.day(day, run.today())
        if site:
            place = pick.site(session, site)
            changes |= {"site": place.parent or place.uid, "plot": place.uid if place.parent else ""}
        if not changes:
            raise DataError(
                _("Nothing was said to be changed."), _("See: {command} --help").format(command=ctx.command_path)
            )
        logbook.amend_survey(session, run.act(), header.uid, **changes)
        session.flush()
        amended = lookup.survey_header(session, header.uid)
    _tell(run, amended, _("Changed: {survey}"))


@app.command("reopen", cls=Command, help=N_("Open a closed survey again; what was said at its end stays."))
def reopen_survey(ctx: typer.Context, survey: Which) -> None:
    """Open it again."""
    from birdlog import logbook, lookup

    run = run_of(ctx)
    with run.writing() as session:
        header = pick.survey(session, survey, run.today())
        if not header.closed:
            raise DataError(_("{survey} is not closed.").format(survey=shown.survey_name(header)))
        logbook.reopen_survey(session, run.act(), header.uid)
        session.flush()
        reopened = lookup.survey_header(session, header.uid)
    _tell(run, reopened, _("Open again: {survey}"))


@app.command("withdraw", cls=Command, help=N_("Take a survey away with its sightings; birdlog undo brings it back."))
def withdraw_survey(ctx: typer.Context, survey: Which) -> None:
    """Withdraw it after a question."""
    from birdlog import logbook

    run = run_of(ctx)
    with run.reading() as session:
        header = pick.survey(session, survey, run.today())
    question = _("Take away {survey} with its {n} records?").format(
        survey=shown.survey_name(header), n=header.totals.records
    )
    if not run.agreed(question):
        run.say(_("It was left as it is."))
        return
    with run.writing() as session:
        logbook.withdraw_survey(session, run.act(), header.uid)
    _tell(run, header, _("Taken away: {survey}"))
    run.say(_("To take it back: birdlog undo"))


@app.command("text", cls=Command, help=N_("Write a survey as a message to send, in the language of --lang."))
def text_survey(ctx: typer.Context, survey: Latest = "") -> None:
    """Write the message."""
    from birdlog import lookup
    from birdlog.export.message import message

    run = run_of(ctx)
    with run.reading() as session:
        header = pick.survey_or_latest(session, survey, run.today())
        lines = lookup.survey_lines(session, header.uid)
    text = message(header, lines, run.checklist, language())
    if run.json:
        run.data({"surveys": [{"id": header.uid, "text": text}]})
    else:
        run.lines(text)
    shown.warn_of_sensitive(run, lines)


def _tell(run: Run, header: "Header | None", sentence: str) -> None:
    """Write a survey that was changed, and say what was done."""
    assert header is not None
    if run.json:
        run.data({"surveys": [shown.survey_data(header)]})
    else:
        run.out(header.uid)
    run.say(sentence.format(survey=shown.survey_name(header)))
    for text in shown.problem_lines(run, shown.head_questions(run, header)):
        run.say(text)
