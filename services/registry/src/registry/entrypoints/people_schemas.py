"""The shapes of residents and households at registry's HTTP door."""

from marshmallow import Schema, fields, validate

from registry.domain.access import FULL_PURPOSES
from registry.domain.resident import ResidentState
from registry.entrypoints.words import (
    A_NUMBER,
    address_field,
    division_field,
    id_field,
    name_field,
)


class ResidentSchema(Schema):
    """A resident, masked by the caller's role, or in full for a purpose."""

    resident_id = fields.UUID(required=True)
    organisation_id = fields.String(required=True)
    household_id = fields.UUID(required=True, allow_none=True)
    registered_division = fields.String(required=True, allow_none=True)
    state = fields.Enum(ResidentState, by_value=True, required=True)
    died_on = fields.Date(required=True, allow_none=True)
    left_on = fields.Date(required=True, allow_none=True)
    moved_to = fields.String(required=True, allow_none=True)
    revision = fields.Integer(required=True)
    name = fields.String(required=True)
    identity_number = fields.String(required=True, allow_none=True)
    telephone = fields.String(required=True, allow_none=True)
    registered_address = fields.String(required=True, allow_none=True)


class ResidentsSchema(Schema):
    """Who was found."""

    items = fields.List(fields.Nested(ResidentSchema), required=True)


class ResidentBody(Schema):
    """What is said of a resident."""

    organisation_id = id_field(required=True)
    household_id = fields.UUID(load_default=None, allow_none=True)
    registered_division = division_field(load_default=None, allow_none=True)
    name = name_field(required=True)
    identity_number = fields.String(
        load_default=None, allow_none=True, validate=A_NUMBER
    )
    telephone = fields.String(load_default=None, allow_none=True, validate=A_NUMBER)
    registered_address = address_field(load_default=None, allow_none=True)
    readmit = fields.Boolean(
        load_default=False,
        metadata={"description": "曾被删除的人，确需再入册 Taken in again on purpose"},
    )


class ResidentKeptSchema(Schema):
    """A resident's file was kept; `warnings` are codes of what looks odd in it."""

    resident_id = fields.UUID(required=True)
    warnings = fields.List(fields.String(), required=True)


class FullQuery(Schema):
    """What a full view is for; it is written down."""

    purpose = fields.String(
        required=True, validate=validate.OneOf([each.value for each in FULL_PURPOSES])
    )


class LookUpBody(Schema):
    """Exactly one number to look somebody up by; it stands in no address."""

    telephone = fields.String(load_default=None, allow_none=True, validate=A_NUMBER)
    identity = fields.String(load_default=None, allow_none=True, validate=A_NUMBER)


class HouseholdSchema(Schema):
    """A household with its members, masked by the caller's role."""

    household_id = fields.UUID(required=True)
    organisation_id = fields.String(required=True)
    grid_id = fields.String(required=True, allow_none=True)
    building_id = fields.String(required=True, allow_none=True)
    head_id = fields.UUID(required=True, allow_none=True)
    address = fields.String(required=True)
    revision = fields.Integer(required=True)
    members = fields.List(fields.Nested(ResidentSchema), required=True)


class HouseholdBody(Schema):
    """What is said of a household."""

    organisation_id = id_field(required=True)
    grid_id = id_field(load_default=None, allow_none=True)
    address = address_field(required=True)
    premises_id = id_field(load_default=None, allow_none=True)


class HouseholdKeptSchema(Schema):
    """A household's file was kept; `warnings` are codes of what looks odd in it."""

    household_id = fields.UUID(required=True)
    warnings = fields.List(fields.String(), required=True)
