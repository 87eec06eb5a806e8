"""What a tally is asked: by what, which figures, of which birds, where and when."""

from dataclasses import dataclass, field

from birdlog.errors import UsageError
from birdlog.formats.scope import Scope
from birdlog.i18n import _

__all__ = ["BY", "MEASURES", "Question"]

BY = (
    "species",
    "family",
    "order",
    "guild",
    "year",
    "month",
    "month-of-year",
    "day",
    "site",
    "plot",
    "survey",
    "visit",
    "observer",
    "protocol",
)
"""What the rows of a tally can be."""

MEASURES = ("individuals", "overhead", "peak", "records", "uncounted", "surveys", "first", "last")
"""The figures of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that can be answered: the rows' keys, their figures, and which records it is about."""

    by: tuple[str, ...] = ("species",)
    measures: tuple[str, ...] = ("individuals", "peak", "surveys")
    scope: Scope = field(default_factory=Scope)

    def __post_init__(self) -> None:
        """Refuse words that mean nothing here."""
        for words, known, option in ((self.by, BY, "--by"), (self.measures, MEASURES, "--measure")):
            wrong = [word for word in words if word not in known]
            if wrong or not words or len(set(words)) < len(words):
                raise UsageError(
                    _("“{value}” cannot be asked with {option}.").format(value=",".join(words), option=option),
                    _("Take each at most once of: {words}.").format(words=", ".join(known)),
                )
