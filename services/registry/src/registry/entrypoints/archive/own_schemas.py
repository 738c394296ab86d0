"""What the rooms hold of somebody, as it is told to them (第45条)."""

from marshmallow import Schema, fields


class OwnRequestSchema(Schema):
    """What somebody asked for, in their words, and how it was decided."""

    request_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    section = fields.String(required=True)
    fields_ = fields.List(
        fields.String(), data_key="fields", attribute="fields", required=True
    )
    asked_at = fields.DateTime(required=True)
    due_on = fields.Date(required=True)
    state = fields.String(required=True)
    statement = fields.String(required=True, allow_none=True)
    values = fields.Dict(required=True)
    reason = fields.String(required=True, allow_none=True)
    law = fields.String(required=True, allow_none=True)


class OwnVisitSchema(Schema):
    """A visit; the words only where it names nobody else."""

    visit_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    held_at = fields.DateTime(required=True)
    units = fields.List(fields.String(), required=True)
    outcome = fields.String(required=True, allow_none=True)
    topic = fields.String(required=True, allow_none=True)
    diary = fields.String(required=True, allow_none=True)


class OwnItemSchema(Schema):
    """An item of an open ledger, without its words."""

    item_id = fields.UUID(required=True)
    ledger = fields.String(required=True)
    category = fields.String(required=True)
    unit = fields.String(required=True, allow_none=True)
    entry_reason = fields.String(required=True)
    entered_on = fields.Date(required=True)
    exited_on = fields.Date(required=True, allow_none=True)
    exit_reason = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    due_on = fields.Date(required=True, allow_none=True)


class OwnOutcomeSchema(Schema):
    """What became of somebody under an edition of a rule of benefits."""

    edition = fields.String(required=True)
    outcome = fields.String(required=True)


class OwnPlacementSchema(Schema):
    """An introduction to work."""

    kind = fields.String(required=True)
    firm_id = fields.UUID(required=True, allow_none=True)
    post = fields.String(required=True, allow_none=True)
    state = fields.String(required=True)
    introduced_on = fields.Date(required=True)
    settled_on = fields.Date(required=True, allow_none=True)


class OwnMeasureSchema(Schema):
    """A measure of a plan; `what` only where nobody else is on the household's file."""

    kind = fields.String(required=True)
    due = fields.Date(required=True)
    state = fields.String(required=True)
    what = fields.String(required=True, allow_none=True)


class OwnPlanSchema(Schema):
    """A plan of one's household."""

    plan_id = fields.UUID(required=True)
    owner = fields.String(required=True)
    state = fields.String(required=True)
    opened_on = fields.Date(required=True)
    review_on = fields.Date(required=True)
    reviewed_on = fields.Date(required=True, allow_none=True)
    closed_on = fields.Date(required=True, allow_none=True)
    classes = fields.List(fields.String(), required=True)
    measures = fields.List(fields.Nested(OwnMeasureSchema), required=True)


class OwnPaymentSchema(Schema):
    """A line of the ledger of subsidies for one's household, in yuan."""

    programme = fields.String(required=True)
    period = fields.String(required=True)
    amount = fields.String(required=True)
    state = fields.String(required=True)
    standing = fields.Boolean(required=True)


class OwnPairingSchema(Schema):
    """Who is or was paired with one's household."""

    partner_kind = fields.String(required=True)
    partner_id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True, allow_none=True)


class OwnRoomsSchema(Schema):
    """What the rooms beside the archive hold; nothing of restricted ledgers."""

    visits = fields.List(fields.Nested(OwnVisitSchema), required=True)
    ledger_items = fields.List(fields.Nested(OwnItemSchema), required=True)
    entitlements = fields.List(fields.Nested(OwnOutcomeSchema), required=True)
    placements = fields.List(fields.Nested(OwnPlacementSchema), required=True)
    plans = fields.List(fields.Nested(OwnPlanSchema), required=True)
    payments = fields.List(fields.Nested(OwnPaymentSchema), required=True)
    pairings = fields.List(fields.Nested(OwnPairingSchema), required=True)
