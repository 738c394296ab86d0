"""The list of petitions at the door, on the wire."""

from marshmallow import Schema, fields, validate

from intake.domain.channel import Channel
from intake.entrypoints.settling import organisation_id

LARGEST_PAGE = 200
CENTRAL_DESK = (
    "空值为中心受理台：未向任何单位提出，各单位受理人员均可处理，直至有承办单位。"
    "Null is the agency's central desk: whoever takes it first."
)


class WorklistQuerySchema(Schema):
    """Which petitions; `after` is the last id of the page before.

    Without `organisation`: the caller's own organisation, all below it, and the central
    desk's (`organisation_id` null). With it, of that organisation and all below alone.
    """

    state = fields.String(validate=validate.Regexp(r"^[a-z0-9-]{1,32}\Z"))
    channel = fields.String(validate=validate.OneOf([each.value for each in Channel]))
    organisation = fields.String(validate=organisation_id())
    after = fields.UUID()
    limit = fields.Integer(load_default=50, validate=validate.Range(1, LARGEST_PAGE))


class WorklistRowSchema(Schema):
    """One line of the list.

    `organisation_id` null is the agency's central desk (中心受理台): it came to no
    organisation's door, and every desk may take it until somebody answers for it.
    """

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    channel = fields.String(required=True)
    state = fields.String(required=True)
    title = fields.String(required=True)
    category = fields.String(required=True, allow_none=True)
    division_code = fields.String(required=True)
    organisation_id = fields.String(
        required=True, allow_none=True, metadata={"description": CENTRAL_DESK}
    )
    received_at = fields.AwareDateTime(required=True)
    accept_by = fields.AwareDateTime(
        allow_none=True,
        metadata={
            "description": "最迟何时告知是否受理（条例第22、23条）；空值为收到即受理。"
            "By when its petitioner must hear; null for accepted on arrival."
        },
    )


class WorklistSchema(Schema):
    """A page, oldest first; `next_after` opens the next, null at the end."""

    petitions = fields.List(fields.Nested(WorklistRowSchema), required=True)
    next_after = fields.UUID(required=True, allow_none=True)
