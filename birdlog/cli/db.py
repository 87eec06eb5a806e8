"""`birdlog db`: where the database is, whether it is whole, a copy of it."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from birdlog.cli.commands import Command, Group
from birdlog.cli.crash import redacted
from birdlog.cli.run import run_of
from birdlog.display import clean
from birdlog.errors import ExitCode
from birdlog.i18n import N_, _

app = typer.Typer(
    name="db",
    cls=Group,
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=False,
    invoke_without_command=True,
    help=N_("The database: where it is, whether it is whole, a safe copy."),
)


@app.callback()
def db(ctx: typer.Context) -> None:
    """Say where the database is where no command was given."""
    if ctx.invoked_subcommand is None:
        path(ctx)


@app.command("path", cls=Command, help=N_("Say where the database is."))
def path(ctx: typer.Context) -> None:
    """Write the path, or the address without its password."""
    run = run_of(ctx)
    where = redacted(run.settings.database.removeprefix("sqlite:///"))
    if run.json:
        run.data({"database": where})
    else:
        run.out(where)


@app.command("upgrade", cls=Command, help=N_("Bring the database to this version's shape, after a backup."))
def upgrade(ctx: typer.Context) -> None:
    """Open the database, which brings it up to date."""
    run = run_of(ctx)
    with run.store() as store:
        current = store.is_current()
    if run.json:
        run.data({"current": current})
    run.say(_("The database is up to date."))


@app.command("check", cls=Command, help=N_("Look for damage and for records that do not fit together."))
def check(ctx: typer.Context) -> None:
    """Write every finding; exit code 3 where something is damaged."""
    run = run_of(ctx)
    with run.store(begins=False) as store:
        findings = store.check()
    if run.json:
        run.data({"findings": [asdict(found) for found in findings]})
    else:
        for found in findings:
            run.out(f"{_(_SEVERITY[found.severity])}: {clean(found.message)}")
    if any(found.severity == "error" for found in findings):
        raise typer.Exit(ExitCode.DATABASE)
    run.say(_("The database is whole."))


_SEVERITY = {"error": N_("error"), "warning": N_("warning"), "info": N_("info")}


@app.command("backup", cls=Command, help=N_("Write a whole copy of the database, while others may be working in it."))
def backup(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help=N_("Where to; without it your backups folder."))] = "",
) -> None:
    """Copy the database and say where to."""
    run = run_of(ctx)
    target = Path(file).expanduser() if file else run.paths.backups_dir / f"birdlog-{run.wall():%Y%m%d-%H%M%S}.db"
    run.may_replace(target)
    with run.store(begins=False) as store:
        made = store.backup(target)
    if run.json:
        run.data({"backup": str(made)})
    else:
        run.out(str(made))
