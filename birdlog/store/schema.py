"""The shape of a database as the database itself tells it, compared with the models' own.

Read from sqlite_master and pg_catalog: columns, keys, CHECKs, indexes, views. (alembic's compare_metadata sees no CHECK
and no view.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import sqlalchemy as sa

from birdlog import views
from birdlog.i18n import _
from birdlog.models import metadata

Shape = Mapping[str, str]
"""What is there -> how it is defined: "column sighting.line", "constraint sighting.pk_sighting" ..."""

_SPACE = re.compile(r"\s+")
_OWN = ("alembic_version",)  # alembic's table, which is no model's


def of(connection: sa.Connection) -> Shape:
    """Return the shape of the database a connection is on."""
    read = _sqlite if connection.dialect.name == "sqlite" else _postgres
    return dict(read(connection))


def expected(engine: sa.Engine) -> Shape:
    """Return the shape that the models make on this kind of database."""
    if engine.dialect.name == "sqlite":
        engine = sa.create_engine("sqlite://", poolclass=sa.pool.StaticPool)
    try:
        with engine.connect() as connection:
            try:
                if engine.dialect.name == "postgresql":
                    # A schema that is never committed: nobody else ever sees it.
                    connection.exec_driver_sql("CREATE SCHEMA birdlog_expected")
                    connection.exec_driver_sql("SET LOCAL search_path TO birdlog_expected")
                metadata.create_all(connection, checkfirst=False)
                views.create(connection)
                return of(connection)
            finally:
                connection.rollback()
    finally:
        if engine.dialect.name == "sqlite":
            engine.dispose()


def differences(actual: Shape, wanted: Shape) -> list[str]:
    """Return what differs, each in a few words: what is missing, what is there besides, what is defined otherwise."""
    found = [_("{name} is missing").format(name=name) for name in wanted if name not in actual]
    found += [_("{name} is not birdlog's").format(name=name) for name in actual if name not in wanted]
    found += [
        _("{name} is {found} instead of {wanted}").format(name=name, found=actual[name], wanted=wanted[name])
        for name in wanted
        if name in actual and actual[name] != wanted[name]
    ]
    return sorted(found)


def _plain(sql: str | None) -> str:
    return _SPACE.sub(" ", sql or "").strip()


def _sqlite(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    rows = connection.exec_driver_sql(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite^_%' ESCAPE '^'"
    ).fetchall()
    for kind, name, table, sql in rows:
        if table in _OWN:
            continue
        if kind != "table":
            yield f"{kind} {name}", _plain(sql)
            continue
        yield f"table {name}", "table"
        for column in connection.exec_driver_sql(f'PRAGMA table_xinfo("{name}")'):
            _number, title, type_, needed, default, key, hidden = column
            yield f"column {name}.{title}", f"{type_} needed={needed} default={default} key={key} hidden={hidden}"
        for reference in connection.exec_driver_sql(f'PRAGMA foreign_key_list("{name}")'):
            _id, part, other, source, target, *actions = reference
            yield f"reference {name}.{source}.{part}", f"{other}.{target} {' '.join(map(str, actions))}"
        for title, definition in _constraints(sql):
            yield f"constraint {name}.{title}", definition


def _constraints(sql: str) -> Iterator[tuple[str, str]]:
    """Yield the named constraints of a CREATE TABLE, each up to the comma or bracket that ends it.

    Unnamed CHECKs count too: a table made by this program has none.
    """
    for number, match in enumerate(re.finditer(r"\bCONSTRAINT\s+(\S+)\s+|(?<!\w)CHECK\s*\(", sql)):
        if match[1] is None:
            before = sql[: match.start()].rstrip()
            if re.search(r"\bCONSTRAINT\s+\S+$", before):
                continue
        start = match.end() if match[1] else match.start()
        yield match[1] or f"unnamed {number}", _plain(sql[start : _end(sql, start)])


def _end(sql: str, start: int) -> int:
    """Return where a constraint ends: at a comma or bracket outside its own brackets and texts."""
    depth, quoted = 0, False
    for place in range(start, len(sql)):
        char = sql[place]
        if char == "'":
            quoted = not quoted
        elif quoted:
            continue
        elif char == "(":
            depth += 1
        elif char == ")" and depth:
            depth -= 1
        elif char in ",)" and not depth:
            return place
    return len(sql)


_COLUMNS = """
SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid)
FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid
  AND d.adnum = a.attnum
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
"""
_CONSTRAINTS = """
SELECT c.relname, n.conname, pg_get_constraintdef(n.oid), n.convalidated
FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid WHERE n.connamespace = current_schema()::regnamespace
"""
_INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
_PG_VIEWS = """
SELECT c.relname, pg_get_viewdef(c.oid) FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('v', 'm')
"""
_TRIGGERS = """
SELECT t.tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace
"""


def _postgres(connection: sa.Connection) -> Iterator[tuple[str, str]]:
    schema = str(connection.scalar(sa.text("SELECT current_schema()")))
    for table, column, type_, needed, default in connection.exec_driver_sql(_COLUMNS):
        if table not in _OWN:
            yield f"table {table}", "table"
            yield f"column {table}.{column}", f"{type_} needed={needed} default={default}"
    for table, name, definition, valid in connection.exec_driver_sql(_CONSTRAINTS):
        if table not in _OWN:
            yield f"constraint {table}.{name}", f"{_plain(definition)} valid={valid}"
    for table, name, definition in connection.exec_driver_sql(_INDEXES):
        if table not in _OWN:
            yield f"index {name}", _plain(definition).replace(f" ON {schema}.", " ON ")
    for name, definition in connection.exec_driver_sql(_PG_VIEWS):
        yield f"view {name}", _plain(definition)
    for name, definition in connection.exec_driver_sql(_TRIGGERS):
        yield f"trigger {name}", _plain(definition)
