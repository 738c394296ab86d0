"""Deciding about a petition: what is said, and what comes back."""

from marshmallow import Schema, fields, validate

from intake.domain.refusal import RefusalReason
from intake.entrypoints.schemas import (
    a_code,
    a_division,
    up_to,
)
from intake.entrypoints.settling import HandlingSchema, NatureSchema
from intake.entrypoints.suggesting import SuggestionSchema


class AcceptSchema(Schema):
    """Acceptance (受理); `revision` is the one that the clerk saw."""

    category = fields.String(required=True, validate=a_code())
    division_code = fields.String(validate=a_division())
    revision = fields.Integer(validate=validate.Range(1, 1_000_000))
    nature = fields.Nested(NatureSchema)
    handling = fields.Nested(HandlingSchema)
    despite = fields.String(validate=up_to(500, 1))


class RefuseSchema(Schema):
    """Refusal (不予受理); `explanation` says where to go instead."""

    reason = fields.String(
        required=True, validate=validate.OneOf([each.value for each in RefusalReason])
    )
    explanation = fields.String(required=True, validate=up_to(2_000, 1))
    revision = fields.Integer(validate=validate.Range(1, 1_000_000))


class DecidedSchema(Schema):
    """What became of it."""

    receipt = fields.String(required=True)
    state = fields.String(required=True)
    revision = fields.Integer(required=True)


class AcceptedSchema(DecidedSchema):
    """An acceptance; `similar` are earlier petitions that may be the same matter."""

    similar = fields.List(fields.Nested(SuggestionSchema))
