"""Every route of help, room by room."""

from collections.abc import Iterator

from minqing_chassis.http.route import Route
from registry.bootstrap import Parts
from registry.entrypoints.aid.entitlements import entitlement_routes
from registry.entrypoints.aid.jobs import job_routes
from registry.entrypoints.aid.pairings import pairing_routes
from registry.entrypoints.aid.six_ones import six_routes
from registry.entrypoints.aid.subsidies import subsidy_routes


def aid_routes(parts: Parts) -> Iterator[Route]:
    """Yield every route of help."""
    for routes in (
        pairing_routes,
        subsidy_routes,
        entitlement_routes,
        job_routes,
        six_routes,
    ):
        yield from routes(parts)
