"""What was changed after it was recorded, so that nothing vanishes and everything can be taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from birdlog.models.base import Identified, document, rule, said, stamp, text, uid_rule, whole

REVISED = ("site", "observer", "survey", "sighting", "batch", "threshold")


class Revision(Identified, table=True):
    """One row changed by one action: the columns that changed, as they were before and after.

    `table_name` and `row_uid` name the row, `row_version` the version it got by this change. `undoes` is the action
    that this one takes back, NULL for any other. Creation writes no revision: the row itself bears its action.
    """

    __tablename__ = "revision"
    __table_args__ = (
        rule("table_name", "table_name IN ({})".format(", ".join(f"'{name}'" for name in REVISED))),
        rule("row_version", "row_version > 1"),
        sa.UniqueConstraint("table_name", "row_uid", "row_version"),
        sa.Index(None, "action", "who"),
        sa.Index(None, "undoes"),
        *uid_rule("uid", "row_uid", "action", "undoes"),
    )

    action: str = text()
    table_name: str = text()
    row_uid: str = text()
    row_version: int = whole(required=True)
    before: dict[str, Any] = document()
    after: dict[str, Any] = document()
    who: str = text()
    at: datetime = stamp(required=True)
    terminal: str = said()
    batch: str = said(foreign_key="batch.uid")
    why: str = said()
    undoes: str = said()
