"""What the steps are written with: columns and tables in few words.

Released steps stand on these, so what one of them makes never changes; a step that needs another kind of table says so
in its own words.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import sqlite

UTC = sa.DateTime(timezone=True).with_variant(sa.Text(), "sqlite")
CLOCK = sa.Time().with_variant(sqlite.TIME(), "sqlite")  # type: ignore[no-untyped-call]
_DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
_CLOCK = "[0-9][0-9]:[0-9][0-9]:[0-9][0-9]"


def column(name: str, kind: Any, target: str = "", *, null: bool = False) -> sa.Column[Any]:
    """A column, and what it refers to."""
    return sa.Column(name, kind, *([sa.ForeignKey(target)] if target else []), nullable=null)


def text(*names: str, to: str = "") -> list[sa.Column[Any]]:
    """Texts that must be there."""
    return [column(name, sa.Text(), to) for name in names]


def said(*names: str, to: str = "") -> list[sa.Column[Any]]:
    """Texts that may not have been said."""
    return [column(name, sa.Text(), to, null=True) for name in names]


def needed(kind: Any, *names: str) -> list[sa.Column[Any]]:
    """Values that must be there."""
    return [column(name, kind) for name in names]


def maybe(kind: Any, *names: str) -> list[sa.Column[Any]]:
    """Values that may not have been said."""
    return [column(name, kind, null=True) for name in names]


def type_rule(item: sa.Column[Any]) -> str:
    """The condition that holds a value to its column's type on SQLite, which itself takes anything anywhere."""
    name, kind = item.name, item.type
    if kind is UTC:
        return f"typeof({name}) = 'text' AND {name} GLOB '{_DAY}T*Z'"
    if kind is CLOCK:
        return f"typeof({name}) = 'text' AND {name} GLOB '{_CLOCK}'"
    rules = {
        sa.Boolean: f"typeof({name}) = 'integer' AND {name} IN (0, 1)",
        sa.Integer: f"typeof({name}) = 'integer'",
        sa.Float: f"typeof({name}) = 'real'",
        sa.Date: f"typeof({name}) = 'text' AND {name} GLOB '{_DAY}'",
        sa.JSON: f"json_valid({name}) AND {name} <> 'null'",
        sa.Text: f"typeof({name}) = 'text' AND {name} <> ''",
    }
    return rules[type(kind)]


def table(
    name: str,
    columns: list[sa.Column[Any]],
    *,
    checks: dict[str, str],
    key: str = "uid",
    unique: tuple[str, ...] = (),
) -> None:
    """Make one table with its CHECKs, by their names, and on SQLite a CHECK of type for each column."""
    checks = dict(checks)
    for item in columns:
        condition = type_rule(item)
        checks[f"{item.name}_type"] = f"{item.name} IS NULL OR ({condition})" if item.nullable else condition
        for key_to in item.foreign_keys:
            key_to.name = op.f(f"fk_{name}_{item.name}")
    constraints: list[sa.schema.SchemaItem] = [sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{name}"))]
    if unique:
        constraints.append(sa.UniqueConstraint(*unique, name=op.f(f"uq_{name}_{'_'.join(unique)}")))
    for rule, condition in checks.items():
        check = sa.CheckConstraint(condition, name=op.f(f"ck_{name}_{rule}"))
        constraints.append(check.ddl_if(dialect="sqlite") if rule.endswith("_type") else check)
    op.create_table(name, *columns, *constraints)


def index(table_name: str, *columns: str) -> None:
    """Make an index."""
    op.create_index(op.f(f"ix_{table_name}_{'_'.join(columns)}"), table_name, list(columns))


def unique_while(name: str, table_name: str, *columns: str, condition: str) -> None:
    """Make the index that keeps rows from sharing these columns while a condition holds."""
    where = sa.text(condition)
    op.create_index(op.f(name), table_name, list(columns), unique=True, sqlite_where=where, postgresql_where=where)


def stamps() -> list[sa.Column[Any]]:
    """A version, and when the row was made and last changed."""
    return [*needed(sa.Integer(), "version"), *needed(UTC, "created_at", "updated_at")]


def made() -> list[sa.Column[Any]]:
    """The same behind a uid, and by which action, who, and when it was withdrawn."""
    return [*text("uid"), *stamps(), *text("action", "made_by"), *maybe(UTC, "withdrawn_at")]


def point() -> list[sa.Column[Any]]:
    """A place in WGS 84, and what was typed."""
    return [
        *maybe(sa.Float(), "latitude", "longitude"),
        *said("point_entered", "datum"),
        *maybe(sa.Float(), "uncertainty_m"),
    ]


POINT = {
    "latitude": "latitude BETWEEN -90 AND 90",
    "longitude": "longitude BETWEEN -180 AND 180",
    "point_whole": "(latitude IS NULL) = (longitude IS NULL)",
    "uncertainty_m": "uncertainty_m BETWEEN 0 AND 10000000",
}


def identity(*columns: str) -> dict[str, str]:
    """The CHECKs that hold columns to 36 characters."""
    return {f"{column}_length": f"length({column}) = 36" for column in columns}
