"""The tree of commands. Each module is imported when one of its commands is called or the whole is shown."""

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer

from birdlog.cli.commands import Command, Group
from birdlog.i18n import N_

if TYPE_CHECKING:
    from typer.core import TyperGroup

__all__ = ["command"]

# In the order of the help page; the module that each lives in has an `app` of that name's commands.
_MODULES = {
    "add": "add",
    "undo": "add",
    "find": "find",
    "tally": "tally",
    "export": "export",
    "surveys": "surveys",
    "sightings": "sightings",
    "sites": "sites",
    "species": "species",
    "observers": "observers",
    "db": "db",
    "demo": "demo",
}


class _Commands(MutableMapping[str, Any]):
    """The commands by name, each loaded when it is asked for."""

    def __init__(self) -> None:
        self._loaded: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._loaded:
            module = import_module(f"birdlog.cli.{_MODULES[name]}")
            made = typer.main.get_command(module.app)
            self._loaded |= {name: made} if made.name == name else dict(getattr(made, "commands", {}))
        return self._loaded[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._loaded[name] = value

    def __delitem__(self, name: str) -> None:
        del self._loaded[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)

    def __contains__(self, name: object) -> bool:
        return name in _MODULES

    def get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in _MODULES else default


app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=N_(
        "A bird logbook for wetland sites. Without a command it opens the full-screen interface; "
        "every command here does the same work in the shell."
    ),
    epilog=N_("Exit codes: 0 done, 1 problems in the data, 2 wrong use, 3 the database, 4 the environment."),
)


@app.callback()
def root(ctx: typer.Context) -> None:
    """Open the full-screen interface where no command was given."""
    if ctx.invoked_subcommand is None:
        from birdlog.cli.run import run_of
        from birdlog.cli.screen import open_screen

        open_screen(run_of(ctx))


def command() -> "TyperGroup":
    """Return the whole command line, its commands not yet loaded."""
    group: Any = typer.main.get_command(app)
    group.commands = _Commands()
    return group  # type: ignore[no-any-return]


__all__ += ["Command"]
