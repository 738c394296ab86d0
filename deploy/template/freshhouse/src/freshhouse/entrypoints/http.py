"""The HTTP door: the table of routes, and the application made of it."""

import falcon

from freshhouse import VERSION
from freshhouse.bootstrap import Parts
from minqing_chassis.http.app import build_app
from minqing_chassis.http.route import Route


def routes() -> list[Route]:
    """Return the whole table; health, metrics and documents come with the door."""
    return []


def build(parts: Parts) -> falcon.App[falcon.Request, falcon.Response]:
    """Return the application."""
    return build_app(
        routes(),
        title="民情 Minqing freshhouse",
        version=VERSION,
        verifier=parts.verifier,
        health=parts.health,
        metrics=parts.metrics,
    )
