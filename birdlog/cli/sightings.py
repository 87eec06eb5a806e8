"""`birdlog sightings`: single records: list, show, amend, withdraw, history."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from birdlog.cli import pick, shown
from birdlog.cli.commands import Command, Group, no_such_option
from birdlog.cli.fields import term
from birdlog.cli.run import Run, run_of
from birdlog.display import clean
from birdlog.draft import terms
from birdlog.errors import DataError
from birdlog.i18n import N_, _, language

if TYPE_CHECKING:
    from sqlmodel import Session

    from birdlog.draft import SightingDraft
    from birdlog.formats.scope import Scope
    from birdlog.lookup import Line

app = typer.Typer(
    name="sightings",
    cls=Group,
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
    help=N_("Single records: list them, look at one, mend it, take it away, see what became of it."),
)

Which = Annotated[str, typer.Argument(metavar="SIGHTING", help=N_("Its id, or the end of its id."))]


@app.callback()
def sightings(ctx: typer.Context) -> None:
    """List the latest survey's where no command was given."""
    if ctx.invoked_subcommand is None:
        list_sightings(ctx)


@app.command("list", cls=Command, help=N_("List records: of one survey, else of a period, the newest survey first."))
def list_sightings(
    ctx: typer.Context,
    survey: Annotated[str, typer.Option("--survey", metavar="SURVEY", help=N_("Of this survey: its id or day."))] = "",
    bird: Annotated[
        str, typer.Option("--bird", metavar="NAME", help=N_("Only this bird and what is read as it."))
    ] = "",
    site: Annotated[str, typer.Option("--site", metavar="SITE", help=N_("Only this site and what lies in it."))] = "",
    start: Annotated[str, typer.Option("--from", metavar="DATE", help=N_("The first day."))] = "",
    end: Annotated[str, typer.Option("--to", metavar="DATE", help=N_("The last day, included."))] = "",
    limit: Annotated[int, typer.Option("--limit", metavar="N", help=N_("How many at most."))] = 100,
) -> None:
    """List those that fit: the same records that a tally of this period, place and bird is made of."""
    from birdlog.formats.scope import Scope

    run = run_of(ctx)
    today = run.today()
    with run.reading() as session:
        scope = Scope(
            start=pick.first_day(start, today),
            end=pick.last_day(end, today),
            site=pick.site(session, site).uid if site else "",
        )
        survey_uid = pick.survey(session, survey, today).uid if survey else ""
        found = _found(session, scope, survey_uid, _bird(run, bird) if bird else "", pick.at_most(limit) + 1)
    if len(found) > limit:
        found = found[:limit]
        run.say(shown.cut_short(limit))
    if run.json:
        run.data({"sightings": [{**shown.sighting_data(run, line), "date": day} for day, line in found]})
        return
    if not found:
        run.say(_("There is no record that fits."))
        return
    rows = [
        (
            day,
            shown.words(run, line.draft),
            terms.REVIEW.label(line.review, language()) if line.review != "none" else "",
            pick.short(line.uid),
        )
        for day, line in found
    ]
    run.table(rows, (_("Day"), _("What was recorded"), _("Review"), _("id")))


def _found(session: "Session", scope: "Scope", survey: str, bird: str, limit: int) -> "list[tuple[str, Line]]":
    """Return the records that fit, each with its day, the newest survey first and each survey in its own order.

    A bird is also what is read as it today: a figure of a tally leads back to all of its records.
    """
    import sqlalchemy as sa

    from birdlog import lookup

    limits = scope.conditions()
    where, values = limits.where, {**limits.values, "limit": limit}
    if survey:
        where, values["survey"] = f"{where} AND survey = :survey", survey
    if bird:
        where, values["bird"] = f"{where} AND (read_as = :bird OR taxon = :bird)", bird
    before = f"WITH RECURSIVE {limits.ctes.removesuffix(', ')} " if limits.ctes else ""
    sql = (
        f"{before}SELECT sighting, survey, CAST(date AS TEXT) AS day FROM v_sighting WHERE {where}"
        " ORDER BY date DESC, start_time DESC NULLS LAST, survey DESC, line, sighting LIMIT :limit"
    )
    rows = session.execute(sa.text(sql).bindparams(*limits.types), values).all()
    lines = {line.uid: line for uid in {row.survey for row in rows} for line in lookup.survey_lines(session, uid)}
    return [(row.day, lines[row.sighting]) for row in rows]


