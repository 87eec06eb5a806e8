"""What every table shares: column types, names of constraints, identity, version and stamps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

NAMING = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
"""How constraints and indexes are named, so that a later migration can name what it changes."""

metadata = sa.MetaData(naming_convention=NAMING)


class Said(sa.types.TypeDecorator[str]):
    """A text that may not have been said: "" in Python, NULL in the database."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Store nothing for a blank text."""
        return value or None

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        """Give a blank text for nothing."""
        return value or ""


class Stamp(sa.types.TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database (SQLite: ISO text that ends in Z)."""

    impl = sa.DateTime
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What a value is in Python, so that a revision's text becomes one again."""
        return datetime

    def load_dialect_impl(self, dialect: Dialect) -> sa.types.TypeEngine[Any]:
        """Text on SQLite, timestamptz on PostgreSQL."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.Text())
        return dialect.type_descriptor(sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse a moment without its timezone."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a stamp needs its timezone")
        value = value.astimezone(UTC)
        if dialect.name == "sqlite":
            return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give an aware moment in UTC."""
        if value is None:
            return None
        return (datetime.fromisoformat(value) if isinstance(value, str) else value).astimezone(UTC)


def local_time() -> sa.types.TypeEngine[Any]:
    """The clock on the wall, to the second and without a timezone."""
    on_sqlite = sqlite.TIME(storage_format="%(hour)02d:%(minute)02d:%(second)02d")  # type: ignore[no-untyped-call]
    return sa.Time().with_variant(on_sqlite, "sqlite")


def text(*, default: Any = ..., **options: Any) -> Any:
    """A text that must be there."""
    return Field(default=default, sa_type=sa.Text, nullable=False, **options)


def said(**options: Any) -> Any:
    """A text that may not have been said: blank in Python, NULL in the database."""
    return Field(default="", sa_type=Said, nullable=True, **options)


def clock() -> Any:
    """A time of day on the wall."""
    return Field(default=None, sa_type=local_time(), nullable=True)


def stamp(*, required: bool = False) -> Any:
    """A moment in UTC."""
    if required:
        return Field(sa_type=Stamp, nullable=False)
    return Field(default=None, sa_type=Stamp, nullable=True)


def whole(*, default: Any = None, required: bool = False) -> Any:
    """A whole number."""
    return Field(default=default, sa_type=sa.Integer, nullable=not required)


def flag(*, default: Any = None, required: bool = True) -> Any:
    """Yes or no; not said where it is not required."""
    return Field(default=default, sa_type=sa.Boolean, nullable=not required)


def document() -> Any:
    """A JSON document; nothing is NULL, never the JSON word null."""
    return Field(default=None, sa_type=sa.JSON(none_as_null=True), nullable=True)


def one_of(column: str, codes: Iterable[str]) -> sa.CheckConstraint:
    """The CHECK that holds a text column to a closed list of codes."""
    listed = ", ".join("'" + code.replace("'", "''") + "'" for code in codes)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=column)


def rule(name: str, condition: str) -> sa.CheckConstraint:
    """A named CHECK."""
    return sa.CheckConstraint(condition, name=name)


def between(column: str, low: float, high: float) -> sa.CheckConstraint:
    """The CHECK that holds a number within its bounds, both included."""
    return sa.CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=column)


def point_rules() -> tuple[sa.CheckConstraint, ...]:
    """The CHECKs of a table that holds a point."""
    return (
        between("latitude", -90, 90),
        between("longitude", -180, 180),
        rule("point_whole", "(latitude IS NULL) = (longitude IS NULL)"),
        between("uncertainty_m", 0, 10000000),
    )


def unique_while(name: str, *columns: str, condition: str) -> sa.Index:
    """The index that keeps rows from sharing these columns while a condition holds."""
    where = sa.text(condition)
    return sa.Index(name, *columns, unique=True, sqlite_where=where, postgresql_where=where)


class Table(SQLModel):
    """What every table has: a version that counts its changes, and when it was made and last changed (UTC).

    The version is checked with every UPDATE, so that of two writers who read the same row only one wins.
    """

    metadata: ClassVar[sa.MetaData] = metadata

    version: int = whole(default=1, required=True)
    created_at: datetime = stamp(required=True)
    updated_at: datetime = stamp(required=True)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - a class, not an instance
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


class Key(SQLModel):
    """Identity, in a class of its own so that it stands first in every table."""

    uid: str = Field(sa_type=sa.Text, primary_key=True, nullable=False)


class Identified(Table, Key):
    """A table whose rows are known by a uid, the same in every database they travel to."""


class Made(Identified):
    """A table whose rows somebody made and can take away: by which action, who, and when it was withdrawn."""

    action: str = text()
    made_by: str = text()
    withdrawn_at: datetime | None = stamp()


def uid_rule(*columns: str) -> tuple[sa.CheckConstraint, ...]:
    """The CHECKs that hold columns to 36 characters of identity."""
    return tuple(sa.CheckConstraint(f"length({column}) = 36", name=f"{column}_length") for column in columns)


_DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
_CLOCK = "[0-9][0-9]:[0-9][0-9]:[0-9][0-9]"


def _sqlite_type_rule(column: sa.Column[Any]) -> str:
    """Return the condition that holds a value to its column's type: SQLite itself takes anything anywhere."""
    name, kind = column.name, column.type
    if isinstance(kind, sa.Boolean):
        return f"typeof({name}) = 'integer' AND {name} IN (0, 1)"
    if isinstance(kind, sa.Integer):
        return f"typeof({name}) = 'integer'"
    if isinstance(kind, sa.Float):
        return f"typeof({name}) = 'real'"
    if isinstance(kind, sa.Date):
        return f"typeof({name}) = 'text' AND {name} GLOB '{_DAY}'"
    if isinstance(kind, sa.Time):
        return f"typeof({name}) = 'text' AND {name} GLOB '{_CLOCK}'"
    if isinstance(kind, Stamp):
        return f"typeof({name}) = 'text' AND {name} GLOB '{_DAY}T*Z'"
    if isinstance(kind, sa.JSON):
        return f"json_valid({name}) AND {name} <> 'null'"
    return f"typeof({name}) = 'text' AND {name} <> ''"


def add_type_rules(tables: Iterable[sa.Table]) -> None:
    """Give every column of these tables its CHECK of type, on SQLite alone."""
    for table in tables:
        for column in list(table.columns):
            condition = _sqlite_type_rule(column)
            if column.nullable:
                condition = f"{column.name} IS NULL OR ({condition})"
            check = sa.CheckConstraint(condition, name=f"{column.name}_type")
            table.append_constraint(check.ddl_if(dialect="sqlite"))
