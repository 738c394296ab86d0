"""What requests and replies about errands, messages and wishes look like."""

from marshmallow import Schema, fields, validate

from notify.domain.sending.errand import ErrandState
from notify.domain.sending.means import Means
from notify.entrypoints.schemas import PageQuerySchema

TOKEN = validate.Regexp(r"^[0-9a-f]{40}\Z")
CARRIED = [Means.CALL.value, Means.LETTER.value, Means.IN_APP.value]
WISHED = [each.value for each in Means if each is not Means.WEBHOOK]


class ErrandsQuerySchema(PageQuerySchema):
    """Which errands."""

    means = fields.String(validate=validate.OneOf(CARRIED))
    state = fields.String(validate=validate.OneOf([s.value for s in ErrandState]))


class ErrandSchema(Schema):
    """What a person carries to somebody; it names nobody."""

    errand_id = fields.UUID(required=True)
    notice_id = fields.UUID(required=True)
    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    means = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    step = fields.String(required=True)
    audience = fields.String(required=True)
    subject = fields.String(required=True)
    body = fields.String(required=True)
    state = fields.String(required=True)
    tries = fields.Integer(required=True)
    done_by = fields.String(required=True, allow_none=True)
    asked_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)


class ErrandsSchema(Schema):
    """A page; `next_after` opens the next, null at the end."""

    errands = fields.List(fields.Nested(ErrandSchema), required=True)
    next_after = fields.UUID(required=True, allow_none=True)


class ErrandResultSchema(Schema):
    """Whether somebody was reached: called, posted, read."""

    reached = fields.Boolean(required=True)


class CallSchema(Schema):
    """One call to a provider; `doubled`: what it carried may have come before."""

    call_id = fields.UUID(required=True)
    channel = fields.String(required=True)
    keyed = fields.Boolean(required=True)
    doubled = fields.Boolean(required=True)
    state = fields.String(required=True)
    error = fields.String(required=True)
    begun_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)


class CallsSchema(Schema):
    """The journal of one notice, the oldest call first."""

    calls = fields.List(fields.Nested(CallSchema), required=True)


class InboxQuerySchema(Schema):
    """The token that a notice about the petition carried."""

    token = fields.String(required=True, validate=TOKEN)


class MessageSchema(Schema):
    """What a petitioner is told in the app."""

    errand_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    step = fields.String(required=True)
    subject = fields.String(required=True)
    body = fields.String(required=True)
    asked_at = fields.AwareDateTime(required=True)


class InboxSchema(Schema):
    """What a petitioner was told in the app, and by which means they want to be."""

    messages = fields.List(fields.Nested(MessageSchema), required=True)
    preferred = fields.String(required=True, allow_none=True)
    refused = fields.List(fields.String(), required=True)


class WishSchema(Schema):
    """First by these means (null: as usual), never by those.

    The petitioner sends `token`; staff, a bearer token instead.
    """

    token = fields.String(validate=TOKEN)
    preferred = fields.String(
        required=True, allow_none=True, validate=validate.OneOf(WISHED)
    )
    refused = fields.List(
        fields.String(validate=validate.OneOf(WISHED)),
        load_default=list,
        validate=validate.Length(max=len(WISHED)),
    )
