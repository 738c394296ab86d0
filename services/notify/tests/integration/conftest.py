"""Notify's parts over a real database, emptied before each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from minqing_chassis.database import Database
from minqing_local.fresh_databases import FreshDatabases
from notify.adapters.tables import metadata
from notify.adapters.unit_of_work import SqlNotifyWork
from services.notify.tests.integration.follow_up_place import Place


@pytest.fixture(scope="session")
def migrated(postgres: FreshDatabases) -> Iterator[Database]:
    """One migrated database for all tests here; nobody else is in it."""
    url = postgres.database("notify")
    opened = Database(url, pool_size=4, application="notify-test")
    yield opened
    opened.close()
    postgres.give_back(url)


@pytest.fixture
def rows(migrated: Database) -> Database:
    """That database, without a row."""
    for name in metadata.tables:
        migrated.rows(f"delete from {name}")
    return migrated


@pytest.fixture
def database_url(rows: Database) -> str:
    """Return where it is."""
    url = rows.engine.url.set(drivername="postgresql")
    return url.render_as_string(hide_password=False)


@pytest.fixture
def unit(rows: Database) -> Callable[[], SqlNotifyWork]:
    """Open a unit of work over that database."""
    return lambda: SqlNotifyWork(rows, source="test/notify")


@pytest.fixture
def place(tmp_path: Path, database_url: str) -> Iterator[Place]:
    """The follow-ups' doors over that database."""
    made = Place(tmp_path, database_url)
    yield made
    made.parts.database.close()
