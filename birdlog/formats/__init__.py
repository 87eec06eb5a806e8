"""What leaves and comes back share: a format's columns as tables, and the formula guard."""

from birdlog.formats.columns import Column, Row, text
from birdlog.formats.guard import guard, plain, unguard

__all__ = ["Column", "Row", "guard", "plain", "text", "unguard"]
