"""What a real database tells the gauges, and keeps of every reading."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import MetaData, select, text

from minqing_chassis.access_log import AccessLog, access_log_table
from minqing_chassis.database import Database
from minqing_chassis.observability.gauges import pool_probe, spine_probe
from minqing_chassis.observability.metrics import Metrics
from minqing_chassis.tables import spine_tables
from minqing_kernel.messages import SYSTEM

pytestmark = pytest.mark.integration

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
METADATA = MetaData()
SPINE = spine_tables(METADATA)
ACCESS_LOG = access_log_table(METADATA)
FACT = """
insert into outbox (message_id, routing_key, headers, body, recorded_at)
values (gen_random_uuid(), 'a.b.v1', '{}', '{}', now() - interval '90 seconds')
"""
LETTER = """
insert into dead_letters (fingerprint, event, reason, headers, body, attempts, state)
values (:fingerprint, 'a.b.v1', 'poison', '{}', '', 1, :state)
"""


@pytest.fixture
def kept(postgres):
    url = postgres.empty("registry")
    database = Database(url, pool_size=2)
    METADATA.create_all(database.engine)
    yield database
    database.close()
    postgres.give_back(url)


@pytest.fixture
def metrics():
    return Metrics("x")


def value(metrics, name):
    return metrics.registry.get_sample_value(name, {"service": "x"})


def test_an_empty_outbox_has_no_oldest(kept, metrics):
    spine_probe(metrics, kept)()
    assert value(metrics, "minqing_outbox_rows") == 0
    assert value(metrics, "minqing_outbox_oldest_seconds") == 0
    assert value(metrics, "minqing_dead_letters") == 0


def test_waiting_facts_and_open_dead_letters_are_counted(kept, metrics):
    with kept.engine.begin() as connection:
        connection.execute(text(FACT))
        for state in ("open", "replayed"):
            connection.execute(text(LETTER), {"fingerprint": state, "state": state})
    spine_probe(metrics, kept)()
    assert value(metrics, "minqing_outbox_rows") == 1
    assert 90 <= value(metrics, "minqing_outbox_oldest_seconds") < 120
    assert value(metrics, "minqing_dead_letters") == 1


def test_a_connection_in_use_is_seen(kept, metrics):
    with kept.engine.connect():
        pool_probe(metrics, kept.engine)()
    assert value(metrics, "minqing_db_pool_in_use") == 1
    assert value(metrics, "minqing_db_pool_size") == 2


def test_a_reading_is_kept_with_its_purpose(kept):
    with kept.engine.begin() as connection:
        AccessLog(ACCESS_LOG).note(
            connection,
            at=NOON,
            actor=SYSTEM,
            purpose="notice",
            subject="p-1",
            fields=["telephone", "name"],
        )
    (row,) = kept.rows(select(ACCESS_LOG))
    assert row["at"] == NOON
    assert (row["actor"], row["role"], row["organisation_id"]) == (
        "system",
        "system",
        None,
    )
    assert (row["purpose"], row["subject"]) == ("notice", "p-1")
    assert row["fields"] == ["name", "telephone"]


def test_a_reading_is_undone_with_the_transaction_that_read(kept):
    with kept.engine.connect() as connection:
        AccessLog(ACCESS_LOG).note(
            connection, at=NOON, actor=SYSTEM, purpose="x", subject="p", fields=["name"]
        )
    assert kept.rows(select(ACCESS_LOG)) == []