def _bird(run: Run, text: str) -> str:
    """Return the id of the bird of this name."""
    if text in run.checklist:
        return text
    resolved = run.checklist.resolve(text)
    if resolved.taxon is None:
        names = _(", ").join(f"{run.name(one.taxon)} ({one.taxon.id})" for one in resolved.candidates)
        raise DataError(
            _("“{text}” names no single bird.").format(text=clean(text)),
            _("It may be: {birds}.").format(birds=names) if names else "",
        )
    return resolved.taxon.id


@app.command("show", cls=Command, help=N_("Show all of one record."))
def show_sighting(ctx: typer.Context, sighting: Which) -> None:
    """Write it in words, as an entry line, and field by field."""
    from birdlog import lookup

    run = run_of(ctx)
    with run.reading() as session:
        line = pick.sighting(session, sighting)
        header = lookup.survey_header(session, line.survey)
    if run.json:
        run.data({"sightings": [shown.sighting_data(run, line)]})
        return
    run.out(shown.words(run, line.draft))
    speak, draft = language(), line.draft
    point = f"{draft.latitude:.5f}, {draft.longitude:.5f}" if draft.latitude is not None and draft.longitude else ""
    facts = [
        (_("id"), line.uid),
        (_("Survey"), shown.survey_name(header) if header else line.survey),
        (_("Name as written"), line.name),
        (_("Count as written"), draft.count.text),
        (_("Detection"), terms.DETECTION.label(draft.detection, speak)),
        (_("Condition"), terms.CONDITION.label(draft.condition, speak)),
        (_("Certainty"), terms.CERTAINTY.label(draft.certainty, speak)),
        (_("Plot"), draft.plot),
        (_("Point"), point),
        (_("Habitat"), draft.habitat),
        (_("Observer"), draft.observer),
        (_("Review"), terms.REVIEW.label(line.review, speak)),
        (_("Recorded by"), f"{line.made_by}, {line.created_at:%Y-%m-%d %H:%M} UTC"),
        (_("Entry line"), _entry(run, draft)),
    ]
    for label, value in facts:
        if value:
            run.out(f"  {label}: {clean(value)}")


def _entry(run: Run, draft: "SightingDraft") -> str:
    """Return the record as it could be typed."""
    from birdlog.quickline import render

    return render([draft], run.checklist, language()) if draft.taxon in run.checklist else ""


