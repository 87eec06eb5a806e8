"""`birdlog sites`: the sites and their plots: list, show, add, edit."""

from typing import Annotated, Any

import typer

from birdlog.cli import pick, shown
from birdlog.cli.commands import Command, Group
from birdlog.cli.fields import Field, decimal, given, takes, text
from birdlog.cli.run import Run, run_of
from birdlog.display import clean
from birdlog.errors import DataError, UsageError
from birdlog.i18n import N_, _

app = typer.Typer(
    name="sites",
    cls=Group,
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
    help=N_("The sites, and the plots, points and transects in them: list, show, add, edit."),
)

_KINDS = {"wetland": N_("wetland"), "plot": N_("plot"), "point": N_("point"), "transect": N_("transect")}


def _kind(typed: str) -> str:
    """Return the kind of site that a word means, in the language in use too."""
    word = typed.strip().casefold()
    return next((kind for kind, said in _KINDS.items() if word in {kind, _(said)}), typed.strip())


_FIELDS = (
    Field("--english", "english_name", "NAME", N_("Its English name."), text),
    Field("--kind", "kind", "WORD", N_("wetland, plot, point or transect."), _kind),
    Field("--uncertainty", "uncertainty_m", "METRES", N_("How far off the point may be."), decimal, None),
    Field("--area", "area_ha", "HECTARES", N_("Its area."), decimal, None),
    Field("--timezone", "timezone", "NAME", N_("The timezone of its clocks, as Asia/Shanghai."), text),
    Field("--note", "note", "TEXT", N_("Anything else."), text),
)
_WHERE = N_("Where it is, as you have it: 30.71, 121.34 or 30°42′36″N 121°20′24″E.")
_CHANGED = (
    Field("--name", "name", "NAME", N_("Another name."), text),
    Field("--point", "point", "POINT", _WHERE, text),
    *_FIELDS,
)
Datum = Annotated[
    str,
    typer.Option(
        "--datum",
        metavar="WORD",
        help=N_("Of that point: WGS84 (or leave it out), GCJ02 (Chinese maps) or BD09 (Baidu)."),
    ),
]


@app.callback()
def sites(ctx: typer.Context) -> None:
    """List the sites where no command was given."""
    if ctx.invoked_subcommand is None:
        list_sites(ctx)


@app.command("list", cls=Command, help=N_("List the sites, each with what lies in it."))
def list_sites(ctx: typer.Context) -> None:
    """List them."""
    from birdlog import lookup

    run = run_of(ctx)
    with run.reading() as session:
        places = lookup.sites(session)
    if run.json:
        run.data({"sites": [shown.place_data(place) for place in places]})
        return
    rows = [
        (
            ("  " if place.parent else "") + shown.place_name(place),
            _(_KINDS.get(place.kind, place.kind)),
            f"{place.latitude:.5f}, {place.longitude:.5f}"
            if place.latitude is not None and place.longitude is not None
            else "",
            str(place.surveys),
            place.uid,
        )
        for place in places
    ]
    run.table(rows, (_("Site"), _("Kind"), _("Point"), _("Surveys"), _("id")), ("left", "left", "left", "right"))


@app.command("show", cls=Command, help=N_("Show one site."))
def show_site(
    ctx: typer.Context, site: Annotated[str, typer.Argument(metavar="SITE", help=N_("Its name or id."))]
) -> None:
    """Write all that is known of it."""
    run = run_of(ctx)
    with run.reading() as session:
        place = pick.site(session, site)
    data = shown.place_data(place)
    if run.json:
        run.data({"sites": [{**data, "boundary": place.boundary}]})
        return
    for label, value in (
        (_("Site"), place.name),
        (_("English name"), place.english_name),
        (_("Kind"), _(_KINDS.get(place.kind, place.kind))),
        (_("Point"), f"{place.latitude:.6f}, {place.longitude:.6f} WGS 84" if place.latitude is not None else ""),
        (_("As entered"), f"{place.point_entered} {place.datum}" if place.point_entered else ""),
        (_("Uncertainty"), f"{place.uncertainty_m:g} m" if place.uncertainty_m is not None else ""),
        (_("Area"), f"{place.area_ha:g} ha" if place.area_ha is not None else ""),
        (_("Timezone"), place.timezone),
        (_("Surveys"), str(place.surveys)),
        (_("Note"), place.note),
        (_("id"), place.uid),
    ):
        if value:
            run.out(f"{label}: {clean(value)}")


@app.command(
    "add", cls=Command, help=N_('Add a site or a plot: birdlog sites add 1号塘 --in 鹦鹉洲湿地 --point "30.71, 121.34"')
)
@takes(_FIELDS)
def add_site(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help=N_("What it is called."))],
    parent: Annotated[str, typer.Option("--in", metavar="SITE", help=N_("The site that it lies in."))] = "",
    point: Annotated[str, typer.Option("--point", metavar="POINT", help=_WHERE)] = "",
    datum: Datum = "",
    **options: str,
) -> None:
    """Add it."""
    from birdlog import logbook, lookup

    run = run_of(ctx)
    said: dict[str, Any] = {
        "kind": "plot" if parent else "wetland",
        **given(_FIELDS, options),
        **_point(point or None, datum),
    }
    with run.writing() as session:
        inside = pick.site(session, parent).uid if parent else ""
        uid = logbook.add_site(session, run.act(), logbook.SiteDraft(name=name, parent=inside, **said)).uid
        session.flush()
        place = lookup.site(session, uid)
    _tell(run, place, _("Added: {site}"))


@app.command("edit", cls=Command, help=N_("Change what is known of a site. An empty text takes a field out."))
@takes(_CHANGED)
def edit_site(
    ctx: typer.Context,
    site: Annotated[str, typer.Argument(metavar="SITE", help=N_("Its name or id."))],
    datum: Datum = "",
    **options: str,
) -> None:
    """Change the fields that were said."""
    from birdlog import logbook, lookup

    run = run_of(ctx)
    changes = given(_CHANGED, options)
    changes |= _point(changes.pop("point", None), datum)
    if not changes:
        raise DataError(
            _("Nothing was said to be changed."), _("See: {command} --help").format(command=ctx.command_path)
        )
    with run.writing() as session:
        uid = pick.site(session, site).uid
        logbook.amend_site(session, run.act(), uid, **changes)
        session.flush()
        place = lookup.site(session, uid)
    _tell(run, place, _("Changed: {site}"))


def _point(typed: str | None, datum: str) -> dict[str, Any]:
    """Return the fields of a point as typed: none where nothing was said, blank ones for a blank text."""
    if not typed:
        if datum:
            raise UsageError(_("A datum is of a point, and there is none."), _("Say it with --point."))
        return {} if typed is None else {"latitude": None, "longitude": None, "point_entered": "", "datum": ""}
    from birdlog.places import parse_point

    placed = parse_point(typed, datum or "WGS84")
    return {
        "latitude": placed.lat,
        "longitude": placed.lon,
        "point_entered": placed.entered,
        "datum": placed.datum,
    }


def _tell(run: Run, place: Any, sentence: str) -> None:
    """Write a site that was added or changed, and say so."""
    if run.json:
        run.data({"sites": [shown.place_data(place)]})
    else:
        run.out(place.uid)
    run.say(sentence.format(site=shown.place_name(place)))
    if place.datum and place.datum != "WGS84":
        run.say(_("Stored as WGS 84: {lat:.6f}, {lon:.6f}").format(lat=place.latitude, lon=place.longitude))
