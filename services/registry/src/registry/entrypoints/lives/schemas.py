"""Bodies about the ends of lives, and about heads of households."""

from marshmallow import Schema, fields

from registry.domain.lives.change import UndoGround
from registry.entrypoints.words import day_field, division_field


class DeathBody(Schema):
    """When a resident died, and who heads the household from now on."""

    died_on = day_field(required=True)
    next_head = fields.UUID(load_default=None, allow_none=True)


class DepartureBody(Schema):
    """When a resident left, for where, and who heads the household from now on."""

    left_on = day_field(required=True)
    moved_to = division_field(load_default=None, allow_none=True)
    next_head = fields.UUID(load_default=None, allow_none=True)


class ReturnBody(Schema):
    """When somebody came back, and to which household; else to the former one."""

    returned_on = day_field(required=True)
    household_id = fields.UUID(load_default=None, allow_none=True)


class UndoBody(Schema):
    """Why it is undone."""

    ground = fields.Enum(UndoGround, by_value=True, required=True)


class HouseholdHeadBody(Schema):
    """Who heads a household; null: nobody does."""

    resident_id = fields.UUID(required=True, allow_none=True)
