"""Reads that several doors share. Functions take a session first and answer with frozen rows.

`survey_lines`, `survey_totals`, `survey_header`: one survey. `open_surveys`, `last_survey`, `surveys`: many.
`sites`, `plots`, `site`, `observers`, `extra_taxa`: what surveys refer to. `usual_here`, `highest_here`: what a site
has had; `expect` gathers it once for a survey, `surprises` then judges each line against it without the database, and
`questions` does both for a whole survey.
"""

from birdlog.lookup.here import Expected, expect, highest_here, questions, surprises, usual_here
from birdlog.lookup.lines import SPECIES_KINDS, draft_of, line, survey_lines, survey_totals
from birdlog.lookup.rows import Header, Line, Place, Totals
from birdlog.lookup.sites import extra_taxa, observers, plots, site, sites
from birdlog.lookup.surveys import last_survey, open_surveys, survey_draft, survey_header, surveys

__all__ = [
    "SPECIES_KINDS",
    "Expected",
    "Header",
    "Line",
    "Place",
    "Totals",
    "draft_of",
    "expect",
    "extra_taxa",
    "highest_here",
    "last_survey",
    "line",
    "observers",
    "open_surveys",
    "plots",
    "questions",
    "site",
    "sites",
    "surprises",
    "survey_draft",
    "survey_header",
    "survey_lines",
    "survey_totals",
    "surveys",
    "usual_here",
]
