"""What objections, ratings and the reasons of a closing look like on the wire."""

from marshmallow import Schema, fields, validate

from notify.domain.follow_ups.objection import ObjectionState
from notify.domain.follow_ups.passes import Way
from notify.domain.follow_ups.rating import RatingState
from notify.entrypoints.follow_ups.schemas import WORDS, one_of
from notify.entrypoints.schemas import LONGEST_REASON, TOKEN, PageQuerySchema

CODE = validate.Regexp(r"^[A-Za-z0-9_-]{22}\Z")
SOME_WORDS = validate.Length(min=1, max=LONGEST_REASON)


class ObjectionSchema(Schema):
    """A case that somebody is not satisfied with."""

    objection_id = fields.UUID(required=True)
    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    case_revision = fields.Integer(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    source = fields.String(required=True)
    reason = fields.String(required=True)
    raised_at = fields.AwareDateTime(required=True)
    decide_by = fields.AwareDateTime(required=True)
    state = fields.String(required=True)
    explanation = fields.String(required=True, allow_none=True)
    explained_at = fields.AwareDateTime(required=True, allow_none=True)
    remark = fields.String(required=True, allow_none=True)
    settled_at = fields.AwareDateTime(required=True, allow_none=True)


class ObjectionsQuerySchema(PageQuerySchema):
    """Which objections."""

    state = fields.String(validate=one_of(ObjectionState))


class ObjectionsSchema(Schema):
    """A page, the longest raised first."""

    items = fields.List(fields.Nested(ObjectionSchema), required=True)
    next_after = fields.UUID(required=True, allow_none=True)


class WordsSchema(Schema):
    """What was explained, or why it is decided so."""

    text = fields.String(required=True, validate=SOME_WORDS)


class WhyLineSchema(Schema):
    """One line of a case's end: when, what in plain words, by which rule and role."""

    at = fields.AwareDateTime(required=True)
    what = fields.String(required=True)
    text = fields.String(required=True)
    role = fields.String(required=True)
    rule = fields.String(required=True)


class WhySchema(Schema):
    """Why a case was closed, in the order of time."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    lines = fields.List(fields.Nested(WhyLineSchema), required=True)


class IssuePassSchema(Schema):
    """What the code is for: shown at the window (spot), or sent (link)."""

    way = fields.Enum(Way, by_value=True, required=True)


class PassSchema(Schema):
    """A rating code; it is shown this once and kept nowhere."""

    code = fields.String(required=True)
    way = fields.String(required=True)
    expires_at = fields.AwareDateTime(required=True)


class VerdictSchema(Schema):
    """Two questions, a fact and a feeling; null is 不清楚."""

    solved = fields.Boolean(required=True, allow_none=True)
    satisfied = fields.Boolean(required=True, allow_none=True)
    reason = fields.String(load_default="", validate=WORDS)


class PassAnswerSchema(VerdictSchema):
    """An answer with a rating code."""

    code = fields.String(required=True, validate=CODE)


class RatingAnswerSchema(VerdictSchema):
    """A rating: with the code of the notice, or by staff who asked."""

    token = fields.String(validate=TOKEN)


class RatingSchema(Schema):
    """What a merged petitioner or a party says of a case's result."""

    rating_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    receipt = fields.String(required=True)
    party = fields.Integer(required=True, allow_none=True)
    asked_at = fields.AwareDateTime(required=True)
    state = fields.String(required=True)
    solved = fields.Boolean(required=True, allow_none=True)
    satisfied = fields.Boolean(required=True, allow_none=True)
    reason = fields.String(required=True)
    given_at = fields.AwareDateTime(required=True, allow_none=True)


class RatingsQuerySchema(PageQuerySchema):
    """Which ratings."""

    state = fields.String(validate=one_of(RatingState))
    case = fields.UUID()


class RatingsSchema(Schema):
    """A page, the longest asked first."""

    items = fields.List(fields.Nested(RatingSchema), required=True)
    next_after = fields.UUID(required=True, allow_none=True)
