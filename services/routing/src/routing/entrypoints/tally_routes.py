"""How many cases each list of a desk holds, over HTTP."""

from typing import Any, Final

from marshmallow import Schema, fields, validate, validates_schema
from marshmallow.exceptions import ValidationError

from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_contracts.moments import Moment
from minqing_kernel.messages import Role
from routing.bootstrap import Parts
from routing.domain.errors import NotYours, UnknownUnit
from routing.entrypoints.lists import lists_by_date, lists_of, own_list

TAG: Final = "办件 Cases"
MOST: Final = 1000
"""Nobody works off more by a list: counted so far, and no further."""


class TallyQuerySchema(Schema):
    """Whose cases; `organisation` means a unit and all below it.

    `until`: ends of days, in their order, between which what falls due is counted.
    """

    organisation = fields.String(validate=validate.Length(min=1, max=64))
    until = fields.List(
        Moment(), load_default=list, validate=validate.Length(min=0, max=4)
    )

    @validates_schema(skip_on_field_errors=True)
    def is_in_order(self, said: dict[str, Any], **_: object) -> None:
        """Refuse ends that do not follow each other."""
        if said["until"] != sorted(said["until"]):
            raise ValidationError("invalid-value", "until")


class TallySchema(Schema):
    """How many cases each list holds in which an answer is owed, at most `most`.

    `mine`: handled by the caller. `soon`: due within 24 hours. `returned`: a return
    waits for a decision. `escalated`: superiors were told. `redo`: answered before.
    `silent`: the petitioner heard nothing for too long. `asked`: the caller's very unit
    asked for more time, and nobody decided. `due`: due from now to the
    first of `until`, and from each to the next.
    """

    most = fields.Integer(required=True)
    owing = fields.Integer(required=True)
    mine = fields.Integer(required=True)
    overdue = fields.Integer(required=True)
    soon = fields.Integer(required=True)
    returned = fields.Integer(required=True)
    escalated = fields.Integer(required=True)
    redo = fields.Integer(required=True)
    silent = fields.Integer(required=True)
    asked = fields.Integer(required=True)
    due = fields.List(fields.Integer(), required=True)


def tally_routes(parts: Parts) -> list[Route]:
    """Return the row of the table that counts the lists of a desk."""

    def show(request: Request) -> Reply:
        query, actor, now = request.query, request.actor, parts.clock.now()
        units = parts.directories.current().units
        own = own_list(actor, query.get("organisation"), units)
        days = lists_by_date(own, now, query["until"])
        told = parts.tallies.count(lists_of(own, actor), days, MOST)
        due = [told.pop(day) for day in days if day != "soon"]
        return Reply({"most": MOST, "due": due, **told})

    return [
        Route(
            method="GET",
            path="/v1/case-tally",
            operation=show,
            summary="待办件数 How many cases each list of the caller's desk holds",
            roles=STAFF | {Role.OPS},
            query=TallyQuerySchema,
            replies={200: TallySchema},
            errors=(UnknownUnit, NotYours),
            tag=TAG,
        )
    ]
