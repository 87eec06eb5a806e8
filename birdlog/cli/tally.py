"""`birdlog tally`: how many of what, where and when."""

import json
import shutil
from pathlib import Path
from typing import Annotated, Any

import typer

from birdlog.cli import pick, tally_shown
from birdlog.cli.commands import Command
from birdlog.cli.output import text_to
from birdlog.cli.run import Run, run_of
from birdlog.cli.wrap import wrap
from birdlog.display import clean
from birdlog.errors import UsageError
from birdlog.i18n import N_, _

app = typer.Typer(rich_markup_mode=None, add_completion=False)

FORMATS = ("table", "csv", "json")


@app.command(
    "tally",
    cls=Command,
    help=N_(
        "Count what was recorded: by species, month, site and more.\n"
        "For example: birdlog tally --by species,month --from 2024-01 --to 2024-12 --format csv -o 2024.csv"
    ),
    epilog=N_(
        "--by takes species, family, order, guild, year, month, month-of-year, day, site, plot, survey, visit, "
        "observer and protocol.\n"
        "--measure takes individuals (a sum over surveys), overhead, peak (the largest single visit), records, "
        "uncounted, surveys, first and last."
    ),
)
def tally(
    ctx: typer.Context,
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="WORDS", help=N_("What a row is, one or several with commas: else species.")),
    ] = None,
    measure: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            metavar="WORDS",
            help=N_("The figures, one or several with commas: else individuals,peak,surveys."),
        ),
    ] = None,
    start: Annotated[
        str, typer.Option("--from", metavar="DATE", help=N_("The first day; a month or year is taken whole."))
    ] = "",
    end: Annotated[
        str, typer.Option("--to", metavar="DATE", help=N_("The last day, included; a month or year is taken whole."))
    ] = "",
    site: Annotated[
        str, typer.Option("--site", metavar="SITE", help=N_("Only this site and what lies in it: its name or id."))
    ] = "",
    taxa: Annotated[
        str,
        typer.Option(
            "--taxa",
            metavar="WORD",
            help=N_("Only these birds: all, waterbirds, grade1, grade2, a family, an order, a guild, or a bird."),
        ),
    ] = "all",
    format_: Annotated[
        str,
        typer.Option("--format", metavar="table|csv|json", show_default=False, help=N_("How the answer is written.")),
    ] = "",
    output: Annotated[
        str,
        typer.Option(
            "-o", "--output", metavar="FILE", help=N_("Write into this file, as its ending says; - is standard output.")
        ),
    ] = "",
) -> None:
    """Answer and write."""
    from birdlog import lookup, summary

    run = run_of(ctx)
    form = _format(run, format_, output)
    target = Path(output).expanduser() if output and output != "-" else None
    if target:
        run.may_replace(target)
    today = run.today()
    with run.reading() as session:
        place = pick.site(session, site) if site else None
        question = summary.Question(
            by=_words(by, "species"),
            measures=_words(measure, "individuals,peak,surveys"),
            scope=summary.Scope(
                start=pick.first_day(start, today),
                end=pick.last_day(end, today),
                site=place.uid if place else "",
                taxa=taxa,
                taxon_ids=pick.birds(taxa, run),
            ),
        )
        answer = summary.tally(session, question, run.checklist)
        sites = [place] if place else [one for one in lookup.sites(session) if not one.parent]
    named = [{"id": one.uid, "name": one.name, "english_name": one.english_name} for one in sites]
    with text_to(target, bom=form == "csv") as out:
        if form == "json":
            data = tally_shown.as_data(answer, named)
            out.write(json.dumps(data, ensure_ascii=target is None and _poor(out), indent=2) + "\n")
        elif form == "csv":
            tally_shown.as_csv(answer, out)
        else:
            cells = min(shutil.get_terminal_size().columns, 100)
            out.writelines(line + "\n" for text in tally_shown.meaning(answer, named) for line in wrap(text, cells))
            out.write("\n")
            out.write(tally_shown.as_table(run, answer) + "\n")
    if form == "csv":
        for line in tally_shown.meaning(answer, named):
            run.say(line)
    if not answer.rows:
        run.say(_("Nothing was recorded that fits."))
    if target:
        run.say(_("Written: {file}").format(file=target))


def _words(said: list[str] | None, otherwise: str) -> tuple[str, ...]:
    text = ",".join(said) if said is not None else otherwise
    return tuple(word.strip().casefold() for word in text.replace("，", ",").split(",") if word.strip())


def _format(run: Run, asked: str, output: str) -> str:
    """Return the format: as asked, --json, the file's ending, else a table. No ending is taken for another format."""
    if run.json and asked not in {"", "json"}:
        raise UsageError(
            _("--json and --format {value} ask for two things.").format(value=clean(asked)), _("Leave one of them out.")
        )
    ending = Path(output).suffix.lstrip(".").casefold()
    form = asked or ("json" if run.json else "") or ("table" if ending in {"", "txt"} else ending)
    if form not in FORMATS:
        raise UsageError(
            _("“{value}” is no format of a tally.").format(value=clean(form)),
            _("Take one of: {words}.").format(words=", ".join(FORMATS)),
        )
    return form


def _poor(out: Any) -> bool:
    return "utf" not in (getattr(out, "encoding", None) or "ascii").lower()
