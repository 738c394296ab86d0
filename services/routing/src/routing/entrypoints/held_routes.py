"""What is open in whose hands, over HTTP: before somebody leaves or a unit ends."""

from marshmallow import Schema, fields, validate

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_kernel.messages import Role
from routing.application.views import WhoseWork
from routing.bootstrap import Parts
from routing.domain.errors import NotYours, UnknownUnit
from routing.entrypoints.scope import line_of, units_asked_for

TAG = "办件 Cases"
NAME = validate.Length(min=1, max=64)


class HeldQuerySchema(Schema):
    """Whose: a person's, a unit's own (without those below it), or of a category."""

    handler = fields.String(validate=NAME)
    organisation = fields.String(validate=NAME)
    category = fields.String(validate=NAME)


class HeldSchema(Schema):
    """How many cases are open, late ones among them.

    `tasks` (co-handling that is owed) and `rules` (that send matters to it, now or
    later) are a unit's; 0 where no unit was asked for.
    """

    cases = fields.Integer(required=True)
    overdue = fields.Integer(required=True)
    tasks = fields.Integer(required=True)
    rules = fields.Integer(required=True)


def held_routes(parts: Parts) -> list[Route]:
    """Return the row of the table that counts open work."""

    def show(request: Request) -> Reply:
        query, actor = request.query, request.actor
        units = parts.directories.current().units
        unit = query.get("organisation")
        seen = units_asked_for(actor, unit, units)
        whose = WhoseWork(
            line=line_of(actor, units),
            units=frozenset({unit}) if unit else seen,
            unit_id=unit,
            handler_id=query.get("handler"),
            category=query.get("category"),
        )
        return Reply(parts.held.of(whose))

    return [
        Route(
            method="GET",
            path="/v1/open-work",
            operation=show,
            summary="在办数量 How much is open: of a person, a unit, a category",
            roles=STAFF | {Role.OPS},
            query=HeldQuerySchema,
            replies={200: HeldSchema},
            errors=(UnknownUnit, NotYours),
            tag=TAG,
        )
    ]
