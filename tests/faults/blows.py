"""The blows: one function for each thing that can go wrong while petitions come in."""

import json
import random
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from uuid import uuid4

from amqp import Channel, Message
from kombu.connection import Connection

from minqing_chassis import topology
from minqing_contracts.envelope import PREFIX
from tests.bench.ground import Ground
from tests.faults.load import Load

SERVICES = ("registry", "intake", "routing", "notify")
HEARERS = ("intake", "routing", "notify")
DOUBLED = "doubled-by-test"

Strike = Callable[[Ground, Load], None]


@dataclass(frozen=True)
class Blow:
    """A fault: its name, what it does while the load runs, and the dead it leaves."""

    name: str
    strike: Strike
    dead: int = 0


def catalogue(*, pause_seconds: float, random_kills: int, seed: int) -> list[Blow]:
    """Return every fault, in the order in which they are tried."""
    parts = (*SERVICES, "broker", "postgres")
    return [
        *(Blow(f"kill -9 {part}", _kill(part)) for part in parts),
        Blow("kill -9 at random moments", _random_kills(parts, random_kills, seed)),
        *(
            Blow(f"SIGSTOP {part} for {pause_seconds:g} s", _pause(part, pause_seconds))
            for part in ("intake", "routing", "notify", "broker", "postgres")
        ),
        Blow("all connections dropped", _drop_connections),
        Blow("every message delivered twice", _deliver_twice),
        Blow("messages out of order", _shuffle),
        Blow("poison", _poison, dead=len(POISON) * len(HEARERS)),
    ]


def _at_half(load: Load) -> None:
    """Wait until half of the petitions are in: the blow falls in mid-stream."""
    while load.done < load.total / 2 and not load.given_up:
        time.sleep(0.02)


def _kill(part: str) -> Strike:
    def strike(ground: Ground, load: Load) -> None:
        _at_half(load)
        ground.agency.kill(part)

    return strike


def _random_kills(parts: tuple[str, ...], times: int, seed: int) -> Strike:
    def strike(ground: Ground, load: Load) -> None:
        dice = random.Random(seed)
        for number in range(times):
            while load.done < load.total * (number + 1) / (times + 1):
                time.sleep(dice.uniform(0.0, 0.05))
            with suppress(ProcessLookupError, KeyError, RuntimeError):
                ground.agency.kill(dice.choice(parts))

    return strike


def _pause(part: str, seconds: float) -> Strike:
    def strike(ground: Ground, load: Load) -> None:
        _at_half(load)
        ground.agency.pause(part)
        try:
            time.sleep(seconds)
        finally:
            ground.agency.resume(part)

    return strike


def _drop_connections(ground: Ground, load: Load) -> None:
    for share in (0.25, 0.5, 0.75):
        while load.done < load.total * share:
            time.sleep(0.02)
        ground.agency.drop_connections()


def _deliver_twice(ground: Ground, load: Load) -> None:
    """Listen to the exchange and send everything once more while they come."""
    with Connection(ground.agency.amqp_uri) as connection:
        channel = connection.channel()
        tap = f"tap.{uuid4().hex[:8]}"
        channel.queue_declare(tap, exclusive=True)
        channel.queue_bind(tap, topology.EVENTS.name, "#")

        heard = deque[Message]()
        channel.basic_consume(tap, callback=heard.append, no_ack=True)
        quiet_since = time.monotonic()
        while load.done < load.total or time.monotonic() - quiet_since < 3:
            try:
                connection.drain_events(timeout=0.5)
            except TimeoutError:
                continue
            quiet_since = time.monotonic()
            while heard:
                _say_again(channel, heard.popleft())


def _say_again(channel: Channel, message: Message) -> None:
    """Send a copy, once; sending may itself hear of more, so never while hearing."""
    headers = message.headers
    if DOUBLED in headers:
        return
    copy = Message(
        message.body, delivery_mode=2, application_headers=headers | {DOUBLED: 1}
    )
    channel.basic_publish(copy, topology.EVENTS.name, headers[PREFIX + "type"])


def _shuffle(ground: Ground, load: Load) -> None:
    """Let the inboxes fill while nobody listens, and put them back in another order."""
    _at_half(load)
    for service in HEARERS[1:]:
        ground.agency.stop_part(service)
    load.wait()
    for service in HEARERS[1:]:
        _shuffle_queue(ground, topology.inbox_name(service))
    starting = [
        threading.Thread(target=ground.agency.start_part, args=(service,))
        for service in HEARERS[1:]
    ]
    for thread in starting:
        thread.start()
    for thread in starting:
        thread.join()


def _shuffle_queue(ground: Ground, queue: str) -> None:
    with Connection(ground.agency.amqp_uri) as connection:
        channel = connection.channel()
        channel.confirm_select()
        taken = []
        while (message := channel.basic_get(queue)) is not None:
            taken.append(message)
        random.Random(7).shuffle(taken)
        for message in taken:
            copy = Message(
                message.body, delivery_mode=2, application_headers=message.headers
            )
            channel.basic_publish_confirm(copy, "", queue)
        for message in taken:
            channel.basic_ack(message.delivery_tag)


POISON: tuple[tuple[dict[str, object], bytes], ...] = (
    ({}, b"\xff\xfe not json \x00"),
    ({PREFIX + "type": "nobody.knows.v9"}, b"{}"),
    ({"odd": "\x00"}, json.dumps({"deep": [[]] * 50}).encode()),
)


def _poison(ground: Ground, load: Load) -> None:
    _at_half(load)
    with Connection(ground.agency.amqp_uri) as connection:
        channel = connection.channel()
        channel.confirm_select()
        for service in HEARERS:
            for headers, body in POISON:
                message = Message(body, delivery_mode=2, application_headers=headers)
                queue = topology.inbox_name(service)
                channel.basic_publish_confirm(message, "", queue)
