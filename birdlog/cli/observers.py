"""`birdlog observers`: those who count: list, add."""

from typing import Annotated

import typer

from birdlog.cli.commands import Command, Group
from birdlog.cli.run import run_of
from birdlog.display import clean
from birdlog.i18n import N_, _

app = typer.Typer(
    name="observers",
    cls=Group,
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
    help=N_("Those who count: list, add."),
)


@app.callback()
def observers(ctx: typer.Context) -> None:
    """List them where no command was given."""
    if ctx.invoked_subcommand is None:
        list_observers(ctx)


@app.command("list", cls=Command, help=N_("List the observers."))
def list_observers(ctx: typer.Context) -> None:
    """List them."""
    import sqlalchemy as sa

    from birdlog.models import metadata

    run = run_of(ctx)
    rows = metadata.tables["observer"].c
    with run.reading() as session:
        query = sa.select(rows.uid, rows.name, rows.note).where(rows.withdrawn_at.is_(None)).order_by(rows.name)
        found = session.execute(query).all()
    if run.json:
        run.data({"observers": [{"id": row.uid, "name": row.name, "note": row.note} for row in found]})
    elif found:
        run.table([(row.name, row.note, row.uid) for row in found], (_("Observer"), _("Note"), _("id")))
    else:
        run.say(_("Nobody is in the list yet: whoever takes part in a survey is put into it."))


@app.command("add", cls=Command, help=N_("Add an observer."))
def add_observer(
    ctx: typer.Context, name: Annotated[str, typer.Argument(metavar="NAME", help=N_("The name."))]
) -> None:
    """Add one."""
    from birdlog import logbook

    run = run_of(ctx)
    with run.writing() as session:
        row = logbook.add_observer(session, run.act(), name)
        uid, stored = row.uid, row.name
    if run.json:
        run.data({"observers": [{"id": uid, "name": stored, "note": ""}]})
    else:
        run.out(uid)
    run.say(_("Added: {name}").format(name=clean(stored)))
