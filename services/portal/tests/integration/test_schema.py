"""The migrations make the very tables that the code writes to."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from minqing_chassis.database import Database
from portal.adapters.tables import METADATA

pytestmark = pytest.mark.integration


def test_migrated_tables_are_the_tables_in_the_code(database):
    known = Database(database("portal"))
    with known.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []
    known.close()
