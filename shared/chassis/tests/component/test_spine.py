"""Outbox, relay, broker, subscriber and inbox, with the service as a real process."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from kombu.connection import Connection
from sqlalchemy import MetaData

from minqing_chassis import topology
from minqing_chassis.assembly import relay_of
from minqing_chassis.database import Database
from minqing_chassis.dead_letters import DeadLetterDesk
from minqing_chassis.flush import Batch
from minqing_chassis.publisher import Outgoing, Publisher
from minqing_chassis.relay import Relay
from minqing_chassis.tables import spine_tables
from minqing_contracts.envelope import to_wire
from minqing_contracts.intake import PetitionAcceptedV1
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_kernel.messages import Cause

pytestmark = pytest.mark.component

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
METADATA = MetaData()
SPINE = spine_tables(METADATA)
SERVICE = Path(__file__).with_name("effects_service.py")


def until(fact, *, seconds=90, of=None):
    end = time.monotonic() + seconds
    while not fact():
        if of is not None and of.poll() is not None:
            return False
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.05)
    return True


def a_wire(channel="web", petition_id=None, message_id=None):
    event = PetitionAcceptedV1(
        petition_id=petition_id or uuid4(),
        receipt="R-1",
        revision=1,
        channel=channel,
        division_code="510106",
        organisation_id=None,
        reachable=True,
        category="noise",
        received_at=NOON,
        accepted_at=NOON,
    )
    return to_wire(
        event,
        message_id=message_id or uuid4(),
        source="test/intake",
        occurred_at=NOON,
        cause=Cause(correlation_id=uuid4()),
    )


@pytest.fixture
def db(postgres):
    url = postgres.empty("routing")
    database = Database(url)
    METADATA.create_all(database.engine)
    database.rows("create table effects (petition text, pid int)")
    database.rows("create table tries (n int)")
    database.rows("create table remembered (n int)")
    yield database
    database.close()
    postgres.give_back(url)


@pytest.fixture
def publisher(vhost):
    with Connection(vhost) as connection:
        topology.declare(connection, SUBSCRIPTIONS)
    publisher = Publisher(vhost)
    yield publisher
    publisher.drop()


@pytest.fixture
def start(db, vhost):
    running = []

    def launch():
        environ = os.environ | {
            "AMQP_URI": vhost,
            "DATABASE_URL": db.engine.url.render_as_string(hide_password=False),
        }
        running.append(
            subprocess.Popen(
                [sys.executable, str(SERVICE)],
                env=environ,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return running[-1]

    yield launch
    for process in running:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.wait(timeout=60)
        process.stderr.close()


@pytest.fixture
def send(publisher):
    def publish(*wires):
        publisher.publish([outgoing(wire) for wire in wires])

    return publish


def outgoing(wire, **changes):
    values = {
        "message_id": wire.message_id,
        "exchange": topology.EVENTS.name,
        "routing_key": wire.routing_key,
        "headers": wire.headers,
        "body": json.dumps(wire.body),
    }
    return Outgoing(**(values | changes))


def effects(db):
    rows = db.rows("select petition, count(*) as n from effects group by 1")
    return {row["petition"]: row["n"] for row in rows}


def dead(db):
    return db.rows("select * from dead_letters order by id")


def test_each_message_has_one_effect_though_half_come_twice(db, send, start):
    wires = [a_wire() for _ in range(300)]
    send(*wires, *wires[:150])
    start()
    until(lambda: len(effects(db)) == 300)
    assert set(effects(db).values()) == {1}


def test_poison_leaves_alone_and_its_neighbours_are_handled(db, send, start):
    good = [a_wire() for _ in range(20)]
    send(*good[:10], a_wire("refused"), *good[10:])
    start()
    until(lambda: len(effects(db)) == 20 and len(dead(db)) == 1)
    assert dead(db)[0]["reason"] == "refused: the rule says no"
    assert dead(db)[0]["attempts"] == 1


def test_what_is_no_message_of_ours_is_dead_with_its_reason(db, publisher, start):
    wire = a_wire()
    spoiled = [
        outgoing(wire, message_id=uuid4(), body=b"\xff\x00{", headers=wire.headers),
        outgoing(wire, message_id=uuid4(), headers={"odd": "\x00", "n": 1}),
        outgoing(wire, message_id=uuid4(), body="[1]", headers=a_wire().headers),
        outgoing(wire, message_id=uuid4(), body="{}", headers=a_wire().headers),
    ]
    publisher.publish(spoiled)
    start()
    until(lambda: len(dead(db)) == 4)
    assert effects(db) == {}


def test_a_fault_that_passes_is_tried_again_later(db, send, start):
    send(a_wire("shaky"))
    start()
    until(lambda: len(effects(db)) == 1)
    assert dead(db) == []


def test_a_service_that_is_killed_in_the_middle_loses_and_doubles_nothing(
    db, send, start
):
    wires = [a_wire() for _ in range(2000)]
    send(*wires)
    for done in (1, 500, 1200):
        process = start()
        until(lambda done=done: len(effects(db)) >= done)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=60)
    start()
    until(lambda: len(effects(db)) == 2000)
    assert set(effects(db).values()) == {1}
    assert dead(db) == []


def test_a_service_told_to_stop_finishes_and_leaves_the_rest(db, send, start):
    send(*[a_wire() for _ in range(3000)])
    process = start()
    until(lambda: len(effects(db)) >= 200)
    process.terminate()
    assert process.wait(timeout=60) == 0
    start()
    until(lambda: len(effects(db)) == 3000)
    assert set(effects(db).values()) == {1}


@pytest.fixture
def few_deliveries(monkeypatch):
    """The broker gives up sooner than after twenty: each is a start of the service."""
    monkeypatch.setattr(topology, "DELIVERY_LIMIT", 8)
    monkeypatch.setenv("DELIVERY_LIMIT", "8")


def test_a_message_that_kills_its_service_dies_alone(few_deliveries, db, send, start):
    before = [a_wire() for _ in range(30)]
    behind = [a_wire() for _ in range(30)]
    send(*before, a_wire("deadly"), *behind)
    for _ in range(topology.DELIVERY_LIMIT + 3):
        process = start()
        until(lambda: len(dead(db)) == 1, of=process)
        if dead(db):
            break
        process.wait(timeout=60)
    assert dead(db)[0]["reason"].startswith("delivered-too-often")
    until(lambda: len(effects(db)) == 60)
    assert len(dead(db)) == 1


def test_headers_of_any_kind_harm_no_neighbour(db, send, publisher, start):
    good = [a_wire() for _ in range(10)]
    odd = outgoing(a_wire(), headers=a_wire().headers | {"cloudEvents:type": ["a"]})
    bold = outgoing(a_wire(), headers={"attempt": 2**40, "odd": "\\u0000"})
    send(*good[:5])
    publisher.publish([odd, bold])
    send(*good[5:])
    start()
    until(lambda: len(effects(db)) == 10 and len(dead(db)) == 2)


@contextlib.contextmanager
def away(db):
    """Shut the database and throw everybody out; open it again afterwards."""
    url = db.engine.url
    outside = Database(url.set(database="postgres").render_as_string(False))
    shut = f'alter database "{url.database}" with allow_connections'
    outside.rows(f"{shut} false")
    outside.rows(
        "select pg_terminate_backend(pid) from pg_stat_activity where datname = :name",
        name=url.database,
    )
    try:
        yield
    finally:
        outside.rows(f"{shut} true")
        outside.close()
        db.close()


def test_a_database_that_is_away_costs_no_attempt(db, send, start):
    process = start()
    send(a_wire())
    until(lambda: len(effects(db)) == 1)
    log = process.stderr
    with away(db):
        send(*[a_wire() for _ in range(50)])
        until(lambda: "the batch waits" in log.readline())
        until(lambda: "the batch waits" in log.readline())
    until(lambda: len(effects(db)) == 51)
    assert dead(db) == []


def test_a_dead_letter_that_is_replayed_is_handled_and_the_act_is_kept(
    db, send, start, publisher
):
    send(a_wire("refused"))
    start()
    until(lambda: len(dead(db)) == 1)
    desk = DeadLetterDesk("routing", db, publisher)
    mended = desk.show(dead(db)[0]["id"])["body"].replace("refused", "web")
    desk.replay(dead(db)[0]["id"], by="op", reason="mended", body=mended)
    until(lambda: len(effects(db)) == 1)
    shown = desk.show(dead(db)[0]["id"])
    assert shown["state"] == "replayed"
    assert [(act["act"], act["by"]) for act in shown["acts"]] == [("replayed", "op")]


def put(db, *wires):
    batch = Batch()
    for wire in wires:
        batch.insert(
            SPINE.outbox,
            {
                "message_id": wire.message_id,
                "routing_key": wire.routing_key,
                "headers": json.dumps(wire.headers),
                "body": json.dumps(wire.body),
            },
        )
    db.write(batch.script())


def test_the_relay_sends_the_outbox_and_forgets_what_is_confirmed(db, publisher, start):
    put(db, *[a_wire() for _ in range(700)])
    relay = Relay(db, publisher)
    assert [relay.send_due(limit=500), relay.send_due(limit=500)] == [500, 200]
    assert relay.send_due(limit=500) == 0
    start()
    until(lambda: len(effects(db)) == 700)


def test_a_fact_that_no_queue_takes_stays_in_the_outbox(db, publisher):
    stray = a_wire()
    put(db, stray, a_wire())
    db.rows("update outbox set routing_key = 'nobody.hears' where seq = 1")
    relay = Relay(db, publisher)
    assert relay.send_due(limit=1) == 0
    assert relay.send_due(limit=1) == 1
    left = db.rows("select message_id from outbox")
    assert [row["message_id"] for row in left] == [UUID(str(stray.message_id))]


def test_the_first_fact_waits_for_all_its_hearers_though_none_has_come_yet(db, vhost):
    put(db, a_wire())
    relay = relay_of(db, vhost)
    assert relay.send_due() == 1
    relay.drop()
    hearers = [
        service
        for service, heard in SUBSCRIPTIONS.items()
        if PetitionAcceptedV1 in heard
    ]
    with Connection(vhost) as connection, connection.channel() as channel:
        for service in hearers:
            waiting = channel.queue_declare(f"{service}.inbox", passive=True)
            assert waiting.message_count == 1, service
    assert len(hearers) > 1
