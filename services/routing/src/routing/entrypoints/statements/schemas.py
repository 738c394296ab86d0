"""The shapes of what differs between neighbours."""

from marshmallow import Schema, fields, validate

from routing.domain.statements.comparing import Difference
from routing.entrypoints.schemas import PageQuerySchema

STATES = ["open", "mended", "settled"]
KINDS = sorted(each.value for each in Difference)


class DifferencesQuerySchema(PageQuerySchema):
    """Which differences are meant."""

    state = fields.String(load_default="", validate=validate.OneOf([*STATES, ""]))
    agency = fields.String(load_default="", validate=validate.Length(max=63))


class DifferenceSchema(Schema):
    """Where two agencies' knowledge of a matter differs.

    `times`: in how many statements; `number`: how far the timeline went that is gone,
    for a hole or a fork.
    """

    difference_id = fields.UUID(required=True)
    agency = fields.String(required=True)
    matter_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    number = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    times = fields.Integer(required=True)
    first_at = fields.AwareDateTime(required=True)
    last_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)


class DifferencesSchema(Schema):
    """Some differences, those last seen first; `next` asks for those after them."""

    items = fields.List(fields.Nested(DifferenceSchema), required=True)
    next = fields.String(required=True, allow_none=True)
