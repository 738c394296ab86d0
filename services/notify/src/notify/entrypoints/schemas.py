"""What requests and replies look like on the wire."""

from marshmallow import Schema, fields, validate

from notify.domain.follow_up import FollowUpState
from notify.domain.notice import NoticeState

LARGEST_PAGE = 200
LONGEST_REASON = 2_000
TOKEN = validate.Regexp(r"^[0-9]{1,9}\.[0-9a-f]{32}\Z")


def _states(kind: type[NoticeState] | type[FollowUpState]) -> validate.OneOf:
    return validate.OneOf([each.value for each in kind])


class PageQuerySchema(Schema):
    """Which page; `after` is `next_after` of the page before."""

    after = fields.UUID()
    limit = fields.Integer(load_default=50, validate=validate.Range(1, LARGEST_PAGE))


class NoticesQuerySchema(PageQuerySchema):
    """Which notices."""

    petition = fields.UUID()
    status = fields.String(validate=_states(NoticeState))


class NoticeSchema(Schema):
    """Somebody who must be told something, and how far that has come."""

    notice_id = fields.UUID(required=True)
    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    step = fields.String(required=True)
    audience = fields.String(required=True)
    recipient = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    status = fields.String(required=True)
    attempts = fields.Integer(required=True)
    channel = fields.String(required=True, allow_none=True)
    error = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    settled_at = fields.AwareDateTime(required=True, allow_none=True)
    next_attempt_at = fields.AwareDateTime(required=True, allow_none=True)
    params = fields.Dict(keys=fields.String(), required=True)


class NoticesSchema(Schema):
    """A page, the newest first; `next_after` opens the next, null at the end."""

    notices = fields.List(fields.Nested(NoticeSchema), required=True)
    next_after = fields.UUID(required=True, allow_none=True)


class FollowUpsQuerySchema(PageQuerySchema):
    """Which questions; without `state`, those of every state."""

    state = fields.String(validate=_states(FollowUpState))


class QuestionSchema(Schema):
    """A question as the petitioner sees it; no `lapses_at` until they were told."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    case_revision = fields.Integer(required=True)
    state = fields.String(required=True)
    asked_at = fields.AwareDateTime(required=True)
    lapses_at = fields.AwareDateTime(required=True, allow_none=True)
    solved = fields.Boolean(required=True, allow_none=True)
    satisfied = fields.Boolean(required=True, allow_none=True)
    verdict = fields.String(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)


class FollowUpSchema(QuestionSchema):
    """A question as staff see it."""

    follow_up_id = fields.UUID(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    answered_by = fields.String(required=True, allow_none=True)


class FollowUpsSchema(Schema):
    """A page, the longest asked first; `next_after` opens the next, null at the end."""

    follow_ups = fields.List(fields.Nested(FollowUpSchema), required=True)
    next_after = fields.UUID(required=True, allow_none=True)


class TokenQuerySchema(Schema):
    """The answer token that the notice carried; staff with a bearer token need none."""

    token = fields.String(validate=TOKEN)


class AnswerSchema(Schema):
    """Two questions, a fact and a feeling; null is 不清楚.

    A petitioner sends `token`; staff who called back send a bearer token instead, and
    `case_revision` where it is not the latest resolution that was talked of.
    """

    token = fields.String(validate=TOKEN)
    case_revision = fields.Integer(validate=validate.Range(1, 1_000_000))
    solved = fields.Boolean(required=True, allow_none=True)
    satisfied = fields.Boolean(required=True, allow_none=True)
    reason = fields.String(
        load_default="", validate=validate.Length(max=LONGEST_REASON)
    )
