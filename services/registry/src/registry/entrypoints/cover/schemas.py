"""The shapes of what grids cover."""

from marshmallow import Schema, fields, validate

from registry.entrypoints.cover.page_schemas import GridCountSchema
from registry.entrypoints.schemas import GridBody
from registry.entrypoints.words import address_field, day_field, id_field

MOST_CLAIMS = 2_000


class ClaimsBody(Schema):
    """The premises that a grid covers, all of them."""

    premises_ids = fields.List(
        id_field(), required=True, validate=validate.Length(max=MOST_CLAIMS)
    )


class ClaimsSchema(Schema):
    """The premises that a grid covers."""

    premises_ids = fields.List(fields.String(), required=True)


class ClaimSchema(Schema):
    """One claim of a grid."""

    premises_id = fields.String(required=True)
    grid_id = fields.String(required=True)


class ClaimListSchema(Schema):
    """Every claim on premises of a place, by id."""

    items = fields.List(fields.Nested(ClaimSchema), required=True)


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
    """Whether every household is in one grid at each level, and every grid headed.

    `held` counts the households of the place in each grid.
    """

    organisation_id = fields.String(required=True)
    households = fields.Integer(required=True)
    levels = fields.List(fields.Nested(LevelSchema), required=True)
    headless = fields.List(fields.String(), required=True)
    held = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    whole = fields.Boolean(required=True)


class CutBody(GridBody):
    """A grid whole: what it is, and what it covers."""

    premises_ids = fields.List(
        id_field(), required=True, validate=validate.Length(max=MOST_CLAIMS)
    )


class SaidCutBody(CutBody):
    """The same from a day on (today where none is said), and why."""

    since = day_field(load_default=None, allow_none=True)
    reason = address_field(required=True)


class CutSchema(Schema):
    """How a grid was cut: from which day on, said when, by whom, why."""

    revision = fields.Integer(required=True)
    since = fields.Date(required=True)
    at = fields.AwareDateTime(required=True)
    by = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.Integer(required=True)
    parent_id = fields.String(required=True, allow_none=True)
    organisation_id = fields.String(required=True)
    active = fields.Boolean(required=True)
    premises_ids = fields.List(fields.String(), required=True, allow_none=True)
    reason = fields.String(required=True)


class CutsSchema(Schema):
    """Every cut of a grid, oldest first."""

    items = fields.List(fields.Nested(CutSchema), required=True)


class WrongsSchema(Schema):
    """Households of the place that no grid of the level holds, or more than one."""

    gaps = fields.Integer(required=True)
    overlaps = fields.Integer(required=True)


class CutEffectSchema(Schema):
    """Whom a cut touches; `matters` is null for who is told nothing of people."""

    households = fields.Integer(required=True)
    joining = fields.Integer(required=True)
    leaving = fields.Integer(required=True)
    inside = fields.Integer(required=True)
    before = fields.Nested(WrongsSchema, required=True)
    after = fields.Nested(WrongsSchema, required=True)
    matters = fields.List(
        fields.Nested(GridCountSchema), required=True, allow_none=True
    )
