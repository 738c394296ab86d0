"""Every route of the rooms."""

from minqing_chassis.http.problems import Statuses
from minqing_chassis.http.route import Route
from routing.bootstrap import Parts
from routing.domain.documents.errors import (
    CodesUnasked,
    PressUnavailable,
    TooManyCodes,
)
from routing.entrypoints.rooms.document_routes import document_routes
from routing.entrypoints.rooms.door_routes import door_routes
from routing.entrypoints.rooms.hazard_routes import hazard_routes
from routing.entrypoints.rooms.mediation_routes import mediation_routes
from routing.entrypoints.rooms.own_routes import own_routes
from routing.entrypoints.rooms.project_routes import project_routes
from routing.entrypoints.rooms.review_routes import review_routes

ROOM_STATUSES: Statuses = {PressUnavailable: 503, TooManyCodes: 429, CodesUnasked: 503}


def room_routes(parts: Parts) -> list[Route]:
    """Return the rows of the table that tell of the rooms."""
    return [
        *document_routes(parts),
        *door_routes(parts),
        *own_routes(parts),
        *review_routes(parts),
        *mediation_routes(parts),
        *hazard_routes(parts),
        *project_routes(parts),
    ]
