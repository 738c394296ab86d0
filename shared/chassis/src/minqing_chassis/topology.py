"""Exchanges, queues and bindings, declared from the one table of subscriptions.

For each service: a quorum queue `<service>.inbox`; a ladder of retry queues whose
messages come back by themselves; `<service>.dead`, where the broker puts what was
delivered too often; `<service>.ladder`, the exchange by which the service, and nobody
else, writes to these. Declaring is idempotent: whoever may declares everything. An
account that bears a service's name may not: it waits until all stands.
"""

from collections.abc import Iterable, Mapping, Sequence

from amqp import Channel
from kombu.connection import Connection
from kombu.entity import Exchange, Queue

from minqing_contracts.catalogue import Event, catalogue

EVENTS = Exchange("minqing.events", type="topic", durable=True)
DEAD = Exchange("minqing.dead", type="direct", durable=True)
Subscriptions = Mapping[str, Sequence[type[Event]]]
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


def ladder_name(service: str) -> str:
    """Return the exchange of a service's own: its key is the name of the queue."""
    return f"{service}.ladder"


def declare(connection: Connection, subscriptions: Subscriptions) -> None:
    """Declare everything that stands in the table, or see that it stands.

    Raises what the broker raises (NotFound) while somebody's queues are not there.
    """
    with connection.channel() as channel:
        if connection.userid in subscriptions:
            _await(channel, subscriptions)
            return
        for exchange in (EVENTS, DEAD):
            exchange(channel).declare()
        for service, events in subscriptions.items():
            _declare(channel, service, events)


def put_in_order(connection: Connection, subscriptions: Subscriptions) -> None:
    """Declare everything, and let go of what no version hears any more."""
    declare(connection, subscriptions)
    for service, events in subscriptions.items():
        let_go(connection, service, events)


def let_go(connection: Connection, service: str, heard: Sequence[type[Event]]) -> None:
    """Unbind a service's queue from what it heard in an older version, and no more.

    An account that bears a service's name may not, and need not: see `put_in_order`.
    """
    if connection.userid == service:
        return
    keys = {event.routing_key() for event in heard}
    with connection.channel() as channel:
        inbox = Queue(inbox_name(service), channel=channel)
        for key, _, _ in catalogue():
            if key not in keys:
                inbox.unbind_from(EVENTS, routing_key=key)


def _await(channel: Channel, subscriptions: Iterable[str]) -> None:
    """Ask for the queue that is declared last of each service: it needs no right."""
    for service in subscriptions:
        channel.queue_declare(dead_name(service), passive=True)


def _declare(channel: Channel, service: str, events: Iterable[type[Event]]) -> None:
    ladder = Exchange(ladder_name(service), type="direct", durable=True)
    ladder(channel).declare()
    *queues, dead = _queues(service)
    for queue in queues:
        queue(channel).declare()
        Queue(queue.name, channel=channel).bind_to(ladder, routing_key=queue.name)
    inbox = Queue(inbox_name(service), channel=channel)
    for event in events:
        inbox.bind_to(EVENTS, routing_key=event.routing_key())
    dead(channel).declare()


def _queues(service: str) -> list[Queue]:
    """Return a service's queues; the last says that the others stand and are bound."""
    inbox = inbox_name(service)
    return [
        Queue(
            inbox,
            queue_arguments=_quorum(DEAD.name, service)
            | {"x-delivery-limit": DELIVERY_LIMIT},
        ),
        *(
            Queue(
                retry_name(service, attempt),
                queue_arguments=_quorum("", inbox) | {"x-message-ttl": seconds * 1000},
            )
            for attempt, seconds in enumerate(RETRY_AFTER, start=1)
        ),
        Queue(
            dead_name(service),
            exchange=DEAD,
            routing_key=service,
            queue_arguments={"x-queue-type": "quorum"},
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
