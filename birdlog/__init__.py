"""birdlog: a bird logbook for wetland sites.

The Python interface for researchers. Names load on first use, so that `import birdlog` costs nothing::

    import birdlog

    checklist = birdlog.load_checklist()
    store = birdlog.open_store("birdlog.db", checklist)
    with store.reading() as session:
        surveys = birdlog.lookup.surveys(session)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# Public name -> the module it lives in, and its name there.
_NAMES = {
    "BirdlogError": ("errors", "BirdlogError"),
    "Checklist": ("checklist", "Checklist"),
    "Problem": ("errors", "Problem"),
    "SightingDraft": ("draft", "SightingDraft"),
    "Store": ("store", "Store"),
    "SurveyDraft": ("draft", "SurveyDraft"),
    "Taxon": ("checklist", "Taxon"),
    "load_checklist": ("checklist", "load"),
    "open_store": ("store", "open_store"),
    "parse": ("quickline", "parse"),
    "render": ("quickline", "render"),
}
_ROOMS = ("export", "logbook", "lookup", "places", "summary")

__all__ = [
    "BirdlogError",
    "Checklist",
    "Problem",
    "SightingDraft",
    "Store",
    "SurveyDraft",
    "Taxon",
    "__version__",
    "export",
    "load_checklist",
    "logbook",
    "lookup",
    "open_store",
    "parse",
    "places",
    "render",
    "summary",
]

if TYPE_CHECKING:
    from birdlog import export, logbook, lookup, places, summary
    from birdlog.checklist import Checklist, Taxon
    from birdlog.checklist import load as load_checklist
    from birdlog.draft import SightingDraft, SurveyDraft
    from birdlog.errors import BirdlogError, Problem
    from birdlog.quickline import parse, render
    from birdlog.store import Store, open_store


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        module, attribute = _NAMES[name]
        value = getattr(import_module(f"birdlog.{module}"), attribute)
    elif name in _ROOMS:
        value = import_module(f"birdlog.{name}")
    else:
        raise AttributeError(f"module 'birdlog' has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
