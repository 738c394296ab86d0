"""The shapes of charges and their hand-over."""

from marshmallow import Schema, fields, validate

from registry.domain.profiles import DutyKind
from registry.entrypoints.words import day_field, id_field

MOST_HOUSEHOLDS = 500


class HandOverBody(Schema):
    """Who takes over which duties (all that are open), from which day on."""

    to_staff_id = id_field(required=True)
    since = day_field(required=True)
    duty = fields.Enum(DutyKind, by_value=True, load_default=None, allow_none=True)


class HandedOverSchema(Schema):
    """How many duties passed to the other."""

    handed_over = fields.Integer(required=True)


class HouseholdsBody(Schema):
    """Which households a social worker serves besides the present ones."""

    household_ids = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(min=1, max=MOST_HOUSEHOLDS),
    )
    since = day_field(required=True)


class AssignedSchema(Schema):
    """How many households are new to the worker."""

    assigned = fields.Integer(required=True)


class WorkerSchema(Schema):
    """How many households a social worker serves."""

    staff_id = fields.String(required=True)
    households = fields.Integer(required=True)


class CoverageSchema(Schema):
    """Buildings without a 楼栋长 and households without a 社工, the first hundred."""

    organisation_id = fields.String(required=True)
    buildings = fields.Integer(required=True)
    uncaptained = fields.Integer(required=True)
    uncaptained_ids = fields.List(fields.String(), required=True)
    households = fields.Integer(required=True)
    unserved = fields.Integer(required=True)
    unserved_ids = fields.List(fields.UUID(), required=True)
    workers = fields.List(fields.Nested(WorkerSchema), required=True)
