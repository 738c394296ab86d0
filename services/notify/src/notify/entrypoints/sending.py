"""Keeps the sender running inside the service, and lets it finish at the end."""

import logging
from collections.abc import Callable

import eventlet
from eventlet.event import Event
from nameko.extensions import DependencyProvider

from minqing_chassis.database import UNAVAILABLE
from notify.application.sender import Sender

log = logging.getLogger(__name__)

PAUSES = (0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds between tries while the database is away."""


class SenderKeeper(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Runs `find()`, the service's sender, in a greenthread of its own.

    `linger`: seconds to let notices gather before they are sent together. nameko kills
    its greenthreads at the end: `stop` lets the message in hand go out, hands the rest
    of the batch back, stores what came of it, and only then returns.
    """

    def __init__(self, find: Callable[[], Sender], *, linger: float = 0.2) -> None:
        self._find = find
        self._linger = linger
        self._ending = Event()
        self._failures = 0

    def setup(self) -> None:
        """Find the sender."""
        self._sender = self._find()

    def start(self) -> None:
        """Begin to send."""
        self._thread = self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """Begin no more calls, store the outcomes, then let go."""
        self._sender.halt()
        self._ending.send()
        self._thread.wait()

    def get_dependency(self, _worker: object) -> Sender:
        """Hand the sender to a worker."""
        return self._sender

    def _run(self) -> None:
        while not self._ending.ready():
            if self._send() < self._sender.limit:
                self._rest(self._linger)

    def _send(self) -> int:
        try:
            sent = self._sender.send_batch()
        except UNAVAILABLE as error:
            self._pause("the notices wait: %r", error)
            return 0
        except Exception as error:
            log.exception("the sender stumbled")
            self._pause("a batch waits for its lease to end: %r", error)
            return 0
        self._failures = 0
        return sent

    def _pause(self, words: str, error: Exception) -> None:
        log.warning(words, error)
        self._rest(PAUSES[min(self._failures, len(PAUSES) - 1)])
        self._failures += 1

    def _rest(self, seconds: float) -> None:
        with eventlet.Timeout(seconds, False):
            self._ending.wait()
