"""What every test stands on: the developer's machine stays outside, and so does chance.

Fixtures: `home` (the user's folder, empty; every test has it), `checklist` (the shipped one), and databases, each test
its own. A test runs once on SQLite and once on PostgreSQL with `store_url` (nothing in it yet), `ready_url` (opened
before: tables, checklist, Yingwuzhou) or `store` (that one, open); `sqlite_url`, `postgres_url`, `ready_sqlite_url`,
`ready_postgres_url` and `sqlite_store` are for one kind alone.
"""

import itertools
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from birdlog import i18n

if TYPE_CHECKING:
    from birdlog.checklist import Checklist
    from birdlog.store import Store

# The same examples on every machine and in every run, and no failure because a machine is slow.
# HYPOTHESIS_PROFILE=search looks for new ones.
_QUIET = [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.function_scoped_fixture]
hypothesis.settings.register_profile(
    "birdlog", derandomize=True, deadline=None, max_examples=100, suppress_health_check=_QUIET
)
hypothesis.settings.register_profile("search", deadline=None, max_examples=5000, suppress_health_check=_QUIET)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "birdlog"))

_LOCAL = ["postgresql+psycopg://root@127.0.0.1:5432/postgres", "postgresql+psycopg://postgres@127.0.0.1:5432/postgres"]
ADMIN_URLS = [url] if (url := os.environ.get("BIRDLOG_TEST_POSTGRES")) else _LOCAL
"""Where the tests make and drop their databases: the first that answers; the role must be allowed to create some."""

POSTGRES_MUST = bool(os.environ.get("CI") or os.environ.get("BIRDLOG_REQUIRE_POSTGRES"))
"""Where continuous integration runs, a missing server is a failure and not a skipped test."""

_SHAPES_OUTPUT = {"LANGUAGE", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "COLORTERM", "COLUMNS", "LINES", "PAGER", "EDITOR"}


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give each test an empty user's folder, UTF-8, English and Shanghai's clock; return that folder."""
    folder = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith(("BIRDLOG_", "LC_", "XDG_", "TEXTUAL", "PG")) or name in _SHAPES_OUTPUT:
            monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(folder),
        "USERPROFILE": str(folder),
        "APPDATA": str(folder / "AppData"),
        "LOCALAPPDATA": str(folder / "AppData"),
        "BIRDLOG_HOME": str(folder / "birdlog"),
        "LANG": "C.UTF-8",
        "TZ": "Asia/Shanghai",
        "TERM": "xterm-256color",
    }.items():
        monkeypatch.setenv(name, value)
    _set_clock()
    i18n.use("en")
    yield folder
    i18n.use("en")
    monkeypatch.undo()
    _set_clock()


def _set_clock() -> None:
    if hasattr(time, "tzset"):  # not on Windows
        time.tzset()


@pytest.fixture(scope="session")
def checklist() -> "Checklist":
    """Return the shipped checklist, loaded once."""
    from birdlog.checklist import load

    return load()


def _sqlite_url(folder: Path) -> str:
    return f"sqlite:///{(folder / 'birdlog.db').as_posix()}"


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Return the URL of a SQLite file that does not exist yet."""
    return _sqlite_url(tmp_path)


class Postgres:
    """A server, and the databases the tests make on it."""

    _made = itertools.count(1)

    def __init__(self, url: str) -> None:
        self.url = url

    def run(self, statement: str) -> None:
        """Run one statement outside any transaction."""
        import psycopg

        plain = self.url.replace("+psycopg", "", 1)
        with psycopg.connect(plain, autocommit=True, connect_timeout=5) as connection:
            connection.execute(statement)  # type: ignore[call-overload]

    @contextmanager
    def database(self, template: str = "template0") -> Iterator[str]:
        """Make a database, give its URL, and drop it whatever is still connected."""
        name = f"birdlog_test_{os.getpid()}_{next(self._made)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
        try:
            yield f"{self.url.rpartition('/')[0]}/{name}"
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres() -> Postgres:
    """Return a PostgreSQL server that answers; skip the test, or fail it where a server is promised."""
    try:
        import psycopg
    except ImportError as error:
        reason = str(error)
    else:
        for url in ADMIN_URLS:
            server = Postgres(url)
            try:
                server.run("SELECT 1")
            except psycopg.Error as error:
                reason = f"no PostgreSQL at {url.rpartition('@')[2]}: {str(error).splitlines()[0]}"
            else:
                return server
    if POSTGRES_MUST:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """Return the URL of a new empty PostgreSQL database, dropped after the test."""
    with postgres.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a new empty database; the test runs once on each kind."""
    return str(request.getfixturevalue("sqlite_url" if request.param == "sqlite" else "postgres_url"))


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory, checklist: "Checklist") -> Path:
    """Return a SQLite file made ready once: tables, checklist, Yingwuzhou."""
    from birdlog.store import open_store

    folder = tmp_path_factory.mktemp("template")
    open_store(_sqlite_url(folder), checklist).close()
    return folder / "birdlog.db"


@pytest.fixture(scope="session")
def _postgres_template(postgres: Postgres, checklist: "Checklist") -> Iterator[str]:
    """Return the name of a PostgreSQL database made ready once: tables, checklist, Yingwuzhou."""
    from birdlog.store import open_store

    with postgres.database() as url:
        open_store(url, checklist).close()
        yield url.rpartition("/")[2]


@pytest.fixture
def ready_sqlite_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """Return the URL of a SQLite database that the program has opened before: a copy, made in no time."""
    shutil.copy(_sqlite_template, tmp_path / "birdlog.db")
    return _sqlite_url(tmp_path)


@pytest.fixture
def ready_postgres_url(postgres: Postgres, _postgres_template: str) -> Iterator[str]:
    """Return the URL of a PostgreSQL database that the program has opened before: a copy, made in no time."""
    with postgres.database(_postgres_template) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def ready_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a database that the program has opened before; the test runs once on each kind."""
    name = "ready_sqlite_url" if request.param == "sqlite" else "ready_postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture
def store(ready_url: str, checklist: "Checklist") -> "Iterator[Store]":
    """Return an open store with the checklist and Yingwuzhou in it; the test runs once on each kind."""
    from birdlog.store import open_store

    opened = open_store(ready_url, checklist)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_store(ready_sqlite_url: str, checklist: "Checklist") -> "Iterator[Store]":
    """Return an open store on SQLite alone, for tests that have nothing to do with the kind of database."""
    from birdlog.store import open_store

    opened = open_store(ready_sqlite_url, checklist)
    yield opened
    opened.close()
