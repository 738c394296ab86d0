"""A reading without a purpose does not happen."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import MetaData
from sqlalchemy.dialects import postgresql

from minqing_chassis.access_log import AccessLog, access_log_table
from minqing_kernel.messages import Actor, Role

pytestmark = pytest.mark.unit

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LI = Actor(id="li", role=Role.CLERK, organisation_id="510106")


class Connection:
    """Keeps what it was asked to execute."""

    def __init__(self):
        self.executed = []

    def execute(self, statement, row):
        sql = str(
            statement.compile(dialect=postgresql.dialect(), column_keys=list(row))
        )
        self.executed.append((sql, row))


def note(connection, **changed):
    words = {"purpose": "notice", "subject": "p-1", "fields": ["telephone", "name"]}
    AccessLog(access_log_table(MetaData())).note(
        connection, at=NOON, actor=LI, **{**words, **changed}
    )


def test_a_reading_leaves_one_row():
    connection = Connection()
    note(connection)
    ((sql, row),) = connection.executed
    assert sql.startswith("INSERT INTO access_log")
    assert row == {
        "at": NOON,
        "actor": "li",
        "role": "clerk",
        "organisation_id": "510106",
        "purpose": "notice",
        "subject": "p-1",
        "fields": ["name", "telephone"],
    }


@pytest.mark.parametrize("changed", [{"purpose": " "}, {"fields": []}], ids=str)
def test_nobody_looks_for_nothing(changed):
    connection = Connection()
    with pytest.raises(ValueError, match="purpose"):
        note(connection, **changed)
    assert connection.executed == []
