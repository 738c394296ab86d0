"""The way to the broker, which may be a cluster: any node that answers will do.

AMQP_URI names one address, or several with semicolons between them. A node that is
frozen, or cut off, keeps its connections and says nothing; so does one that has nothing
to say. Whoever only listens must therefore ask now and then: see `Pulse`.
"""

import random
import time
from typing import Final

import eventlet
from amqp import Channel
from kombu.connection import Connection

CONNECT_SECONDS: Final = 5.0
"""How long one node may take to let us in."""
ASK_EVERY: Final = 10.0
"""Seconds of silence after which a node is asked whether it is there."""
ANSWER_WITHIN: Final = 10.0


class BrokerSilent(ConnectionError):
    """The node keeps the connection and does not answer."""


def in_any_order(amqp_uri: str) -> str:
    """Return the same addresses in another order: not all go to the first node."""
    addresses = amqp_uri.split(";")
    return ";".join(random.sample(addresses, len(addresses)))


def connect(
    amqp_uri: str, *, timeout: float = 10.0, wait: float = CONNECT_SECONDS
) -> Connection:
    """Return an open connection to a node that answers; tries each at least once.

    `wait`: seconds for one node, `timeout`: for all. Raises what kombu raises.
    """
    nodes = in_any_order(amqp_uri)
    connection = Connection(nodes, connect_timeout=wait, heartbeat=0)
    try:
        connection.ensure_connection(
            max_retries=max(1, nodes.count(";")),
            timeout=max(timeout, wait * (1 + nodes.count(";"))),
        )
        return connection
    except BaseException:
        connection.release()
        raise


class Pulse:
    """Tells a node that has nothing to say from one that cannot say anything."""

    def __init__(self, channel: Channel, queue: str) -> None:
        self._channel = channel
        self._queue = queue
        self._asked = time.monotonic()

    def feel(self) -> None:
        """Ask, if the last answer is long ago; raise BrokerSilent without one."""
        if time.monotonic() - self._asked < ASK_EVERY:
            return
        with eventlet.Timeout(ANSWER_WITHIN, BrokerSilent("no answer")):
            self._channel.queue_declare(self._queue, passive=True)
        self._asked = time.monotonic()
