"""The shapes of what is asked about reviews, and of the answers."""

from marshmallow import Schema, fields, validate

from routing.domain.reviews.lifecycle import ReviewState
from routing.domain.reviews.terms import ReviewOutcome, Stage

WORDS = validate.Length(min=1, max=2_000)
OUTCOMES = [outcome.value for outcome in ReviewOutcome]
STAGES = [stage.value for stage in Stage]
STATES = [state.value for state in ReviewState]


class AskReviewSchema(Schema):
    """When the petitioner got the written answer, and what they hold against it."""

    answer_received_on = fields.Date(required=True)
    reason = fields.String(required=True, validate=WORDS)


class AnswerReviewSchema(Schema):
    """What the review came to, and why."""

    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    opinion = fields.String(required=True, validate=validate.Length(min=1, max=20_000))


class TurnAwaySchema(Schema):
    """What was brought again."""

    reason = fields.String(required=True, validate=WORDS)


class RoundSchema(Schema):
    """One time asked, and what was answered."""

    stage = fields.String(required=True, validate=validate.OneOf(STAGES))
    reviewer_id = fields.String(required=True)
    desk_id = fields.String(required=True, allow_none=True)
    answer_received_on = fields.Date(required=True)
    reason = fields.String(required=True)
    asked_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True)
    outcome = fields.String(required=True, allow_none=True)
    opinion = fields.String(required=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)


class HearingSchema(Schema):
    """One 听证, from its first day to its last."""

    since = fields.Date(required=True)
    until = fields.Date(required=True, allow_none=True)


class RefusalSchema(Schema):
    """One time the matter was brought again after its end."""

    on = fields.Date(required=True)
    reason = fields.String(required=True)
    by = fields.String(required=True)


class ReviewSchema(Schema):
    """Where the review of a case stands, with its history."""

    petition_id = fields.UUID(required=True)
    original_id = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    level = fields.Integer(required=True)
    final = fields.Boolean(required=True)
    rounds = fields.List(fields.Nested(RoundSchema), required=True)
    hearings = fields.List(fields.Nested(HearingSchema), required=True)
    turned_away = fields.List(fields.Nested(RefusalSchema), required=True)


class OwedReviewsQuerySchema(Schema):
    """How many."""

    limit = fields.Integer(load_default=50, validate=validate.Range(min=1, max=200))


class OwedReviewSchema(Schema):
    """A review that waits for an opinion; a hearing moves `due_at` on."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    category = fields.String(required=True)
    stage = fields.String(required=True, validate=validate.OneOf(STAGES))
    asked_at = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True)


class OwedReviewsSchema(Schema):
    """Those of the caller's organ, the first due first."""

    items = fields.List(fields.Nested(OwedReviewSchema), required=True)
