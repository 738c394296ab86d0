"""Gauges that the database knows: asked every few seconds, never by a scrape."""

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import Engine, QueuePool

from minqing_chassis.observability.metrics import Metrics

Probe = Callable[[], None]

OUTBOX = """
select count(*) as n,
    coalesce(extract(epoch from now() - min(recorded_at)), 0)::float8 as oldest
from outbox
"""
DEAD = "select count(*) as n from dead_letters where state = 'open'"

_log = logging.getLogger(__name__)


class Asks(Protocol):
    """Something that answers SQL, such as the chassis's Database."""

    def rows(self, sql: str, **values: Any) -> Sequence[Mapping[Any, Any]]:  # noqa: ANN401
        """Return the rows of a query."""
        ...


def spine_probe(metrics: Metrics, database: Asks) -> Probe:
    """Return a probe of the outbox and the open dead letters."""

    def probe() -> None:
        outbox = database.rows(OUTBOX)[0]
        metrics.outbox_rows.set(outbox["n"])
        metrics.outbox_oldest_seconds.set(outbox["oldest"])
        metrics.dead_letters.set(database.rows(DEAD)[0]["n"])

    return probe


def pool_probe(metrics: Metrics, *engines: Engine) -> Probe:
    """Return a probe of the connections that are in use now, of all these pools."""

    def probe() -> None:
        pools = [engine.pool for engine in engines]
        kept = [pool for pool in pools if isinstance(pool, QueuePool)]
        metrics.pool_in_use.set(sum(pool.checkedout() for pool in kept))
        metrics.pool_size.set(sum(pool.size() for pool in kept))

    return probe


class GaugeRefresher:
    """Asks the database every few seconds, so that a scrape never waits for it.

    Its thread is a greenthread once eventlet has patched `threading`.
    """

    def __init__(
        self, probes: Sequence[Callable[[], None]], *, every_seconds: float = 5.0
    ) -> None:
        self._probes = tuple(probes)
        self._every = every_seconds
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to refresh, at once and then every few seconds."""
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, name="gauges", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the round at hand and end."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=10)
            self._thread = None

    def refresh(self) -> None:
        """Run every probe once; one that fails leaves its gauges as they were."""
        for probe in self._probes:
            try:
                probe()
            except Exception:
                _log.warning("gauge probe failed", exc_info=True)

    def _run(self) -> None:
        while True:
            self.refresh()
            if self._stop.wait(self._every):
                return
