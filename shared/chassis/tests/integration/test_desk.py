"""The dead-letter desk on a real database, and the publisher on a real broker."""

import argparse
import base64
import json
import threading
from uuid import uuid4

import pytest
from kombu.connection import Connection

from minqing_chassis import topology
from minqing_chassis.dead_cli import add_dead
from minqing_chassis.dead_letters import (
    AlreadyDecided,
    DeadLetter,
    DeadLetterDesk,
    DeadLetterStore,
    NoSuchDeadLetter,
)
from minqing_chassis.probe import broker_answers
from minqing_chassis.publisher import (
    BrokerUnavailable,
    Outgoing,
    Publisher,
    Receipts,
)
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_kernel.errors import Conflict

pytestmark = pytest.mark.integration


def a_letter(**changes):
    values = {
        "event": "intake.petition.accepted.v1",
        "reason": "refused: no",
        "headers": {"cloudEvents:id": str(uuid4())},
        "body": '{"petition_id": "p"}',
        "attempts": 1,
    }
    return DeadLetter(**(values | changes))


@pytest.fixture
def store(db):
    return DeadLetterStore(db)


@pytest.fixture
def publisher(vhost):
    with Connection(vhost) as connection:
        topology.declare(connection, SUBSCRIPTIONS)
    publisher = Publisher(vhost, timeout=5)
    yield publisher
    publisher.drop()


@pytest.fixture
def desk(db, publisher):
    return DeadLetterDesk("routing", db, publisher)


def operate(desk, *words):
    parser = argparse.ArgumentParser()
    add_dead(parser.add_subparsers(), lambda: desk)
    arguments = parser.parse_args(["dead", *map(str, words)])
    arguments.run(arguments)


def test_the_same_message_lies_open_once(store, desk):
    letter = a_letter()
    store.keep([letter, letter])
    store.keep([letter])
    assert store.open_count() == 1
    assert len(desk.list()) == 1


def test_nothing_kept_is_nothing_written(store):
    store.keep([])
    assert store.open_count() == 0


def test_a_discarded_letter_leaves_an_act_and_cannot_be_decided_again(store, desk):
    store.keep([a_letter()])
    number = desk.list()[0]["id"]
    desk.discard(number, by="op", reason="a test")
    with pytest.raises(AlreadyDecided):
        desk.discard(number, by="op", reason="again")
    with pytest.raises(AlreadyDecided):
        desk.replay(number, by="op", reason="again")
    shown = desk.show(number)
    assert shown["state"] == "discarded"
    assert [(act["by"], act["reason"]) for act in shown["acts"]] == [("op", "a test")]


def test_a_number_nobody_knows_is_refused(desk):
    for act in (desk.discard, desk.replay):
        with pytest.raises(NoSuchDeadLetter, match="there is no dead letter 99"):
            act(99, by="op", reason="x")
    with pytest.raises(NoSuchDeadLetter, match="there is no dead letter 99"):
        desk.show(99)


def test_an_empty_list_says_so_beside_the_list(desk, capsys):
    operate(desk, "list")
    operate(desk, "list", "--state", "all")
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "there are no open dead letters\nthere are no dead letters\n"


def test_a_letter_that_no_queue_takes_stays_open(store, db, publisher, vhost):
    store.keep([a_letter()])
    with Connection(vhost) as connection:
        connection.channel().exchange_declare("nobody.ladder", "direct")
    nowhere = DeadLetterDesk("nobody", db, publisher)
    number = nowhere.list()[0]["id"]
    with pytest.raises(Conflict):
        nowhere.replay(number, by="op", reason="x")
    assert nowhere.show(number)["state"] == "open"


ODD_HEADERS = {
    "nan": float("nan"),
    "huge": 2**80,
    "nested": {"\x00": [b"\xff", "\ud83d", None, True, 1.5]},
    "escaped": "\\u0000 \\ud83d",
}


def test_a_letter_with_any_headers_is_kept(store, desk):
    store.keep([a_letter(headers=ODD_HEADERS, attempts=2**40, body="\x00 \ud83d")])
    assert desk.show(desk.list()[0]["id"])["headers"]["escaped"] == "\\u0000 \\ud83d"


def test_a_letter_that_cannot_be_stored_as_it_is_is_kept_all_the_same(db, store, desk):
    db.rows("alter table dead_letters add check (body not like '%unkeepable%')")
    store.keep([a_letter(), a_letter(body="unkeepable")])
    assert store.open_count() == 2
    bodies = [desk.show(letter["id"])["body"] for letter in desk.list()]
    assert "unkeepable" in base64.b64decode(bodies[0]).decode()


def test_a_replayed_letter_that_dies_again_at_once_is_kept_anew(store, db):
    letter = a_letter()
    store.keep([letter])
    dying = []

    class QuickDeath:
        def publish(self, messages):
            dying.append(threading.Thread(target=store.keep, args=([letter],)))
            dying[0].start()
            return Receipts(confirmed={message.message_id for message in messages})

    desk = DeadLetterDesk("routing", db, QuickDeath())
    first = desk.list()[0]["id"]
    desk.replay(first, by="op", reason="try again")
    dying[0].join(timeout=60)
    assert desk.show(first)["state"] == "replayed"
    assert [open_letter["id"] for open_letter in desk.list()] != [first]
    assert store.open_count() == 1


def test_the_desk_on_the_command_line(store, desk, capsys, tmp_path, vhost):
    store.keep([a_letter(), a_letter()])
    operate(desk, "list", "--state", "all")
    first, second = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    mended = tmp_path / "mended.json"
    mended.write_text('{"mended": true}')
    operate(
        desk,
        *("replay", first["id"], "--by", "op", "--reason", "r", "--body", mended),
    )
    operate(desk, "discard", second["id"], "--by", "op", "--reason", "r")
    assert capsys.readouterr().out.splitlines() == [
        f"dead letter {first['id']} is back on the queue",
        f"dead letter {second['id']} is discarded",
    ]
    operate(desk, "show", first["id"])
    assert json.loads(capsys.readouterr().out)["state"] == "replayed"
    with Connection(vhost) as connection:
        message = connection.channel().basic_get("routing.inbox", no_ack=True)
        assert json.loads(message.body) == {"mended": True}


def test_the_publisher_tells_of_a_broker_that_is_away():
    nowhere = Publisher("amqp://a:b@127.0.0.1:1//", timeout=2)
    with pytest.raises(BrokerUnavailable):
        nowhere.publish([])
    assert not broker_answers("amqp://a:b@127.0.0.1:1//", timeout=1)


def an_outgoing():
    return Outgoing(
        message_id=uuid4(),
        exchange="",
        routing_key="routing.inbox",
        headers={},
        body="",
    )
