"""What the counts say: one SQL statement each over the documented views, rows out."""

from birdlog.formats.scope import TAXA, Scope, birds_meant
from birdlog.summary.question import BY, MEASURES, Question
from birdlog.summary.statement import COLUMNS
from birdlog.summary.tally import RULES, Tally, tally

__all__ = ["BY", "COLUMNS", "MEASURES", "RULES", "TAXA", "Question", "Scope", "Tally", "birds_meant", "tally"]
