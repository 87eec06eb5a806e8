"""The steps that bring a database of an older birdlog up to this one. Reading this module imports no alembic.

A new database is made from the models at once and bears the newest step's name; the schema test proves that the steps
and the models make the same. To add a step: a file in versions/, its name into `STEPS`, at the end.
"""

from pathlib import Path

STEPS = ("0001",)
"""Every step there has been, in order."""

HEAD = STEPS[-1]
"""The step a database of this birdlog stands at."""

FOLDER = Path(__file__).parent
"""Where alembic finds env.py and versions/."""
