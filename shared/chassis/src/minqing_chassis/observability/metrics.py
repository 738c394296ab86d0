"""Every Prometheus series that all services share, in one place."""

from collections import Counter as TallyOf
from collections.abc import Iterable, Sequence

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

PREFIX = "minqing_"
LATENCY_BUCKETS = (
    0.001,
    0.0025,
    0.005,
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1.0,
    2.5,
    5.0,
    10.0,
)
"""Upper bounds in seconds."""
EXPOSITION = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The series of one service process; every name begins with `minqing_`."""

    def __init__(
        self, service: str, *, agency: str = "demo", version: str = "0"
    ) -> None:
        self.service = service
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry(auto_describe=True)
        ProcessCollector(registry=self.registry)
        self._http_seconds = self._histogram(
            "http_request_seconds",
            "Time to answer an HTTP request, in seconds",
            ("route", "method", "status"),
        )
        self._handler_seconds = self._histogram(
            "handler_seconds",
            "Time to handle a message, in seconds",
            ("event",),
        )
        self._messages = Counter(
            PREFIX + "messages_total",
            "Messages by what became of them: handled, duplicate, retried, dead",
            ("service", "event", "outcome"),
            registry=self.registry,
        )
        self.outbox_rows = self._plain("outbox_rows", "Facts waiting to be published")
        self.outbox_oldest_seconds = self._plain(
            "outbox_oldest_seconds", "Age of the oldest waiting fact, in seconds"
        )
        self.dead_letters = self._plain("dead_letters", "Open dead letters")
        self.pool_in_use = self._plain(
            "db_pool_in_use", "Database connections in use now"
        )
        self.pool_size = self._plain(
            "db_pool_size", "Database connections the pool may hold"
        )
        self.gauge("build_info", "What runs here; always 1", ("agency", "version")).set(
            1, agency, version
        )

    def http(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one HTTP answer under its route template and status class (`2xx`)."""
        self._http_seconds.labels(
            self.service, route, method, f"{status // 100}xx"
        ).observe(seconds)

    def handled(self, event: str, seconds: float) -> None:
        """Note how long the handling of one message took."""
        self._handler_seconds.labels(self.service, event).observe(seconds)

    def message(self, event: str, outcome: str, count: int = 1) -> None:
        """Count messages by outcome: handled, duplicate, retried or dead."""
        self._messages.labels(self.service, event, outcome).inc(count)

    def batch(self, outcomes: Iterable[tuple[str, str]], seconds: float) -> None:
        """Count a batch of (event, outcome) that took `seconds` in all.

        Each event of the batch adds one observation: its messages' mean share.
        """
        counted = TallyOf(outcomes)
        share = seconds / max(counted.total(), 1)
        for (event, outcome), count in counted.items():
            self.message(event, outcome, count)
        for event in {event for event, _ in counted}:
            self.handled(event, share)

    def gauge(
        self, name: str, help_text: str, labels: Sequence[str] = ()
    ) -> "ServiceGauge":
        """Add a series of the service's own; `minqing_` is put before its name."""
        return ServiceGauge(
            Gauge(
                PREFIX + name.removeprefix(PREFIX),
                help_text,
                ("service", *labels),
                registry=self.registry,
            ),
            self.service,
        )

    def counter(self, name: str, help_text: str, labels: Sequence[str] = ()) -> Counter:
        """Add a counter of the service's own, without the `service` label."""
        return Counter(
            PREFIX + name.removeprefix(PREFIX),
            help_text,
            labels,
            registry=self.registry,
        )

    def render(self) -> bytes:
        """Return everything in the Prometheus text format."""
        return generate_latest(self.registry)

    def _histogram(self, name: str, text: str, labels: tuple[str, ...]) -> Histogram:
        return Histogram(
            PREFIX + name,
            text,
            ("service", *labels),
            buckets=LATENCY_BUCKETS,
            registry=self.registry,
        )

    def _plain(self, name: str, text: str) -> Gauge:
        return Gauge(PREFIX + name, text, ("service",), registry=self.registry).labels(
            self.service
        )


class ServiceGauge:
    """A gauge whose rows are replaced as one, so that none outlives its cause."""

    def __init__(self, gauge: Gauge, service: str) -> None:
        self._gauge = gauge
        self._service = service
        self._known: set[tuple[str, ...]] = set()

    def set(self, value: float, *labels: str) -> None:
        """Set one row."""
        self._known.add(labels)
        self._gauge.labels(self._service, *labels).set(value)

    def replace(self, rows: Iterable[tuple[Sequence[str], float]]) -> None:
        """Set these rows, and drop every row that is not among them."""
        fresh: set[tuple[str, ...]] = set()
        for labels, value in rows:
            self.set(value, *labels)
            fresh.add(tuple(labels))
        for gone in self._known - fresh:
            self._gauge.remove(self._service, *gone)
        self._known = fresh
