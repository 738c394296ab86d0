"""The route for what patrols found, point by point (D-30)."""

from collections.abc import Iterator

from marshmallow import Schema, fields

from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import Invalid
from registry.application.visits.queries import must_oversee
from registry.bootstrap import Parts
from registry.domain.errors import OutOfReach
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.visits.routes import OVERSEERS, TAG
from registry.entrypoints.words import day_field


class PointCountsQuery(CommunityQuery):
    """Of which place; visits from which day to which."""

    since = day_field(required=True)
    until = day_field(required=True)


class PointCountSchema(Schema):
    """How often a point was answered: 正常、有隐患、不涉及."""

    kind = fields.String(required=True)
    point = fields.String(required=True)
    visits = fields.Integer(required=True)
    fine = fields.Integer(required=True)
    hazard = fields.Integer(required=True)
    absent = fields.Integer(required=True)


class PointCountsSchema(Schema):
    """What the units of a place found, by kind and point."""

    organisation_id = fields.String(required=True)
    items = fields.List(fields.Nested(PointCountSchema), required=True)


class ChecklistDoor:
    """The operation: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def count_points(self, request: Request) -> Reply:
        """Show what was found at each point."""
        asked = request.query
        place, since, until = asked["organisation"], asked["since"], asked["until"]
        must_oversee(request.actor, self._parts.reader, [place])
        if until < since:
            raise Invalid(fields={"until": "before-since"})
        found = self._parts.visits.points(place, since, until)
        return Reply({"organisation_id": place, "items": found})


def checklist_routes(parts: Parts) -> Iterator[Route]:
    """Yield the route of checklists."""
    yield Route(
        method="GET",
        path="/v1/visit-checklists",
        operation=ChecklistDoor(parts).count_points,
        summary="巡查清单各项结果 What patrols found, point by point (D-30)",
        roles=OVERSEERS,
        query=PointCountsQuery,
        replies={200: PointCountsSchema},
        errors=(OutOfReach, Invalid),
        tag=TAG,
    )
