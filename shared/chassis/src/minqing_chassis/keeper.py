"""Keeps the relay running inside a service, and lets it finish at the end."""

import logging
from collections.abc import Callable

import eventlet
from nameko.extensions import DependencyProvider

from minqing_chassis.database import UNAVAILABLE
from minqing_chassis.publisher import BrokerUnavailable
from minqing_chassis.relay import Relay

log = logging.getLogger(__name__)

LIMIT = 500
HARD_LIMIT = 30.0
"""Seconds after which a round of the relay is cut off, whatever it hangs in."""
PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)


class RelayKeeper(DependencyProvider):
    """Runs `find()`, the service's relay, in a greenthread of its own.

    `linger`: seconds to let facts gather before they are sent together.
    """

    def __init__(self, find: Callable[[], Relay], *, linger: float = 0.1) -> None:
        self._find = find
        self._linger = linger
        self._stopping = False
        self._failures = 0

    def start(self) -> None:
        """Begin to send."""
        self._relay = self._find()
        self._thread = self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """Send what is still there, as far as the broker takes it, then let go."""
        self._stopping = True
        self._relay.wake()
        self._thread.wait()
        self._relay.drop()

    def get_dependency(self, _worker: object) -> Relay:
        """Hand the relay to a worker."""
        return self._relay

    def _run(self) -> None:
        while not self._stopping:
            sent = self._send()
            if sent == LIMIT:
                continue
            self._relay.rest(1.0)
            eventlet.sleep(self._linger)
        self._send()

    def _send(self) -> int:
        try:
            with eventlet.Timeout(HARD_LIMIT, BrokerUnavailable("cut off")):
                sent = self._relay.send_due(limit=LIMIT)
        except (BrokerUnavailable, *UNAVAILABLE) as error:
            self._relay.drop()
            self._pause(error)
            return 0
        except Exception as error:
            self._relay.drop()
            log.exception("the relay stumbled")
            self._pause(error)
            return 0
        self._failures = 0
        return sent

    def _pause(self, error: Exception) -> None:
        log.warning("the outbox waits: %r", error)
        if not self._stopping:
            eventlet.sleep(PAUSES[min(self._failures, len(PAUSES) - 1)])
        self._failures += 1
