"""The flags that stand before or after the command: lifted out of what was typed before it is parsed.

Nothing after `--` is touched, so that an entry line may hold any word.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from birdlog.errors import UsageError
from birdlog.i18n import _

__all__ = ["Flags", "lift"]


@dataclass(slots=True)
class Flags:
    """What was asked for everywhere; None where nothing was said."""

    db: str | None = None
    lang: str | None = None
    json: bool = False
    yes: bool = False
    version: bool = False
    rest: list[str] = field(default_factory=list)
    missing: str = ""  # the option that had no value

    def check(self) -> None:
        """Raise for an option without its value; called once the language to say it in is known."""
        if self.missing:
            raise UsageError(
                _("{option} is followed by a value.").format(option=self.missing),
                _("For example: {example}").format(example=_EXAMPLES[self.missing]),
            )


def lift(argv: Sequence[str]) -> Flags:
    """Return the flags and what is left of the command line.

    A flag without its value is remembered, and `Flags.check` raises it.
    """
    flags = Flags()
    words = iter(argv)
    for word in words:
        if word == "--":
            flags.rest += [word, *words]
            break
        name, equals, value = word.partition("=")
        if name in {"--db", "--lang"}:
            if not equals:
                value = next(words, "")
            if not value:
                flags.missing = name
            setattr(flags, name[2:], value or None)
        elif word in {"--json", "--yes", "--version"}:
            setattr(flags, word[2:], True)
        else:
            flags.rest.append(word)
    return flags


_EXAMPLES = {"--db": "birdlog tally --db spring.db", "--lang": "birdlog --help --lang zh"}
