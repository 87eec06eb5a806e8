"""Every table, and nothing else. Tables do not validate: drafts are checked before, named CHECKs stand behind.

A text that was not said is NULL in the database and "" in Python. Keys hold uids (36 characters), taxa their slug.
Dates and times are the clock on the wall; stamps are aware and UTC.
"""

from birdlog.models.base import NAMING, Made, Said, Stamp, Table, add_type_rules, metadata
from birdlog.models.changes import REVISED, Revision
from birdlog.models.counts import Sighting, SightingPart, Survey, SurveyObserver
from birdlog.models.identity import uid5, uid7
from birdlog.models.places import SITE_KINDS, Batch, Observer, Site
from birdlog.models.taxa import Taxon, TaxonChange, TaxonStatus, Threshold

add_type_rules(metadata.tables.values())

__all__ = [
    "NAMING",
    "REVISED",
    "SITE_KINDS",
    "Batch",
    "Made",
    "Observer",
    "Revision",
    "Said",
    "Sighting",
    "SightingPart",
    "Site",
    "Stamp",
    "Survey",
    "SurveyObserver",
    "Table",
    "Taxon",
    "TaxonChange",
    "TaxonStatus",
    "Threshold",
    "metadata",
    "uid5",
    "uid7",
]
