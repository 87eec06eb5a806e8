"""Engines: how each kind of database is opened, begun, and given back. Everything SQLite needs is set up here, once."""

from __future__ import annotations

import functools
import json
import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL

WRITES = "birdlog_writes"
"""The execution option that tells a writer's BEGIN from a reader's."""

_dumps = functools.partial(json.dumps, ensure_ascii=False)


def open_sqlite(path: Path, *, wait: float, mode: str) -> sqlite3.Connection:
    """Open a SQLite file with every pragma it needs.

    mode: "rwc" makes the file, "rw" never does (a file that was moved away is not silently begun anew), "ro" reads,
    "immutable" reads without the side files that a read-only folder does not let SQLite make.
    """
    options = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    # The driver's own BEGIN comes too late and of the wrong kind: with isolation_level None it sends none.
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}", uri=True, timeout=wait, isolation_level=None, check_same_thread=False
    )
    try:
        if mode in ("rw", "rwc"):
            connection.execute("PRAGMA journal_mode=WAL")
            # WAL with NORMAL loses acknowledged commits when the power fails; FULL costs a millisecond a save.
            connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def sqlite_engine(path: Path, *, wait: float, mode: str) -> sa.Engine:
    """Return an engine for a SQLite file."""
    engine = sa.create_engine(
        "sqlite+pysqlite://",
        creator=lambda: open_sqlite(path, wait=wait, mode=mode),
        poolclass=sa.pool.QueuePool,
        pool_size=5,
        max_overflow=15,
        pool_timeout=wait,
        json_serializer=_dumps,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "checkin", _roll_back)
    return engine


def _begin(connection: sa.Connection) -> None:
    """Writers take the lock at once and wait for it; readers take none, and cannot write by mistake."""
    writes = bool(connection.get_execution_options().get(WRITES))
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _roll_back(connection: Any, _record: Any) -> None:
    """A connection goes back to the pool with nothing open: a failed COMMIT would otherwise be saved by the next."""
    if connection is not None and connection.in_transaction:
        connection.rollback()


def postgres_engine(url: URL, *, wait: float) -> sa.Engine:
    """Return an engine for a PostgreSQL server."""
    return sa.create_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=wait,
        json_serializer=_dumps,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 10,
            "application_name": "birdlog",
            "options": f"-c lock_timeout={int(wait * 1000)}",
        },
    )
