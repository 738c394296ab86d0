"""Exchanges, queues and bindings, declared from the one table of subscriptions.

For each service: a quorum queue `<service>.inbox`; a ladder of retry queues whose
messages come back by themselves; `<service>.dead`, where the broker puts what was
delivered too often. Declaring is idempotent: every service declares everything.
"""

from collections.abc import Mapping, Sequence

from kombu.connection import Connection
from kombu.entity import Exchange, Queue

from minqing_contracts.catalogue import Event, catalogue

EVENTS = Exchange("minqing.events", type="topic", durable=True)
DEAD = Exchange("minqing.dead", type="direct", durable=True)
RETRY_AFTER = (1, 5, 30, 120, 600)
"""Seconds to wait before the 2nd, 3rd … attempt; after the last the message is dead."""
DELIVERY_LIMIT = 20
"""How often the broker hands out a message that its consumer dies of."""


def inbox_name(service: str) -> str:
    """Return the name of a service's inbound queue."""
    return f"{service}.inbox"


def dead_name(service: str) -> str:
    """Return the name of the queue for what the broker gave up on."""
    return f"{service}.dead"


def retry_name(service: str, attempt: int) -> str:
    """Return the queue in which a message waits after its nth failed attempt."""
    return f"{service}.retry.{RETRY_AFTER[attempt - 1]}s"


def declare(
    connection: Connection, subscriptions: Mapping[str, Sequence[type[Event]]]
) -> None:
    """Declare everything that stands in the table."""
    with connection.channel() as channel:
        for exchange in (EVENTS, DEAD):
            exchange(channel).declare()
        for service, events in subscriptions.items():
            for queue in _queues(service):
                queue(channel).declare()
            inbox = Queue(inbox_name(service), channel=channel)
            for event in events:
                inbox.bind_to(EVENTS, routing_key=event.routing_key())


def let_go(connection: Connection, service: str, heard: Sequence[type[Event]]) -> None:
    """Unbind a service's queue from what it heard in an older version, and no more."""
    keys = {event.routing_key() for event in heard}
    with connection.channel() as channel:
        inbox = Queue(inbox_name(service), channel=channel)
        for key, _, _ in catalogue():
            if key not in keys:
                inbox.unbind_from(EVENTS, routing_key=key)


def _queues(service: str) -> list[Queue]:
    inbox = inbox_name(service)
    return [
        Queue(
            inbox,
            queue_arguments=_quorum(DEAD.name, service)
            | {"x-delivery-limit": DELIVERY_LIMIT},
        ),
        Queue(
            dead_name(service),
            exchange=DEAD,
            routing_key=service,
            queue_arguments={"x-queue-type": "quorum"},
        ),
        *(
            Queue(
                retry_name(service, attempt),
                queue_arguments=_quorum("", inbox) | {"x-message-ttl": seconds * 1000},
            )
            for attempt, seconds in enumerate(RETRY_AFTER, start=1)
        ),
    ]


def _quorum(dead_exchange: str, dead_key: str) -> dict[str, object]:
    return {
        "x-queue-type": "quorum",
        "x-dead-letter-exchange": dead_exchange,
        "x-dead-letter-routing-key": dead_key,
        "x-dead-letter-strategy": "at-least-once",
        "x-overflow": "reject-publish",
    }
