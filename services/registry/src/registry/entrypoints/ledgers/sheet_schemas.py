"""The shapes of meetings, weekly lists and bulletins."""

from marshmallow import Schema, fields, validate

from registry.domain.ledgers.meeting import (
    LONGEST_DECISION,
    LONGEST_MINUTES,
    MOST_ITEMS,
    MOST_PEOPLE,
)
from registry.domain.ledgers.sheet import EVERY_LEDGER, SheetKind
from registry.entrypoints.ledgers.schemas import CODE, words_field
from registry.entrypoints.words import day_field, id_field

MOST_CLASSES = 60


class LedgerDecisionSchema(Schema):
    """What was decided of one item."""

    item_id = fields.UUID(required=True)
    decision = fields.String(
        required=True, validate=validate.Length(1, LONGEST_DECISION)
    )


class LedgerMeetingBody(Schema):
    """What is written of a meeting; `public_minutes` may be posted, and are checked."""

    organisation_id = id_field(required=True)
    ledger = fields.String(required=True, validate=CODE)
    held_on = day_field(required=True)
    attendees = fields.Dict(
        keys=fields.String(validate=CODE),
        values=fields.Integer(strict=True, validate=validate.Range(1, MOST_PEOPLE)),
        required=True,
        validate=validate.Length(1, MOST_CLASSES),
    )
    minutes = fields.String(required=True, validate=validate.Length(1, LONGEST_MINUTES))
    public_minutes = words_field(LONGEST_MINUTES)
    decisions = fields.List(
        fields.Nested(LedgerDecisionSchema),
        required=True,
        validate=validate.Length(1, MOST_ITEMS),
    )


class LedgerMeetingSchema(Schema):
    """A meeting without its words."""

    meeting_id = fields.UUID(required=True)
    organisation_id = fields.String(required=True)
    ledger = fields.String(required=True)
    held_on = fields.Date(required=True)
    attendees = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True
    )
    items = fields.List(fields.UUID(), required=True)
    recorded_by = fields.String(required=True)
    recorded_at = fields.DateTime(required=True)


class FullLedgerMeetingSchema(Schema):
    """A meeting with its minutes and decisions."""

    meeting = fields.Nested(LedgerMeetingSchema, required=True)
    minutes = fields.String(required=True)
    decisions = fields.List(fields.Nested(LedgerDecisionSchema), required=True)
    public_minutes = fields.String(required=True, allow_none=True)


class PublicMinutesSchema(Schema):
    """What may be posted of a meeting: no sensitive status, nobody's story (C-10)."""

    organisation_id = fields.String(required=True)
    held_on = fields.Date(required=True)
    attendees = fields.Dict(
        keys=fields.String(), values=fields.Integer(), required=True
    )
    decisions = fields.Integer(required=True)
    minutes = fields.String(required=True, allow_none=True)


class LedgerSheetBody(Schema):
    """Which sheet: a list is of one ledger, a bulletin of all; `week` is a Monday."""

    kind = fields.Enum(SheetKind, by_value=True, required=True)
    organisation_id = id_field(required=True)
    ledger = fields.String(load_default=EVERY_LEDGER, validate=CODE)
    week = day_field(required=True)


class LedgerSheetSchema(Schema):
    """A list or bulletin as it was made; words are `***` but in a full look."""

    sheet_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    organisation_id = fields.String(required=True)
    ledger = fields.String(required=True)
    week = fields.Date(required=True)
    made_by = fields.String(required=True)
    made_at = fields.DateTime(required=True)
    figures = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    rows = fields.List(fields.Dict(keys=fields.String()), required=True)
