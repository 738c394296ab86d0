"""The classes of households for whom a plan is a must, as they are in force (C-07)."""

from collections.abc import Iterator

from marshmallow import Schema, fields

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.messages import Role
from registry.bootstrap import Parts
from registry.domain.values import end_of
from registry.entrypoints.words import day_field


class PlanClassesQuery(Schema):
    """On which day; without it today."""

    on = day_field(load_default=None)


class PlanClassSchema(Schema):
    """A class: what a plan of a household of it names in `classes`."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    basis = fields.String(required=True)


class PlanClassesSchema(Schema):
    """The classes in force, and within how many days a plan is reviewed again."""

    items = fields.List(fields.Nested(PlanClassSchema), required=True)
    review_within_days = fields.Integer(required=True)
    review_basis = fields.String(required=True)


class PlanClassDoor:
    """The operation: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def list_classes(self, request: Request) -> Reply:
        """Show the classes of a day."""
        moment = end_of(request.query["on"]) or self._parts.clock.now()
        policy = self._parts.rules.help_at(moment)
        items = [
            {"code": each.code, "title": each.title, "basis": each.basis}
            for each in policy.classes
        ]
        return Reply(
            {
                "items": items,
                "review_within_days": policy.review_days,
                "review_basis": policy.review_basis,
            }
        )


def plan_class_routes(parts: Parts) -> Iterator[Route]:
    """Yield the route of classes."""
    yield Route(
        method="GET",
        path="/v1/plan-classes",
        operation=PlanClassDoor(parts).list_classes,
        summary="必须有帮扶计划的类别 The classes that must have a plan (C-07)",
        roles=STAFF | {Role.OPS},
        query=PlanClassesQuery,
        replies={200: PlanClassesSchema},
        tag="帮扶计划 Plans",
    )
