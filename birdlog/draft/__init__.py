"""Drafts: what is typed, filled in or read from a sheet, before it is a record. Pure: no database, no clock."""

from birdlog.draft.check import check
from birdlog.draft.check_survey import check_survey
from birdlog.draft.count import MOST, Count, Kind
from birdlog.draft.findings import LONGEST, UID_LENGTH, Findings
from birdlog.draft.shapes import Part, SightingDraft, SurveyDraft

__all__ = [
    "LONGEST",
    "MOST",
    "UID_LENGTH",
    "Count",
    "Findings",
    "Kind",
    "Part",
    "SightingDraft",
    "SurveyDraft",
    "check",
    "check_survey",
]
