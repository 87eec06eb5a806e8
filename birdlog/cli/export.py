"""`birdlog export`: the records as files for others."""

import json
import os
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from birdlog.cli import pick, shown
from birdlog.cli.commands import Command, Group
from birdlog.cli.crash import redacted
from birdlog.cli.output import binary_to, text_to
from birdlog.cli.run import Run, run_of
from birdlog.config import private_folder
from birdlog.display import clean
from birdlog.errors import EnvironmentFault
from birdlog.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from birdlog.export.csv import Written

app = typer.Typer(
    name="export",
    cls=Group,
    rich_markup_mode=None,
    add_completion=False,
    help=N_("Write the records into a file for others. What is there already is not overwritten unless you say so."),
)

Output = Annotated[str, typer.Option("-o", "--output", metavar="FILE", help=N_("The file; - is standard output."))]


@app.callback()
def export() -> None:
    """Write the records into a file."""


@app.command(
    "csv",
    cls=Command,
    help=N_(
        "Write every record as one row of a csv file, the columns named after Darwin Core.\n"
        "Records of sensitive species are made less exact, and come last, unless --full is given."
    ),
)
def export_csv(
    ctx: typer.Context,
    output: Output,
    start: Annotated[str, typer.Option("--from", metavar="DATE", help=N_("The first day."))] = "",
    end: Annotated[str, typer.Option("--to", metavar="DATE", help=N_("The last day, included."))] = "",
    site: Annotated[str, typer.Option("--site", metavar="SITE", help=N_("Only this site and what lies in it."))] = "",
    taxa: Annotated[
        str, typer.Option("--taxa", metavar="WORD", help=N_("Only these birds, as birdlog tally --help says."))
    ] = "all",
    full: Annotated[
        bool, typer.Option("--full", help=N_("Exact places of sensitive species too: for the authority; it is logged."))
    ] = False,
) -> None:
    """Write the flat file."""
    from birdlog.export import csv
    from birdlog.formats.scope import Scope

    run = run_of(ctx)
    target = None if output == "-" else Path(output).expanduser()
    if target:
        run.may_replace(target)
    today = run.today()
    with run.reading() as session:
        scope = Scope(
            start=pick.first_day(start, today),
            end=pick.last_day(end, today),
            site=pick.site(session, site).uid if site else "",
            taxa=taxa,
            taxon_ids=pick.birds(taxa, run),
        )
        # Opened first, and written before the file is in its place: what cannot be logged does not leave.
        with _log(run) if full else nullcontext() as log, text_to(target, bom=True) as out:
            written = csv.write(session, out, scope, full=full)
            if log:
                _note(log, run, target, written)
    _tell(run, target, written, full=full)


def _tell(run: Run, target: Path | None, written: "Written", *, full: bool) -> None:
    """Say what the file holds and what was made less exact."""
    where = str(target) if target else _("standard output")
    if run.json and target:
        run.data({"file": where, "records": written.records, "generalised": written.generalised, "full": full})
    run.say(
        ngettext("{n} record written: {file}", "{n} records written: {file}", written.records).format(
            n=written.records, file=where
        )
    )
    if written.generalised:
        run.say(
            ngettext(
                "{n} of them is of a sensitive species and was made less exact.",
                "{n} of them are of sensitive species and were made less exact.",
                written.generalised,
            ).format(n=written.generalised)
        )
    if full:
        run.say(_("The exact places of sensitive species are in it: pass it on to the authority only."))


def _log(run: Run) -> IO[str]:
    """Open the list of those who took exact places."""
    file = private_folder(run.paths.log_dir) / "full-exports.jsonl"
    try:
        return os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8")
    except OSError as error:
        raise EnvironmentFault(
            _("{file} cannot be written: {reason}.").format(file=file, reason=error.strerror or error),
            _("Exact places leave only where it is logged."),
        ) from error


def _note(log: IO[str], run: Run, target: Path | None, written: "Written") -> None:
    """Note who took the exact places, when and where to."""
    entry = {
        "at": run.now.isoformat(),
        "who": run.who,
        "database": redacted(run.settings.database),
        "file": str(target.absolute()) if target else "-",
        "records": written.records,
    }
    log.write(json.dumps(entry, ensure_ascii=False) + "\n")
    log.flush()


@app.command(
    "birdreport",
    cls=Command,
    help=N_(
        "Write one survey as the sheet that birdreport.cn takes in (xlsx: 中文名, 数量, 备注).\n"
        "A quantity of 0 means heard or not counted there: birds looked for and not found stay out."
    ),
)
def export_birdreport(
    ctx: typer.Context,
    output: Annotated[str, typer.Option("-o", "--output", metavar="FILE.xlsx", help=N_("The file."))],
    survey: Annotated[
        str,
        typer.Option("--survey", metavar="SURVEY", help=N_("Its id or its day; without it the latest survey.")),
    ] = "",
) -> None:
    """Write one survey's sheet."""
    from birdlog import lookup
    from birdlog.export import birdreport
    from birdlog.formats.birdreport import report

    run = run_of(ctx)
    target = Path(output).expanduser()
    run.may_replace(target)
    with run.reading() as session:
        header = pick.survey_or_latest(session, survey, run.today())
        lines = lookup.survey_lines(session, header.uid)
    made = report([(line.draft, line.review) for line in lines], run.checklist)
    with binary_to(target) as out:
        birdreport.write(out, made)
    if run.json:
        left = {reason: list(birds) for reason, birds in made.left_out.items()}
        run.data({"file": str(target), "survey": header.uid, "rows": len(made.rows), "left_out": left})
    run.say(
        _("{n} birds of {date} at {site} written: {file}").format(
            n=len(made.rows), date=header.date, site=clean(header.site_name), file=target
        )
    )
    for reason, birds in made.left_out.items():
        names = _(", ").join(run.bird(bird) for bird in birds)
        run.say(_("Left out, {reason}: {birds}").format(reason=_(_REASONS[reason]), birds=names))
    shown.warn_of_sensitive(run, lines)


_REASONS = {
    "absent": N_("looked for and not found"),
    "uncertain": N_("uncertain"),
    "rejected": N_("rejected"),
    "dead": N_("dead"),
    "not-a-species": N_("not named to species"),
    "no-chinese-name": N_("without a Chinese name"),
}
