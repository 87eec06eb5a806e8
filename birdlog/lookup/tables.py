"""The tables by name, for statements that return rows and not objects."""

from birdlog.models import metadata

TAXON = metadata.tables["taxon"]
SITE = metadata.tables["site"]
OBSERVER = metadata.tables["observer"]
SURVEY = metadata.tables["survey"]
SURVEY_OBSERVER = metadata.tables["survey_observer"]
SIGHTING = metadata.tables["sighting"]
SIGHTING_PART = metadata.tables["sighting_part"]
