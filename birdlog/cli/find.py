"""`birdlog find`: a bird by any name, code, initials or part of one."""

from typing import Annotated

import typer

from birdlog.cli import birds, pick
from birdlog.cli.commands import Command
from birdlog.cli.run import run_of
from birdlog.display import clean
from birdlog.errors import ExitCode
from birdlog.i18n import N_, _

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "find",
    cls=Command,
    help=N_(
        "Find a bird by its Chinese, English or Latin name, pinyin, initials or code; the best comes first.\n"
        "For example: birdlog find zdyq"
    ),
)
def find(
    ctx: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help=N_("What you know of its name."))],
    limit: Annotated[int, typer.Option("--limit", metavar="N", help=N_("How many birds at most."))] = 9,
) -> None:
    """Look a bird up."""
    run = run_of(ctx)
    query = " ".join(text)
    found = run.checklist.find(query, limit=pick.at_most(limit))
    if run.json:
        run.data(
            {
                "query": query,
                "candidates": [{**birds.as_data(one.taxon), "rank": one.rank, "matched": one.matched} for one in found],
            }
        )
    elif found:
        birds.show(run, [one.taxon for one in found])
    if not found:
        run.say(_("No bird is called “{text}”.").format(text=clean(query)))
        run.say(_("Try fewer letters, its pinyin or its initials."))
        raise typer.Exit(ExitCode.DATA)
