"""A nameko entrypoint that takes messages in batches and never loses one that failed.

It acknowledges a batch only after the service method returned, that is after its
effects are committed; puts failed messages on the retry ladder, confirmed, before
letting go of them; and keeps the batch in hand while the database is away, so that an
outage uses up nobody's attempts.
"""

import contextlib
import logging
import socket
import time
from collections import deque
from typing import Any
from uuid import uuid4

import eventlet
from amqp import Channel, Message
from eventlet.event import Event
from kombu.connection import Connection
from nameko.extensions import Entrypoint

from minqing_chassis import topology
from minqing_chassis.database import UNAVAILABLE
from minqing_chassis.nodes import Pulse, connect
from minqing_chassis.publisher import (
    BROKER_ERRORS,
    BrokerUnavailable,
    Outgoing,
    Publisher,
)
from minqing_chassis.receiver import Delivery, Group, Verdict
from minqing_contracts.topology import SUBSCRIPTIONS

log = logging.getLogger(__name__)

ATTEMPT = "attempt"
CAREFUL = 1
"""How many messages to hold while the first may be one that kills."""
SUSPECT_AFTER = 3
"""How many earlier deliveries make a message one that may kill."""
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds between tries while the broker or the database is away."""


class Subscriber(Entrypoint):
    """Calls its method with a `Group` and expects a `Verdict`.

    `size`: the largest batch; `linger`: seconds to wait for one to fill.
    """

    def __init__(
        self,
        service: str,
        *,
        size: int = 200,
        linger: float = 0.1,
        **options: Any,  # noqa: ANN401
    ) -> None:
        self._service = service
        self._size = size
        self._linger = linger
        self._stopping = False
        super().__init__(**options)

    def setup(self) -> None:
        """Learn where the broker is."""
        self._uri = self.container.config["AMQP_URI"]
        self._ladder = Publisher(self._uri)

    def start(self) -> None:
        """Begin to take messages."""
        self._thread = self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """Finish the batch in hand, then let go."""
        self._stopping = True
        self._thread.wait()

    def _run(self) -> None:
        failures = 0
        while not self._stopping:
            try:
                with self._connected() as connection:
                    self._consume(connection)
            except BROKER_ERRORS as error:
                log.warning("the broker is away: %r", error)
            except Exception:
                log.exception("a batch could not be decided; it will come again")
            if not self._stopping:
                eventlet.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1

    @contextlib.contextmanager
    def _connected(self) -> Any:  # noqa: ANN401
        connection = connect(self._uri)
        try:
            topology.declare(connection, SUBSCRIPTIONS)
            heard = SUBSCRIPTIONS.get(self._service, ())
            topology.let_go(connection, self._service, heard)
            yield connection
        finally:
            self._ladder.drop()
            connection.collect()

    def _consume(self, connection: Connection) -> None:
        """Work off what comes; one message at a time where somebody died of one.

        A message that was handed out several times may be what kills the consumer:
        alone in flight it takes no neighbour with it to the dead letters.
        """
        name = topology.inbox_name(self._service)
        dead = _Line(connection, topology.dead_name(self._service), 20)
        inbox = _Line(connection, name, CAREFUL)
        pulse = Pulse(connection.channel(), name)
        while not self._stopping:
            self._gather(connection, inbox, dead)
            pulse.feel()
            prefetch = self._prefetch(inbox)
            if prefetch < inbox.prefetch:
                inbox = inbox.again(prefetch)
                continue
            self._work_off(inbox, given_up=False)
            self._work_off(dead, given_up=True)
            if prefetch > inbox.prefetch:
                inbox = inbox.again(prefetch)

    def _prefetch(self, inbox: "_Line") -> int:
        if not inbox.waiting:
            return inbox.prefetch
        return CAREFUL if any(map(_suspect, inbox.waiting)) else self._size * 3

    def _gather(self, connection: Connection, inbox: "_Line", dead: "_Line") -> None:
        """Wait a second for a first message, then a moment for more."""
        until = time.monotonic() + 1.0
        lingering = False
        wanted = min(self._size, inbox.prefetch)
        while len(inbox.waiting) < wanted and not self._stopping:
            if (inbox.waiting or dead.waiting) and not lingering:
                lingering, until = True, time.monotonic() + self._linger
            left = until - time.monotonic()
            if left <= 0:
                return
            with contextlib.suppress(socket.timeout):
                connection.drain_events(timeout=left)

    def _work_off(self, line: "_Line", *, given_up: bool) -> None:
        batch = line.take(self._size)
        if not batch:
            return
        group = Group(deliveries=[_delivery(m) for m in batch], given_up=given_up)
        verdict = self._decide(group)
        if verdict is None:
            return
        self._send_to_ladder(verdict)
        line.channel.basic_ack(batch[-1].delivery_tag, multiple=True)

    def _send_to_ladder(self, verdict: Verdict) -> None:
        if not verdict.retries:
            return
        rungs = [self._retry(each) for each in verdict.retries]
        if self._ladder.publish(rungs).returned:
            raise BrokerUnavailable("a retry queue is missing")

    def _decide(self, group: Group) -> Verdict | None:
        """Let the service decide, again and again while its database is away."""
        failures = 0
        while not self._stopping or failures == 0:
            try:
                return self._call(group)
            except UNAVAILABLE as error:
                log.warning("the database is away, the batch waits: %r", error)
                eventlet.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1
        return None

    def _call(self, group: Group) -> Verdict:
        """Run the service's method in a nameko worker and wait for it."""
        done = Event()

        def settle(
            _context: object,
            result: object,
            exc_info: Any,  # noqa: ANN401
        ) -> tuple[object, Any]:
            if exc_info is None:
                done.send(result)
            else:
                done.send_exception(*exc_info)
            return result, exc_info

        self.container.spawn_worker(self, (group,), {}, handle_result=settle)
        verdict: Verdict = done.wait()
        return verdict

    def _retry(self, delivery: Delivery) -> Outgoing:
        return Outgoing(
            message_id=uuid4(),
            exchange=topology.ladder_name(self._service),
            routing_key=topology.retry_name(self._service, delivery.attempt),
            headers=dict(delivery.headers) | {ATTEMPT: delivery.attempt + 1},
            body=delivery.body,
        )


