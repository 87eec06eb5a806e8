"""Options that say a field of a record: one table for opening, amending, adding and editing."""

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from birdlog.cli import pick
from birdlog.display import clean
from birdlog.draft import terms
from birdlog.errors import UsageError
from birdlog.i18n import N_, _, language

__all__ = ["SURVEY", "Field", "given", "takes", "term", "yes_no"]

Read = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Field:
    """An option and the field it sets; `read` turns what was typed into its value, a blank text clears it."""

    flag: str
    name: str
    metavar: str
    meaning: str
    read: Read
    blank: object = ""


def takes(fields: Sequence[Field]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command an option for each field; it gets them as keywords, None where nothing was said."""

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        @functools.wraps(function)
        def command(*args: Any, **kwargs: Any) -> None:
            function(*args, **kwargs)

        signature = inspect.signature(function)
        own = [one for one in signature.parameters.values() if one.kind is not inspect.Parameter.VAR_KEYWORD]
        more = [
            inspect.Parameter(
                f"field_{field.name}",
                inspect.Parameter.KEYWORD_ONLY,
                default=None,
                annotation=Annotated[str, typer.Option(field.flag, metavar=field.metavar, help=field.meaning)],
            )
            for field in fields
        ]
        command.__signature__ = signature.replace(parameters=[*own, *more])  # type: ignore[attr-defined]
        return command

    return decorate


def given(fields: Sequence[Field], options: Mapping[str, str | None]) -> dict[str, Any]:
    """Return what was said, by the name of the field."""
    found: dict[str, Any] = {}
    for field in fields:
        typed = options.get(f"field_{field.name}")
        if typed is not None:
            found[field.name] = field.read(typed) if typed.strip() else field.blank
    return found


def term(vocabulary: terms.Vocabulary) -> Read:
    """Return a reader of a word of a closed list, in either language."""

    def read(text: str) -> str:
        found = vocabulary.find(text)
        if found is None:
            words = ", ".join(f"{one.code} ({one.word(language())})" for one in vocabulary)
            raise UsageError(
                _("“{value}” is not one of the words for this.").format(value=clean(text)),
                _("Take one of: {words}.").format(words=words),
            )
        return found.code

    return read


def yes_no(text: str) -> bool | None:
    """Read yes or no, or that it was not stated."""
    word = text.strip().casefold()
    if word in {"yes", "y", "true", "1", "是", "完整"}:
        return True
    if word in {"no", "n", "false", "0", "否", "不完整"}:
        return False
    if word in {"unknown", "未说明", "?"}:
        return None
    raise UsageError(
        _("“{value}” is neither yes nor no.").format(value=clean(text)), _("Write yes, no, or unknown if not stated.")
    )


def whole(text: str) -> int:
    """Read a whole number."""
    return int(_number(text, int))


def decimal(text: str) -> float:
    """Read a number."""
    return float(_number(text, float))


def _number(text: str, kind: Callable[[str], Any]) -> Any:
    try:
        return kind(text.strip())
    except ValueError:
        raise UsageError(_("“{value}” is no number.").format(value=clean(text)), _("Write it with digits.")) from None


def names(text: str) -> tuple[str, ...]:
    """Read names parted by commas of either kind."""
    for comma in "、，,;；":
        text = text.replace(comma, "\n")
    return tuple(name.strip() for name in text.split("\n") if name.strip())


def text(value: str) -> str:
    """Take the text as it is."""
    return value.strip()


SURVEY = (
    Field("--start", "start", "TIME", N_("When it began, as 7:30."), pick.clock, None),
    Field("--end", "end", "TIME", N_("When it ended."), pick.clock, None),
    Field("--minutes", "minutes", "N", N_("How long it took, where the times are not known."), whole, None),
    Field(
        "--protocol",
        "protocol",
        "WORD",
        N_("stationary, traveling, area, incidental or historical; the Chinese words do as well."),
        term(terms.PROTOCOL),
        "stationary",
    ),
    Field("--observers", "observers", "NAMES", N_("Who counted, with commas between the names."), names, ()),
    Field("--party-size", "party_size", "N", N_("How many people counted."), whole, None),
    Field("--plot", "plot", "NAME", N_("The plot or point; a new name makes one."), text),
    Field("--distance", "distance_m", "METRES", N_("How far you walked."), decimal, None),
    Field("--area", "area_ha", "HECTARES", N_("How much you covered."), decimal, None),
    Field("--coverage", "coverage", "WORD", N_("How much of the place could be seen."), term(terms.COVERAGE)),
    Field("--weather", "weather", "WORD", N_("Clear, overcast, rain, fog and so on."), term(terms.SKY)),
    Field("--temperature", "temperature_c", "DEGREES", N_("Temperature in degrees Celsius."), decimal, None),
    Field("--wind-direction", "wind_direction", "WORD", N_("Where the wind came from."), text),
    Field("--wind-force", "wind_force", "N", N_("Beaufort, 0 to 17."), whole, None),
    Field("--tide", "tide", "WORD", N_("rising, high, falling, low or none."), term(terms.TIDE)),
    Field("--tide-range", "tide_range", "WORD", N_("spring, middle or neap."), term(terms.TIDE_RANGE)),
    Field("--water-level", "water_level", "WORD", N_("Dry, low, normal, high or flooded."), term(terms.WATER_LEVEL)),
    Field("--disturbance", "disturbance", "WORD", N_("none, little, moderate or strong."), term(terms.DISTURBANCE)),
    Field("--note", "note", "TEXT", N_("Anything else."), text),
)
"""What a survey's head says, beside its place and day."""