@app.command(
    "amend",
    cls=Command,
    context_settings={"ignore_unknown_options": True},
    help=N_(
        'Make a record what a new entry line says, all of it: birdlog sightings amend ID "震旦鸦雀 15"\n'
        "What it was stays in its history."
    ),
)
def amend_sighting(
    ctx: typer.Context,
    sighting: Which,
    line: Annotated[list[str] | None, typer.Argument(metavar="LINE", help=N_("The new entry line, one bird."))] = None,
    review: Annotated[
        str, typer.Option("--review", metavar="WORD", help=N_("A reviewer's word: none, query, confirmed, rejected."))
    ] = "",
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help=N_("Why, for the history."))] = "",
) -> None:
    """Amend it, or review it, or both as one action."""
    from birdlog import logbook, lookup
    from birdlog.quickline import parse

    run = run_of(ctx)
    for word in line or ():
        if word.startswith("-") and word.lstrip("-")[:1].isalpha():
            raise no_such_option(word, ctx)
    if not line and not review:
        raise DataError(
            _("Nothing was said to be changed."), _("See: {command} --help").format(command=ctx.command_path)
        )
    verdict = str(term(terms.REVIEW)(review)) if review else ""
    with run.store() as store:
        with store.reading() as session:
            run.add_taxa(session)
            old = pick.sighting(session, sighting)
        new = None
        if line:
            parsed = parse(" ".join(line), run.checklist)
            errors = tuple(problem for problem in parsed.problems if problem.severity == "error")
            if errors or len(parsed.drafts) != 1:
                said = shown.problem_lines(run, errors) or [_("One bird is needed on this line.")]
                raise DataError("\n".join(said), _("Nothing was changed."), problems=errors)
            if parsed.drafts[0].op == "more":
                raise DataError(
                    _("More of a bird is a new record, and this changes one."),
                    _('Write the whole count, or: birdlog add "白鹭 +3"'),
                )
            new = _keeping(old.draft, parsed.drafts[0])
        act = run.act(why)
        with store.writing() as session:
            if new:
                logbook.amend(session, act, old.uid, new, run.checklist, version=old.version)
            if verdict:
                logbook.review(session, act, old.uid, verdict)
            session.flush()
            amended = lookup.line(session, old.uid)
    assert amended is not None
    if run.json:
        run.data({"action": act.uid, "sightings": [shown.sighting_data(run, amended)]})
    else:
        run.out(shown.words(run, amended.draft))
    run.say(_("It was: {words}").format(words=shown.words(run, old.draft)))
    run.say(_("To take it back: birdlog undo"))


def _keeping(old: "SightingDraft", new: "SightingDraft") -> "SightingDraft":
    """Return the new draft, with what an entry line cannot say kept from the old one, and its time if none is said."""
    kept = (
        *("habitat", "distance_band", "latitude", "longitude", "uncertainty_m", "point_entered", "datum", "observer"),
        *("determined_by", "determined_on", "evidence", "source_cell"),
    )
    return replace(new, op="new", time=new.time or old.time, **{name: getattr(old, name) for name in kept})


@app.command("withdraw", cls=Command, help=N_("Take a record away; birdlog undo brings it back."))
def withdraw_sighting(
    ctx: typer.Context,
    sighting: Which,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help=N_("Why, for the history."))] = "",
) -> None:
    """Withdraw it."""
    from birdlog import logbook

    run = run_of(ctx)
    with run.writing() as session:
        line = pick.sighting(session, sighting)
        act = run.act(why)
        logbook.withdraw(session, act, line.uid)
    if run.json:
        run.data({"action": act.uid, "sightings": [shown.sighting_data(run, line)]})
    else:
        run.out(line.uid)
    run.say(_("Taken away: {words}").format(words=shown.words(run, line.draft)))
    run.say(_("To take it back: birdlog undo"))


@app.command("history", cls=Command, help=N_("Show what became of a record: who changed what, when and why."))
def history(ctx: typer.Context, sighting: Which) -> None:
    """List its changes, the first one first."""
    from birdlog import logbook

    run = run_of(ctx)
    with run.reading() as session:
        uid = pick.any_sighting(session, sighting)
        changes = [_change(revision) for revision in logbook.history(session, uid)]
    if run.json:
        run.data({"sighting": uid, "history": changes})
        return
    if not changes:
        run.say(_("It was never changed."))
    for change in changes:
        run.out(clean(f"{change['at']}  {change['who']}  {change['why']}".rstrip()))
        for column, was in change["before"].items():
            run.out(clean(f"  {column}: {_said(was)} → {_said(change['after'].get(column))}"))


def _change(revision: Any) -> dict[str, Any]:
    """Return a revision as plain values."""
    return {
        "action": revision.action,
        "at": f"{revision.at:%Y-%m-%dT%H:%M:%SZ}",
        "who": revision.who,
        "terminal": revision.terminal,
        "why": revision.why,
        "undoes": revision.undoes,
        "before": revision.before or {},
        "after": revision.after or {},
    }


def _said(value: object) -> str:
    return "–" if value is None or value == "" else str(value)
