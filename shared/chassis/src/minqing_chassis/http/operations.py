"""The routes every service has for those who run it: health and metrics."""

from collections.abc import Iterator

from marshmallow import Schema, fields, validate

from minqing_chassis.http.problems import FieldError, Problem
from minqing_chassis.http.route import PUBLIC, Reply, Request, Route
from minqing_chassis.observability.health import Health, NotReady
from minqing_chassis.observability.metrics import EXPOSITION, Metrics

TAG = "运行 Operations"


class HealthSchema(Schema):
    """How the process is."""

    status = fields.String(required=True, validate=validate.OneOf(["ok"]))


def operations_routes(
    health: Health | None, metrics: Metrics | None
) -> Iterator[Route]:
    """Yield /health/live, /health/ready and /metrics, as far as they are given."""
    if health is not None:
        yield _live()
        yield _ready(health)
    if metrics is not None:
        yield _metrics(metrics)


def not_ready(error: NotReady) -> Problem:
    """Return the refusal that names every part which failed."""
    return Problem(
        503,
        "not-ready",
        errors=[FieldError(part, how) for part, how in error.failures.items()],
        headers={"Retry-After": "2"},
    )


def _live() -> Route:
    def live(_: Request) -> Reply:
        return Reply({"status": "ok"})

    return Route(
        method="GET",
        path="/health/live",
        operation=live,
        summary="进程存活 Liveness",
        roles=PUBLIC,
        reads_token=False,
        replies={200: HealthSchema},
        tag=TAG,
    )


def _ready(health: Health) -> Route:
    def ready(_: Request) -> Reply:
        try:
            health.require_ready()
        except NotReady as error:
            raise not_ready(error) from None
        return Reply({"status": "ok"})

    return Route(
        method="GET",
        path="/health/ready",
        operation=ready,
        summary="可以工作 Readiness",
        roles=PUBLIC,
        reads_token=False,
        replies={200: HealthSchema},
        tag=TAG,
    )


def _metrics(metrics: Metrics) -> Route:
    def read_metrics(_: Request) -> Reply:
        return Reply(metrics.render())

    return Route(
        method="GET",
        path="/metrics",
        operation=read_metrics,
        summary="指标 Prometheus metrics",
        roles=PUBLIC,
        reads_token=False,
        media_type=EXPOSITION,
        tag=TAG,
    )
