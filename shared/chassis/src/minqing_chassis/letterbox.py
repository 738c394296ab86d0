"""A nameko entrypoint that takes letters of other agencies, a few at a time.

The queue is declared by whoever runs the broker, not here. A letter is acknowledged
only after its method returned, that is once it is stored what became of it; while the
database is away it is held in hand.
"""

import contextlib
import logging
import socket
from collections.abc import Iterator
from typing import Any

import eventlet
from amqp import Channel, Message
from eventlet.event import Event
from kombu.connection import Connection
from nameko.extensions import Entrypoint

from minqing_chassis.database import UNAVAILABLE
from minqing_chassis.nodes import Pulse, connect
from minqing_chassis.publisher import BROKER_ERRORS

log = logging.getLogger(__name__)

PREFETCH = 8
ROUTING_KEY = "routing_key"
"""By which key a letter came stands in its headers, whatever its writer put there."""
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds between tries while the broker, the queue or the database is away."""


class Letterbox(Entrypoint):
    """Calls its method with a letter's body and its headers."""

    def __init__(self, queue: str, **options: Any) -> None:  # noqa: ANN401
        self._queue = queue
        self._stopping = False
        super().__init__(**options)

    def setup(self) -> None:
        """Learn where the broker is."""
        self._uri = self.container.config["AMQP_URI"]

    def start(self) -> None:
        """Begin to take letters."""
        self._thread = self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """Finish the letter in hand, then let go."""
        self._stopping = True
        self._thread.wait()

    def _run(self) -> None:
        failures = 0
        while not self._stopping:
            try:
                with self._connected() as connection:
                    failures = 0
                    self._consume(connection)
            except BROKER_ERRORS as error:
                log.warning("the letterbox is away: %r", error)
            except Exception:
                log.exception("a letter could not be decided; it will come again")
            if not self._stopping:
                eventlet.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1

    @contextlib.contextmanager
    def _connected(self) -> Iterator[Connection]:
        connection = connect(self._uri)
        try:
            yield connection
        finally:
            connection.collect()

    def _consume(self, connection: Connection) -> None:
        waiting: list[Message] = []
        channel: Channel = connection.channel()
        channel.basic_qos(0, PREFETCH, False)
        channel.basic_consume(self._queue, callback=waiting.append)
        pulse = Pulse(connection.channel(), self._queue)
        while not self._stopping:
            with contextlib.suppress(socket.timeout):
                connection.drain_events(timeout=1.0)
            pulse.feel()
            while waiting and not self._stopping:
                message = waiting.pop(0)
                if self._decide(message):
                    channel.basic_ack(message.delivery_tag)

    def _decide(self, message: Message) -> bool:
        """Let the service decide, again and again while its database is away."""
        failures = 0
        while not self._stopping or failures == 0:
            try:
                self._call(message)
            except UNAVAILABLE as error:
                log.warning("the database is away, the letter waits: %r", error)
                eventlet.sleep(PAUSES[min(failures, len(PAUSES) - 1)])
                failures += 1
            else:
                return True
        return False

    def _call(self, message: Message) -> None:
        """Run the service's method in a nameko worker and wait for it."""
        done = Event()

        def settle(
            _context: object,
            result: object,
            exc_info: Any,  # noqa: ANN401
        ) -> tuple[object, Any]:
            if exc_info is None:
                done.send(None)
            else:
                done.send_exception(*exc_info)
            return result, exc_info

        body = message.body
        raw = body if isinstance(body, bytes) else str(body).encode("utf-8", "replace")
        brought = {ROUTING_KEY: message.delivery_info.get("routing_key", "")}
        told = (raw, dict(message.headers or {}) | brought)
        self.container.spawn_worker(self, told, {}, handle_result=settle)
        done.wait()


take_letters = Letterbox.decorator
