"""The shapes of what is asked about hand-overs to other agencies, and the answers."""

from marshmallow import Schema, fields, validate

from minqing_contracts.moments import Moment
from routing.domain.handover.forms import Form
from routing.domain.handover.lifecycle import ReceivedState, SentState
from routing.entrypoints.schemas import PageQuerySchema

OFFERED = [e.value for e in Form if e not in {Form.RETURN, Form.REVIEW}]
FORMS = [each.value for each in Form]
STATES = sorted({e.value for kind in (SentState, ReceivedState) for e in kind})
DIRECTIONS = ["in", "out"]
ACTS = [
    "accept",
    "refuse",
    "return",
    "recall",
    "return-decision",
    "concede",
]
LETTERS = ["open", "admitted", "dismissed"]
AGENCY = validate.Length(min=1, max=63)
REASON = validate.Length(min=1, max=500)


class HandedFileSchema(Schema):
    """What the other agency needs to know; all but the summary after it accepted."""

    summary = fields.String(required=True, validate=validate.Length(min=1, max=2000))
    content = fields.String(load_default="", validate=validate.Length(max=5000))
    place = fields.String(load_default="", validate=validate.Length(max=500))
    name = fields.String(load_default="", validate=validate.Length(max=100))
    phone = fields.String(load_default="", validate=validate.Length(max=50))
    code_check = fields.String(
        load_default="", validate=validate.Regexp(r"([0-9a-f]{64})?\Z")
    )


class OfferSchema(Schema):
    """To whom, how and why; `due` for a duty, `until` for the answer (5 days)."""

    to = fields.String(required=True, validate=AGENCY)
    form = fields.String(required=True, validate=validate.OneOf(OFFERED))
    reason = fields.String(required=True, validate=REASON)
    until = Moment(load_default=None, allow_none=True)
    due = Moment(load_default=None, allow_none=True)
    file = fields.Nested(HandedFileSchema, required=True)


class AskAboveSchema(Schema):
    """When the written answer came, and what is held against it."""

    answer_received_on = fields.Date(required=True)
    reason = fields.String(required=True, validate=validate.Length(min=1, max=2000))


class AcceptSchema(Schema):
    """Who answers for it; named for a 包案."""

    leader = fields.String(load_default="", validate=validate.Length(max=100))


class WhySchema(Schema):
    """Why."""

    reason = fields.String(required=True, validate=REASON)


class ReturnDecisionSchema(Schema):
    """Whether a duty may return (经核实同意)."""

    granted = fields.Boolean(required=True)


class HandOversQuerySchema(PageQuerySchema):
    """Which hand-overs are meant."""

    direction = fields.String(
        load_default="", validate=validate.OneOf([*DIRECTIONS, ""])
    )
    state = fields.String(load_default="", validate=validate.OneOf([*STATES, ""]))
    agency = fields.String(load_default="", validate=validate.Length(max=63))
    petition = fields.UUID(load_default=None)


class HandOverSchema(Schema):
    """One hand-over as it stands here, with both sides' dates."""

    handover_id = fields.UUID(required=True)
    matter_id = fields.UUID(required=True)
    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    direction = fields.String(required=True, validate=validate.OneOf(DIRECTIONS))
    agency = fields.String(required=True)
    form = fields.String(required=True, validate=validate.OneOf(FORMS))
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    reason = fields.String(required=True)
    said = fields.String(required=True)
    until = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)
    our_due_at = fields.AwareDateTime(required=True, allow_none=True)
    their_due_at = fields.AwareDateTime(required=True, allow_none=True)
    begun_at = fields.AwareDateTime(required=True)
    changed_at = fields.AwareDateTime(required=True)
    owner = fields.String(required=True, allow_none=True)
    epoch = fields.Integer(required=True)
    case_state = fields.String(required=True, allow_none=True)
    agency_name = fields.String(required=True)
    owner_name = fields.String(required=True, allow_none=True)
    may = fields.List(fields.String(validate=validate.OneOf(ACTS)), required=True)
    reconciling = fields.Boolean(required=True)
    contested = fields.Boolean(required=True)


class HandOversSchema(Schema):
    """Some hand-overs, the newest first; `next` asks for those after them."""

    items = fields.List(fields.Nested(HandOverSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class FileQuerySchema(Schema):
    """Why somebody looks at what the other agency told of a person."""

    purpose = fields.String(required=True, validate=validate.Length(min=1, max=200))


class ToldFileSchema(Schema):
    """What the other agency told of its case; what it did not tell is empty."""

    category = fields.String(required=True)
    division_code = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True, allow_none=True)
    accepted_at = fields.AwareDateTime(required=True, allow_none=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)
    summary = fields.String(required=True)
    content = fields.String(required=True)
    place = fields.String(required=True)
    name = fields.String(required=True)
    phone = fields.String(required=True)
    outcome = fields.String(required=True)
    reply = fields.String(required=True)


class NeighboursQuerySchema(Schema):
    """Of which matter is asked: what is taken of its category, whose area it is in."""

    category = fields.String(load_default="", validate=validate.Length(max=64))
    division_code = fields.String(
        load_default="", validate=validate.Regexp(r"([0-9]{2,12})?\Z")
    )


class NeighbourSchema(Schema):
    """An agency that this one deals with: its area, which forms and categories go.

    A category is a code, or a beginning of codes ending in `*`. `nearest`: of all areas
    of the directory its own is the nearest around the place that was asked about.
    """

    agency = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.String(required=True)
    division_code = fields.String(required=True, allow_none=True)
    takes = fields.List(fields.String(), required=True)
    takes_categories = fields.List(fields.String(), required=True)
    sends = fields.List(fields.String(), required=True)
    sends_categories = fields.List(fields.String(), required=True)
    nearest = fields.Boolean(required=True)


class NeighboursSchema(Schema):
    """The agencies that this one, `me`, deals with; `speaks`: the caller for it."""

    me = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)
    speaks = fields.Boolean(required=True)
    items = fields.List(fields.Nested(NeighbourSchema), required=True)


class QuarantineQuerySchema(PageQuerySchema):
    """Which letters are meant."""

    state = fields.String(load_default="", validate=validate.OneOf([*LETTERS, ""]))
    agency = fields.String(load_default="", validate=validate.Length(max=63))


class SuspectSchema(Schema):
    """A letter that was not obeyed; `claims` is who it says it is from."""

    letter_id = fields.UUID(required=True)
    claims = fields.String(required=True)
    word = fields.String(required=True)
    reason = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(LETTERS))
    times = fields.Integer(required=True)
    received_at = fields.AwareDateTime(required=True)
    decided_by = fields.String(required=True, allow_none=True)
    note = fields.String(required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)


class QuarantineSchema(Schema):
    """Some letters, the newest first; `next` asks for those after them."""

    items = fields.List(fields.Nested(SuspectSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class DisclosuresQuerySchema(PageQuerySchema):
    """Of which petition."""

    receipt = fields.String(load_default="", validate=validate.Length(max=64))


class DisclosureSchema(Schema):
    """What was told to whom, by whose decision, on which ground."""

    handover_id = fields.UUID(required=True)
    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    word = fields.String(required=True)
    recipient = fields.String(required=True)
    fields_told = fields.List(fields.String(), required=True, data_key="fields")
    basis = fields.String(required=True)
    by = fields.String(required=True)
    at = fields.AwareDateTime(required=True)


class DisclosuresSchema(Schema):
    """Some of what was told, the newest first; `next` asks for those after them."""

    items = fields.List(fields.Nested(DisclosureSchema), required=True)
    next = fields.String(required=True, allow_none=True)
