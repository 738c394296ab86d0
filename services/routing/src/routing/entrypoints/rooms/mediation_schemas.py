"""The shapes of what is asked about mediations, and of the answers."""

from marshmallow import Schema, fields, validate

from routing.domain.mediations.lifecycle import MediationState
from routing.domain.mediations.outcome import Way

LABEL = validate.Length(min=1, max=40)
CODE = validate.Regexp(r"^[0-9]{6,12}$", error="pattern")
WORDS = validate.Length(min=1, max=2_000)
MINUTES = validate.Length(min=1, max=20_000)
STATES = [state.value for state in MediationState]


class PartySchema(Schema):
    """One side: a label, where it belongs, what it claims; no number of anybody's."""

    label = fields.String(required=True, validate=LABEL)
    division_code = fields.String(required=True, validate=CODE)
    claim = fields.String(required=True, validate=WORDS)


class DisputeSchema(Schema):
    """What is disputed, where it happened, since when."""

    subject = fields.String(required=True, validate=WORDS)
    place = fields.String(required=True, validate=validate.Length(min=1, max=200))
    since = fields.Date(required=True)


class OpenMediationSchema(Schema):
    """A dispute and at least two parties."""

    dispute = fields.Nested(DisputeSchema, required=True)
    parties = fields.List(
        fields.Nested(PartySchema),
        required=True,
        validate=validate.Length(min=2, max=20),
    )


class SessionSchema(Schema):
    """One meeting, with its minutes."""

    held_on = fields.Date(required=True)
    mediators = fields.String(required=True, validate=WORDS)
    minutes = fields.String(required=True, validate=MINUTES)


class ExpertiseSchema(Schema):
    """A third party's opinion; `free`: nobody had to pay for it."""

    institution = fields.String(required=True, validate=WORDS)
    opinion = fields.String(required=True, validate=MINUTES)
    given_on = fields.Date(required=True)
    free = fields.Boolean(required=True)


class AgreementSchema(Schema):
    """What was agreed, by when it is to be done, and its document if it has one."""

    text = fields.String(required=True, validate=MINUTES)
    agreed_on = fields.Date(required=True)
    perform_by = fields.Date(required=True)
    document_id = fields.UUID(allow_none=True)


class PerformanceSchema(Schema):
    """When the agreement was carried out."""

    performed_on = fields.Date(required=True)


class SatisfactionSchema(Schema):
    """What one party says."""

    label = fields.String(required=True, validate=LABEL)
    satisfied = fields.Boolean(required=True)


class GiveUpSchema(Schema):
    """Why it ends."""

    reason = fields.String(required=True, validate=WORDS)


class AskCheckSchema(Schema):
    """Why it should be closed though a party is not satisfied."""

    reason = fields.String(required=True, validate=WORDS)


class DecideCheckSchema(Schema):
    """Whether it may be closed so, and why, or why not."""

    granted = fields.Boolean(required=True)
    reason = fields.String(required=True, validate=WORDS)


class CheckSchema(Schema):
    """One time that it was asked to be closed so; `granted` is null until decided."""

    asks = fields.String(required=True)
    asked_by = fields.String(required=True)
    asked_at = fields.AwareDateTime(required=True)
    granted = fields.Boolean(required=True, allow_none=True)
    reason = fields.String(required=True)
    decided_by = fields.String(required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)


class ReferralSchema(Schema):
    """To whom the parties are shown (导入诉讼、仲裁), and how they get there."""

    to = fields.Enum(Way, by_value=True, required=True)
    explanation = fields.String(required=True, validate=WORDS)


class MediationSchema(Schema):
    """One mediation whole; `days` from the dispute's first to its performance."""

    mediation_id = fields.UUID(required=True)
    petition_id = fields.UUID(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    dispute = fields.Nested(DisputeSchema, required=True)
    parties = fields.List(fields.Nested(PartySchema), required=True)
    sessions = fields.List(fields.Nested(SessionSchema), required=True)
    expertises = fields.List(fields.Nested(ExpertiseSchema), required=True)
    agreement = fields.Nested(AgreementSchema, required=True, allow_none=True)
    satisfied = fields.Dict(
        keys=fields.String(), values=fields.Boolean(), required=True
    )
    checks = fields.List(fields.Nested(CheckSchema), required=True)
    referral = fields.Nested(ReferralSchema, required=True, allow_none=True)
    opened_at = fields.AwareDateTime(required=True)
    performed_on = fields.Date(required=True, allow_none=True)
    ended_on = fields.Date(required=True, allow_none=True)
    days = fields.Integer(required=True)


class MediationsSchema(Schema):
    """The mediations of one case, oldest first."""

    items = fields.List(fields.Nested(MediationSchema), required=True)
