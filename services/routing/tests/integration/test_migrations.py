"""The migrations make exactly the tables that the code speaks of."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from minqing_chassis.migrations import at_head
from routing.adapters.tables import METADATA
from routing.bootstrap import migrations_folder

pytestmark = pytest.mark.integration


def test_the_migrations_and_the_tables_agree(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []


def test_a_migrated_database_stands_at_the_newest_revision(store):
    assert at_head(store, migrations_folder())


def test_the_version_before_restores_goes_on_writing_until_it_is_renewed(store):
    rows = store.rows(
        "select column_name as name, column_default as given"
        " from information_schema.columns"
        " where (table_name, column_name) in (('agency_legs', 'halves'),"
        " ('agency_legs', 'unheard'), ('cases', 'redo'), ('cases', 'spoken_at'))"
    )
    assert {each["name"]: each["given"] for each in rows} == {
        "halves": "'{}'::jsonb",
        "unheard": "'[]'::jsonb",
        "redo": "false",
        "spoken_at": "now()",
    }
