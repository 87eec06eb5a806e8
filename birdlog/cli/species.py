"""`birdlog species`: the checklist."""

from typing import Annotated

import typer

from birdlog.cli import birds
from birdlog.cli.commands import Command, Group
from birdlog.cli.run import Run, run_of
from birdlog.display import clean, table
from birdlog.errors import DataError
from birdlog.i18n import N_, _

app = typer.Typer(
    name="species",
    cls=Group,
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
    help=N_("The species: the whole list, or all that is known of one bird."),
)


@app.callback()
def species(ctx: typer.Context) -> None:
    """List the species where no command was given."""
    if ctx.invoked_subcommand is None:
        _list(run_of(ctx), "", False)


@app.command("list", cls=Command, help=N_("List the birds in taxonomic order."))
def list_species(
    ctx: typer.Context,
    family: Annotated[str, typer.Option("--family", metavar="NAME", help=N_("Only this family or order."))] = "",
    every: Annotated[bool, typer.Option("--all", help=N_("Groups, hybrids and domestic birds too."))] = False,
) -> None:
    """List the birds."""
    _list(run_of(ctx), family, every)


def _list(run: Run, family: str, every: bool) -> None:
    wanted = family.casefold()
    taxa = [
        taxon
        for taxon in run.checklist
        if (every or taxon.kind == "species")
        and (not wanted or wanted in {taxon.family.casefold(), taxon.order.casefold()})
    ]
    if run.json:
        run.data({"species": [birds.as_data(taxon) for taxon in taxa], "checklist": run.checklist.version})
    else:
        birds.show(run, taxa)


@app.command("show", cls=Command, help=N_("Show all that the list knows of one bird."))
def show_species(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help=N_("Its id or whole name."))],
) -> None:
    """Show one bird."""
    run = run_of(ctx)
    text = " ".join(name)
    taxon = run.checklist.get(text) if text in run.checklist else run.checklist.resolve(text).taxon
    if taxon is None:
        candidates = run.checklist.resolve(text).candidates or run.checklist.find(text)
        names = [f"{run.name(one.taxon)} ({one.taxon.id})" for one in candidates]
        raise DataError(
            _("“{text}” names no single bird.").format(text=clean(text)),
            _("It may be: {birds}.").format(birds=_(", ").join(names)) if names else "",
        )
    if run.json:
        run.data({"species": [birds.as_data(taxon)]})
        return
    facts = [
        (_("Chinese name"), f"{taxon.chinese_name}  {taxon.pinyin}".strip()),
        (_("English name"), taxon.english_name),
        (_("Latin name"), taxon.scientific_name),
        (_("Code"), taxon.code4),
        (_("Kind"), _(birds.KINDS.get(taxon.kind, taxon.kind))),
        (_("Order"), taxon.order),
        (_("Family"), taxon.family),
        (_("Guild"), _(birds.GUILDS[taxon.guild]) if taxon.guild in birds.GUILDS else taxon.guild),
        (_("Waterbird"), _("yes") if taxon.waterbird else _("no")),
        (_("Here"), _(birds.TIERS.get(taxon.tier, taxon.tier)) + (f"  {taxon.status}" if taxon.status else "")),
        (_("Protection"), _(birds.GRADES.get(taxon.cn, ""))),
        (_("IUCN"), taxon.iucn),
        (_("CITES"), taxon.cites),
        (_("id"), taxon.id),
    ]
    rows = [(label, value) for label, value in facts if value]
    run.out(table(rows[1:], rows[0]))
