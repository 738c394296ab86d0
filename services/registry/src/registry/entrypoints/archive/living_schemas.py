"""Bodies and replies about tenancies, and about how many people live in a place."""

from marshmallow import Schema, fields

from registry.entrypoints.words import day_field


class TenancyBody(Schema):
    """From whom a household rents, from when until when."""

    owner_id = fields.UUID(required=True)
    since = day_field(required=True)
    until = day_field(load_default=None, allow_none=True)


class TenancySchema(Schema):
    """A tenancy, past or present; the owner is a resident's id, no name."""

    tenancy_id = fields.UUID(required=True)
    household_id = fields.UUID(required=True)
    owner_id = fields.UUID(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True, allow_none=True)
    revision = fields.Integer(required=True)


class TenanciesSchema(Schema):
    """A household's tenancies, the newest last."""

    items = fields.List(fields.Nested(TenancySchema), required=True)


class PopulationSchema(Schema):
    """How many people really live in a place, each counted once."""

    present = fields.Integer(required=True)
    registered_here = fields.Integer(required=True)
    registered_elsewhere = fields.Integer(required=True)
    registered_unknown = fields.Integer(required=True)
    tenants = fields.Integer(required=True)
