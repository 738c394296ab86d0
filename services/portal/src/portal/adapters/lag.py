"""How far the read model is behind: asked of the queue that feeds it."""

import time
from collections.abc import Callable
from typing import Final

from minqing_chassis.nodes import connect
from minqing_chassis.topology import inbox_name

PATIENCE: Final = 3.0


class QueueDepth:
    """Counts what waits in a service's queue."""

    def __init__(self, amqp_uri: str, service: str) -> None:
        self._uri = amqp_uri
        self._queue = inbox_name(service)

    def __call__(self) -> int:
        """Return how many messages wait; raises what the broker raises."""
        line = connect(self._uri, timeout=PATIENCE, wait=PATIENCE)
        with line, line.channel() as channel:
            return int(channel.queue_declare(self._queue, passive=True)[1])


class ProjectionLag:
    """Seconds since the queue was last seen empty; one that is not seen counts as full.

    A clock of its own, so that a rehearsal's clock and late facts say nothing wrong.
    """

    def __init__(
        self, depth: Callable[[], int], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._depth = depth
        self._now = now
        self._empty_at = now()
        self.seconds = 0.0

    def look(self) -> float:
        """Look at the queue; return the lag."""
        try:
            waiting = self._depth()
        except Exception:
            waiting = 1
        if waiting == 0:
            self._empty_at = self._now()
        self.seconds = self._now() - self._empty_at
        return self.seconds
