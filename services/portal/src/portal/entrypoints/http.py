"""The HTTP door: the pages, and beside them health and metrics for who runs them."""

from collections.abc import Callable, Iterable
from typing import Any, Final

from minqing_chassis.http.app import build_app
from portal import VERSION
from portal.bootstrap import Parts
from portal.entrypoints.web.app import build_pages
from portal.entrypoints.web.table import pages_of

Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]
OPERATIONS: Final = ("/health/live", "/health/ready", "/metrics")


def build(parts: Parts) -> Wsgi:
    """Return the application."""
    operations: Wsgi = build_app(
        [],
        title="民情 Minqing portal",
        version=VERSION,
        verifier=None,
        health=parts.health,
        metrics=parts.metrics,
    )
    pages: Wsgi = build_pages(parts, pages_of(parts)).wsgi_app

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:  # noqa: ANN401
        door = operations if environ["PATH_INFO"] in OPERATIONS else pages
        return door(environ, start)

    return answer
