"""`birdlog demo`: an invented year, in a database of its own."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from birdlog.cli.commands import Command
from birdlog.cli.run import run_of
from birdlog.errors import UsageError
from birdlog.i18n import N_, _

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command(
    "demo",
    cls=Command,
    help=N_("Make a database with a year of invented records, to try things out. Your own records stay untouched."),
)
def demo(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE", help=N_("The new database; without it demo.db beside yours."))
    ] = "",
    year: Annotated[int, typer.Option("--year", metavar="YEAR", help=N_("The year that is invented."))] = 2025,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help=N_("Another number invents another year."))] = 1,
) -> None:
    """Make it, and say how to open it."""
    from birdlog.demo import YEARS, make_demo
    from birdlog.store import open_store

    run = run_of(ctx)
    if year not in YEARS:
        raise UsageError(
            _("No year {year} can be invented.").format(year=year),
            _("Take one from {first} to {last}.").format(first=YEARS[0], last=YEARS[-1]),
        )
    where = file if "://" in file else str(Path(file).expanduser() if file else run.paths.data_dir / "demo.db")
    if "://" not in where and Path(where).exists():
        question = _("{file} is there already. Make it anew?").format(file=where)
        if not run.agreed(question):
            raise UsageError(_("{file} was left as it is.").format(file=where), _("Name another file."))
        _remove_demo(Path(where))
    store = open_store(where, run.checklist)
    try:
        made = make_demo(store, run.checklist, year=year, seed=seed)
    finally:
        store.close()
    if run.json:
        run.data({"database": where, **asdict(made)})
    else:
        run.out(where)
    run.say(
        _("{sightings} invented records on {surveys} surveys of {year}. None of them is real.").format(
            sightings=made.sightings, surveys=made.surveys, year=made.year
        )
    )
    run.say(_("Open it with: birdlog --db {file}").format(file=where))
    run.say(_("Or count in it: birdlog tally --db {file} --by species,month").format(file=where))


def _remove_demo(file: Path) -> None:
    """Remove an earlier demonstration; an empty database stays, one with anything else in it is refused."""
    import sqlite3

    from birdlog.demo import WHO
    from birdlog.errors import DatabaseError

    try:
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        try:
            people = {name for (name,) in connection.execute("SELECT DISTINCT made_by FROM survey")}
        finally:
            connection.close()
    except sqlite3.Error:
        people = {""}
    if not people <= {WHO}:
        raise DatabaseError(
            _("{file} is no demonstration; it is not touched.").format(file=file), _("Name another file.")
        )
    for ending in ("", "-wal", "-shm") if people else ():
        file.with_name(file.name + ending).unlink(missing_ok=True)
