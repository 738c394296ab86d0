"""The shapes of charges and their hand-over."""

from marshmallow import Schema, fields, validate

from registry.domain.access import FULL_PURPOSES
from registry.domain.profiles import DutyKind
from registry.entrypoints.schemas import LARGEST_PAGE, PAGE
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


class MyHomesQuery(Schema):
    """How many homes at most; for a purpose with their addresses, and logged."""

    purpose = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf([str(p) for p in FULL_PURPOSES]),
    )
    limit = fields.Integer(
        load_default=PAGE, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


class ListedHomeSchema(Schema):
    """A home on one's list, masked; planned for a day, and last visited on one."""

    household_id = fields.UUID(required=True)
    address = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    planned_on = fields.Date(required=True, allow_none=True)
    visited_on = fields.Date(required=True, allow_none=True)


class MyHomesSchema(Schema):
    """The homes: what is planned first, then who was not visited for longest."""

    items = fields.List(fields.Nested(ListedHomeSchema), required=True)
