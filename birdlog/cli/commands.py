"""The command classes: help in the user's language and in terminal cells, values converted without a heavy library.

Typer's own help measures with len(), which leaves Chinese ragged, and its texts are English; so the page is written
here from the same parameters. Its conversion imports pydantic, which costs more than a whole `birdlog find`; the few
types the commands use are converted here instead.
"""

import difflib
import shutil
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from birdlog.cli.wrap import hanging, wrap
from birdlog.display import clean, width
from birdlog.errors import UsageError
from birdlog.i18n import N_, _

__all__ = ["EVERYWHERE", "Command", "Group", "help_page", "no_such_option"]

EVERYWHERE = (
    ("--db PATH|URL", N_("The database to work on (else BIRDLOG_DB, else your own).")),
    ("--lang zh|en", N_("The language of words and help.")),
    ("--json", N_("Write the answer as JSON.")),
    ("--yes", N_("Answer yes to every question.")),
    ("--help", N_("Show this page.")),
    ("--version", N_("Show the version.")),
)
"""What every command takes, before or after its name."""


class _Conversion:
    """Stands where Typer keeps its own converter: texts, whole numbers and decimal numbers."""

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        del ctx
        kind = param.type_descriptor.annotation
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, (list, tuple)):
            return list(value)
        try:
            return kind(value) if kind in {int, float} else value
        except ValueError:
            raise UsageError(
                _("“{value}” is no number for {option}.").format(value=clean(str(value)), option=_name(param)),
                _("Write it with digits: {option} 12").format(option=_name(param)),
            ) from None


def _name(param: Any) -> str:
    """Return how a parameter is called on the command line."""
    return str(param.opts[-1] if param.param_type_name == "option" else param.metavar or param.name.upper())


class _Ours:
    """What commands and groups have in common."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for param in self.params:  # type: ignore[attr-defined]
            param._runtime_param = _Conversion()

    def get_help_option(self, ctx: Any) -> Any:
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option._runtime_param = _Conversion()
        return option

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except typer.TyperException as error:
            raise _in_words(error, ctx) from error
        return rest

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(help_page(ctx))


class Command(_Ours, TyperCommand):
    """A command."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        ctx.allow_extra_args = True
        rest = super().parse_args(ctx, args)
        if rest:
            raise UsageError(
                _("“{word}” is one word too many.").format(word=clean(rest[0])),
                _see_help(ctx, _("Quote words that belong together.")),
            )
        for param in self.params:
            # A blank is what a script's empty variable leaves: it must not mean today, the latest or the last.
            # Only a field of a record can be made blank.
            said = ctx.params.get(param.name) == "" and ctx.get_parameter_source(param.name).name == "COMMANDLINE"
            if said and not str(param.name).startswith("field_"):
                raise UsageError(_("{name} is blank.").format(name=_name(param)), _("Leave it out, or say something."))
        return rest


class Group(_Ours, TyperGroup):
    """A command that has commands of its own; without one of them it lists, where it can."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0].startswith("-") and args[0] not in {"-h", "--help", "--"} and "list" in self.commands:
            args = ["list", *args]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        command = self.get_command(ctx, args[0])
        if command is not None:
            return args[0], command, args[1:]
        close = difflib.get_close_matches(args[0], self.list_commands(ctx), n=2)
        advice = _("Did you mean {words}?").format(words=_(" or ").join(close)) if close else _see_help(ctx)
        raise UsageError(_("There is no command “{word}”.").format(word=clean(args[0])), advice)


def no_such_option(option: str, ctx: Any, close: list[str] | None = None) -> UsageError:
    """Return the error for an option that is not there."""
    advice = _("Did you mean {words}?").format(words=_(" or ").join(close)) if close else _see_help(ctx)
    return UsageError(_("There is no option {option} here.").format(option=clean(option)), advice)


def _see_help(ctx: Any, first: str = "") -> str:
    hint = _("See: {command} --help").format(command=ctx.command_path)
    return f"{first} {hint}" if first else hint


def _in_words(error: typer.TyperException, ctx: Any) -> UsageError:
    """Return Typer's complaint as ours, in the user's language."""
    option = getattr(error, "option_name", "")
    param = getattr(error, "param", None)
    if hasattr(error, "possibilities"):
        return no_such_option(option, ctx, list(error.possibilities or ()))
    if option:
        return UsageError(_("{option} is followed by a value.").format(option=option), _see_help(ctx))
    if param is not None:
        return UsageError(_("{name} is missing.").format(name=_name(param)), _see_help(ctx))
    return UsageError(clean(error.format_message()), _see_help(ctx))


def help_page(ctx: Any) -> str:
    """Return the help of a command, as wide as the terminal and at most 100 cells."""
    command = ctx.command
    cells = min(shutil.get_terminal_size().columns, 100)
    arguments = [(_name(p), _said(p.help)) for p in command.params if p.param_type_name == "argument"]
    options = [_option(p) for p in command.params if p.param_type_name == "option" and not p.hidden]
    children = [
        (name, _said(child.help).split("\n")[0])
        for name, child in getattr(command, "commands", {}).items()
        if not child.hidden
    ]
    usage = [ctx.command_path]
    usage += [
        ("[{}]" if not p.required else "{}").format(_name(p)) + ("..." if p.nargs == -1 else "")
        for p in command.params
        if p.param_type_name == "argument"
    ]
    usage += [_spelling(p) for p in command.params if p.param_type_name == "option" and p.required]
    if children:
        usage.append(_("[COMMAND]"))
    if options:
        usage.append(_("[OPTIONS]"))
    parts = [_("Usage: {usage}").format(usage=" ".join(usage))]
    parts += ["\n".join(wrap(_(command.help), cells))] if command.help else []
    sections = [
        (_("Words:"), arguments),
        (_("Options:"), options),
        (_("Commands:"), children),
        (_("Everywhere, before or after the command:"), [(flag, _(meaning)) for flag, meaning in EVERYWHERE]),
    ]
    everywhere = ""
    if ctx.parent is not None:
        sections.pop()
        flags = " ".join(flag.split(" ")[0] for flag, _meaning in EVERYWHERE)
        everywhere = _("Everywhere: {flags}. What they mean: birdlog --help").format(flags=flags)
    for title, rows in sections:
        if rows:
            indent = min(32, 4 + max(width(term) for term, _meaning in rows))
            parts.append("\n".join([title, *(hanging(term, meaning, indent, cells) for term, meaning in rows)]))
    for text in (_(command.epilog) if command.epilog else "", everywhere):
        if text:
            parts.append("\n".join(wrap(text, cells)))
    return "\n\n".join(parts) + "\n"


def _said(text: str | None) -> str:
    """Return a help text in the language in use."""
    return _(text) if text else ""


def _spelling(param: Any) -> str:
    """Return how an option is written, with its value."""
    longest: str = max(param.opts, key=len)
    return longest if param.is_flag else f"{longest} {param.metavar or param.name.upper()}"


def _option(param: Any) -> tuple[str, str]:
    """Return an option's spelling and what it means, with its default."""
    spelling = ", ".join([*sorted([*param.opts, *param.secondary_opts], key=len)[:-1], _spelling(param)])
    meaning = _said(param.help)
    if param.default not in (None, "", False, (), []) and param.show_default:
        meaning = _("{meaning} Without it: {value}.").format(meaning=meaning, value=param.default)
    return spelling, meaning
