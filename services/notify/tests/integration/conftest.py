"""Notify's parts over a fresh real database."""

from collections.abc import Callable, Iterator

import pytest

from minqing_chassis.database import Database
from notify.adapters.unit_of_work import SqlNotifyWork


@pytest.fixture
def rows(database: Callable[[str], str]) -> Iterator[Database]:
    """Notify's own database, migrated and empty."""
    opened = Database(database("notify"), pool_size=4, application="notify-test")
    yield opened
    opened.close()


@pytest.fixture
def unit(rows: Database) -> Callable[[], SqlNotifyWork]:
    """Open a unit of work over that database."""
    return lambda: SqlNotifyWork(rows, source="test/notify")
