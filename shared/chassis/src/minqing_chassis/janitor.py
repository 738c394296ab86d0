"""Throws away what has done its duty: inbox rows that no redelivery can ask for."""

import logging
from collections.abc import Callable

import eventlet
from nameko.extensions import DependencyProvider

from minqing_chassis.database import UNAVAILABLE, Database

log = logging.getLogger(__name__)

KEEP_DAYS = 30
EVERY_SECONDS = 3600.0
SWEEP = """
delete from inbox where ctid = any(array(
    select ctid from inbox where admitted_at < now() - make_interval(days => :days)
    limit 5000))
returning 1
"""


def sweep_inbox(database: Database, *, days: int = KEEP_DAYS) -> int:
    """Delete up to 5,000 inbox rows older than `days`; return how many there were.

    A message is redelivered within hours; a dead letter that is replayed later was
    never admitted, so that nothing depends on older rows.
    """
    return len(database.rows(SWEEP, days=days))


class Janitor(DependencyProvider):
    """Sweeps `find()`, the service's database, once an hour."""

    def __init__(self, find: Callable[[], Database]) -> None:
        self._find = find

    def start(self) -> None:
        """Begin, at a quiet moment: an hour from now."""
        self._thread = eventlet.spawn_after(EVERY_SECONDS, self._run)

    def stop(self) -> None:
        """Go home."""
        self._thread.cancel()

    def kill(self) -> None:
        """Go home at once."""
        self._thread.kill()

    def _run(self) -> None:
        try:
            while sweep_inbox(self._find()):
                eventlet.sleep(0.1)
        except UNAVAILABLE as error:
            log.warning("the inbox was not swept: %r", error)
        self._thread = eventlet.spawn_after(EVERY_SECONDS, self._run)
