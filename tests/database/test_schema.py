"""The schema test: migrations and models make the same database, and every change to it by hand is found."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from birdlog import views
from birdlog.migrations import FOLDER, HEAD, STEPS
from birdlog.models import metadata
from birdlog.store import Store, schema, upgrade

# What a hand can do to a database -> a word of what the schema test says of it.
MUTATIONS = {
    "check dropped": ("ck_sighting_count ", "check"),
    "check changed": ("ck_survey_tide ", "check-changed"),
    "column added": ("sighting.colour", "ALTER TABLE sighting ADD COLUMN colour TEXT"),
    "column changed": ("sighting.habitat", "column"),
    "index dropped": ("ix_survey_site_date", "DROP INDEX ix_survey_site_date"),
    "index changed": (
        "ix_survey_date",
        "DROP INDEX ix_survey_date; CREATE INDEX ix_survey_date ON survey (date, start_time)",
    ),
    "index no longer partial": (
        "uq_observer_name",
        "DROP INDEX uq_observer_name; CREATE UNIQUE INDEX uq_observer_name ON observer (folded)",
    ),
    "view dropped": ("v_peak", "DROP VIEW v_peak"),
    "view changed": ("v_peak", "DROP VIEW v_peak; CREATE VIEW v_peak AS SELECT * FROM v_tally"),
    "table added": ("scratch", "CREATE TABLE scratch (uid TEXT)"),
    "unique dropped": ("uq_survey_observer", "unique"),
    "trigger added": ("busy", "trigger"),
}


@pytest.fixture
def empty(store_url: str) -> Iterator[Store]:
    """Return a store with nothing in it, not even tables."""
    with Store(store_url) as store:
        store.make_file()
        yield store


def shapes(store: Store) -> list[str]:
    with store.connection() as connection:
        return schema.differences(schema.of(connection), schema.expected(store.engine))


def test_the_migrations_make_what_the_models_say(empty: Store) -> None:
    with empty.connection(writes=True) as connection, connection.begin():
        upgrade.run_steps(connection)
        views.create(connection)
    with empty.connection() as connection:
        made = schema.of(connection)
    assert shapes(empty) == []
    assert upgrade_step(empty) == HEAD
    # It looked at something: every table with its columns, every CHECK by its name, every index and view.
    for table in metadata.tables.values():
        for column in table.columns:
            assert f"column {table.name}.{column.name}" in made
        for constraint in table.constraints:
            if isinstance(constraint, sa.CheckConstraint) and (
                empty.dialect == "sqlite" or not str(constraint.name).endswith("_type")
            ):
                assert f"constraint {table.name}.{constraint.name}" in made
        for index in table.indexes:
            assert f"index {index.name}" in made
    assert {f"view {name}" for name in views.NAMES} <= set(made)


def upgrade_step(store: Store) -> str:
    with store.connection() as connection:
        return upgrade.step_of(connection)


def test_a_new_database_is_what_the_models_say(store: Store) -> None:
    assert shapes(store) == []
    assert store.is_current()


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_every_change_by_hand_is_found(store: Store, mutation: str) -> None:
    word, statement = MUTATIONS[mutation]
    with store.connection(writes=True) as connection, connection.begin():
        _mutate(connection, statement)
    found = [finding.message for finding in store.check() if (finding.code, finding.severity) == ("schema", "error")]
    assert any(word.strip() in line for line in found), found


def _mutate(connection: sa.Connection, statement: str) -> None:
    """Change the database as a hand would; SQLite's CHECKs can only be changed in the text of the table."""
    if " " in statement:
        for part in statement.split(";"):
            connection.exec_driver_sql(part)
    elif statement == "trigger":
        _add_trigger(connection)
    elif connection.dialect.name == "postgresql":
        for part in _ON_POSTGRES[statement].split(";"):
            connection.exec_driver_sql(part)
    else:
        table, before, after = _ON_SQLITE[statement]
        sql = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).scalar_one()
        assert before in sql
        connection.exec_driver_sql("PRAGMA writable_schema=ON")
        connection.exec_driver_sql(
            "UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql.replace(before, after), table)
        )
        connection.exec_driver_sql("PRAGMA writable_schema=RESET")


_ON_POSTGRES = {
    "check": "ALTER TABLE sighting DROP CONSTRAINT ck_sighting_count",
    "check-changed": "ALTER TABLE survey DROP CONSTRAINT ck_survey_tide;"
    "ALTER TABLE survey ADD CONSTRAINT ck_survey_tide CHECK (tide IN ('rising', 'high', 'falling', 'low'))",
    "column": "ALTER TABLE sighting ALTER COLUMN habitat SET NOT NULL",
    "unique": "ALTER TABLE survey_observer DROP CONSTRAINT uq_survey_observer_survey_observer",
}
_ON_SQLITE = {
    "check": ("sighting", "CONSTRAINT ck_sighting_count CHECK ((count_kind", "CHECK ((count_kind"),
    "check-changed": ("survey", "'falling', 'low', 'none')", "'falling', 'low')"),
    "column": ("sighting", "\thabitat TEXT,", "\thabitat TEXT NOT NULL,"),
    "unique": (
        "survey_observer",
        "CONSTRAINT uq_survey_observer_survey_observer UNIQUE",
        "CONSTRAINT uq_survey_observer_survey UNIQUE",
    ),
}


def _add_trigger(connection: sa.Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("CREATE TRIGGER busy AFTER INSERT ON site BEGIN SELECT 1; END")
    else:
        connection.exec_driver_sql("CREATE FUNCTION busy() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'")
        connection.exec_driver_sql("CREATE TRIGGER busy AFTER INSERT ON site FOR EACH ROW EXECUTE FUNCTION busy()")


def test_the_steps_are_those_of_the_folder() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    script = ScriptDirectory.from_config(config)
    assert script.get_heads() == [HEAD]
    assert tuple(reversed([step.revision for step in script.walk_revisions()])) == STEPS


def test_every_constraint_has_a_name() -> None:
    for table in metadata.tables.values():
        for constraint in table.constraints:
            assert constraint.name, (table.name, constraint)
        for index in table.indexes:
            assert index.name, (table.name, index)


def test_every_column_of_a_view_says_what_it_means(store: Store) -> None:
    with store.connection() as connection:
        for name in views.NAMES:
            columns = list(connection.exec_driver_sql(f"SELECT * FROM {name} WHERE 1 = 0").keys())
            assert columns == list(views.COLUMNS[name])
            assert all(views.COLUMNS[name].values())
            if store.dialect == "sqlite":
                kept = connection.exec_driver_sql(f"SELECT sql FROM sqlite_master WHERE name = '{name}'").scalar()
                assert all(f"-- {meaning}" in str(kept) for meaning in views.COLUMNS[name].values())
            else:
                kept = connection.exec_driver_sql(
                    "SELECT attname, col_description(attrelid, attnum) FROM pg_attribute"
                    f" WHERE attrelid = '{name}'::regclass AND attnum > 0"
                )
                assert dict(kept.all()) == views.COLUMNS[name]
