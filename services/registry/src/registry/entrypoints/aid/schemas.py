"""The shapes of pairings and of the ledger."""

from typing import Any

from marshmallow import Schema, fields, validate

from registry.domain.aid.money import AMOUNT
from registry.domain.aid.pairing import PartnerKind
from registry.domain.aid.payment import PERIOD, PaymentState, PaymentStep, Why
from registry.entrypoints.plans.schemas import page_size
from registry.entrypoints.visits.schemas import FIRST, KIND
from registry.entrypoints.words import day_field, id_field

MOST_LINES = 500
YEAR = validate.Regexp(r"(?:19|20|21)[0-9]{2}\Z", error="bad-year")


def period_field(**options: Any) -> fields.String:  # noqa: ANN401
    """Return a field for 2026, 2026-Q1 or 2026-03."""
    return fields.String(
        validate=validate.Regexp(PERIOD, error="bad-period"), **options
    )


def amount_field() -> fields.String:
    """Return a field for an amount in yuan, to the cent."""
    return fields.String(
        required=True, validate=validate.Regexp(AMOUNT, error="bad-amount")
    )


class PlaceQuery(Schema):
    """Of which place and all below it."""

    organisation = id_field(required=True)


class PartnerSchema(Schema):
    """Who is paired: a member of staff, or a unit."""

    kind = fields.Enum(PartnerKind, by_value=True, required=True)
    id = id_field(required=True)


class PairingBody(Schema):
    """Who is paired with which household, from when on."""

    household_id = fields.UUID(required=True)
    partner = fields.Nested(PartnerSchema, required=True)
    since = day_field(required=True)


class EndPairingBody(Schema):
    """With which day a pairing ends."""

    until = day_field(required=True)


class HandOverPairingBody(Schema):
    """Into whose hands a household goes, and when; `next_id` is the next pairing's."""

    next_id = fields.UUID(required=True)
    partner = fields.Nested(PartnerSchema, required=True)
    on = day_field(required=True)


class PairingIdSchema(Schema):
    """Which pairing holds now."""

    pairing_id = fields.UUID(required=True)


class PairingSchema(Schema):
    """A pairing; `follows` is the one that was handed over."""

    pairing_id = fields.UUID(required=True)
    household_id = fields.UUID(required=True)
    partner_kind = fields.String(required=True)
    partner_id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True, allow_none=True)
    follows = fields.UUID(required=True, allow_none=True)
    revision = fields.Integer(required=True)


class PairingPageSchema(Schema):
    """Some pairings."""

    items = fields.List(fields.Nested(PairingSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class MyPairingsQuery(Schema):
    """Which pairings: those of a day alone."""

    on = day_field(load_default=None)
    after = fields.UUID(load_default=FIRST)
    limit = page_size()


class PairingsQuery(MyPairingsQuery):
    """Of which place; of which household or partner."""

    organisation = id_field(required=True)
    household = fields.UUID(load_default=None)
    kind = fields.Enum(PartnerKind, by_value=True, load_default=None)
    partner = id_field(load_default=None)


class UnpairedQuery(PlaceQuery):
    """On which day; without it today."""

    on = day_field(load_default=None)
    after = fields.String(load_default="", validate=validate.Length(max=32))
    limit = page_size()


class UnpairedSchema(Schema):
    """A social worker who was paired with nobody."""

    staff_id = fields.String(required=True)
    organisation_id = fields.String(required=True)


class UnpairedPageSchema(Schema):
    """Some of them."""

    items = fields.List(fields.Nested(UnpairedSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class LineSchema(Schema):
    """What one household gets, in yuan."""

    payment_id = fields.UUID(required=True)
    household_id = fields.UUID(required=True)
    amount = amount_field()


class ProposalBody(Schema):
    """What households get of a programme for 2026, 2026-Q1 or 2026-03; all or none."""

    programme = fields.String(required=True, validate=KIND)
    period = period_field(required=True)
    lines = fields.List(
        fields.Nested(LineSchema),
        required=True,
        validate=validate.Length(1, MOST_LINES),
    )


class DecisionOnPaymentsBody(Schema):
    """Which lines a second person approves or refuses; all or none."""

    payment_ids = fields.List(
        fields.UUID(), required=True, validate=validate.Length(1, MOST_LINES)
    )
    decision = fields.Enum(PaymentStep, by_value=True, required=True)


class ReversalBody(Schema):
    """Why a payment is taken back; `reversal_id` is the new line's."""

    reversal_id = fields.UUID(required=True)
    why = fields.Enum(Why, by_value=True, required=True)


class LinesSchema(Schema):
    """How many lines it was."""

    lines = fields.Integer(required=True)


class PaymentsQuery(PlaceQuery):
    """Which lines."""

    programme = fields.String(load_default=None, validate=KIND)
    period = period_field(load_default=None)
    state = fields.Enum(PaymentState, by_value=True, load_default=None)
    household = fields.UUID(load_default=None)
    after = fields.UUID(load_default=FIRST)
    limit = page_size()


class PaymentSchema(Schema):
    """A line of the ledger; `standing`: neither refused nor reversed."""

    payment_id = fields.UUID(required=True)
    programme = fields.String(required=True)
    household_id = fields.UUID(required=True)
    organisation_id = fields.String(required=True)
    period = fields.String(required=True)
    amount = fields.String(required=True)
    state = fields.String(required=True)
    standing = fields.Boolean(required=True)
    reverses = fields.UUID(required=True, allow_none=True)
    why = fields.String(required=True, allow_none=True)
    proposed_by = fields.String(required=True)
    proposed_at = fields.DateTime(required=True)
    decided_by = fields.String(required=True, allow_none=True)
    decided_at = fields.DateTime(required=True, allow_none=True)
    revision = fields.Integer(required=True)


class PaymentPageSchema(Schema):
    """Some lines."""

    items = fields.List(fields.Nested(PaymentSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class SumsQuery(PlaceQuery):
    """Of which year; without it of all."""

    year = fields.String(load_default=None, validate=YEAR)


class PublicSumsQuery(Schema):
    """Of which year."""

    year = fields.String(required=True, validate=YEAR)


class SubsidySumSchema(Schema):
    """How many households got how much; `printed` in 万元 only where that is exact."""

    programme = fields.String(required=True)
    organisation_id = fields.String(required=True)
    households = fields.Integer(required=True)
    amount = fields.String(required=True)
    printed = fields.String(required=True)


class SubsidySumsSchema(Schema):
    """By programme for the whole place, and by programme and unit."""

    total = fields.List(fields.Nested(SubsidySumSchema), required=True)
    by_unit = fields.List(fields.Nested(SubsidySumSchema), required=True)


class PublicSumsSchema(Schema):
    """Sums by programme and unit; no group below `smallest_group` households.

    A sum changes once as many households are concerned by what was decided since.
    """

    smallest_group = fields.Integer(required=True)
    items = fields.List(fields.Nested(SubsidySumSchema), required=True)
