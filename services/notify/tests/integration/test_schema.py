"""The migrations make the tables that the code believes in."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from minqing_chassis.migrations import at_head
from notify.adapters.tables import metadata
from notify.bootstrap import migrations_folder

pytestmark = pytest.mark.integration


def test_the_migrated_database_differs_in_nothing_from_the_tables(rows):
    with rows.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_server_default": True}
        )
        assert compare_metadata(context, metadata) == []


def test_a_migrated_database_stands_at_the_head(rows):
    assert at_head(rows, migrations_folder())


def test_the_version_before_drafts_goes_on_editing_until_it_is_renewed(rows):
    rows.rows(
        "insert into text_editions (template, means, language, edition, subject, body,"
        " edited_by, edited_at)"
        " values ('assigned.petitioner', 'any', 'en', 1, 's', 'b', 'ops:a', now())"
    )
    [kept] = rows.rows("select valid_from <= now() as holds from text_editions")
    assert kept["holds"]
