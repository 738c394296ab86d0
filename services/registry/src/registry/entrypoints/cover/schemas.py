"""The shapes of what grids cover."""

from marshmallow import Schema, fields, validate

from registry.entrypoints.words import id_field

MOST_CLAIMS = 2_000


class ClaimsBody(Schema):
    """The premises that a grid covers, all of them."""

    premises_ids = fields.List(
        id_field(), required=True, validate=validate.Length(max=MOST_CLAIMS)
    )


class ClaimsSchema(Schema):
    """The premises that a grid covers."""

    premises_ids = fields.List(fields.String(), required=True)


class OverlapSchema(Schema):
    """A household that several grids of one level hold."""

    household_id = fields.UUID(required=True)
    grid_ids = fields.List(fields.String(), required=True)


class LevelSchema(Schema):
    """What is wrong at one level; of each kind the first hundred are named."""

    level = fields.Integer(required=True)
    gaps = fields.Integer(required=True)
    gap_ids = fields.List(fields.UUID(), required=True)
    overlaps = fields.Integer(required=True)
    overlapping = fields.List(fields.Nested(OverlapSchema), required=True)


class CoverSchema(Schema):
    """Whether every household is in one grid at each level, and every grid headed."""

    organisation_id = fields.String(required=True)
    households = fields.Integer(required=True)
    levels = fields.List(fields.Nested(LevelSchema), required=True)
    headless = fields.List(fields.String(), required=True)
    whole = fields.Boolean(required=True)