take_events = Subscriber.decorator


class _Line:
    """One queue on a channel of its own: `multiple` acknowledges nothing else."""

    def __init__(self, connection: Connection, queue: str, prefetch: int) -> None:
        self._connection = connection
        self._queue = queue
        self.prefetch = prefetch
        self.channel: Channel = connection.channel()
        self.waiting: deque[Message] = deque()
        self.channel.basic_qos(0, prefetch, False)
        self.channel.basic_consume(queue, callback=self.waiting.append)

    def take(self, size: int) -> list[Message]:
        """Return the oldest waiting messages, up to `size`."""
        return [self.waiting.popleft() for _ in range(min(size, len(self.waiting)))]

    def again(self, prefetch: int) -> "_Line":
        """Give back what is in hand and stand in line anew."""
        self.channel.close()
        return _Line(self._connection, self._queue, prefetch)


def _suspect(message: Message) -> bool:
    """Say whether a message was handed out before as often as no accident explains."""
    times = (message.headers or {}).get("x-delivery-count", 0)
    return isinstance(times, int) and times >= SUSPECT_AFTER


def _delivery(message: Message) -> Delivery:
    body = message.body
    headers = message.headers or {}
    attempt = headers.get(ATTEMPT, 1)
    last = len(topology.RETRY_AFTER) + 1
    return Delivery(
        headers=headers,
        body=body if isinstance(body, bytes) else str(body).encode("utf-8", "replace"),
        attempt=min(max(attempt, 1), last) if isinstance(attempt, int) else 1,
    )
