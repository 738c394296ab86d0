"""What requests and replies about texts look like."""

from marshmallow import Schema, fields, validate

from notify.domain.sending.means import Means
from notify.domain.sending.text import ANY_MEANS

LANGUAGES = ("zh-CN", "zh-TW", "en")
MEANS = (ANY_MEANS, *(m.value for m in Means if m is not Means.WEBHOOK))
LONGEST_SUBJECT = 200
LONGEST_BODY = 4_000


class TextsQuerySchema(Schema):
    """Which texts."""

    template = fields.String(validate=validate.Length(1, 64))


class DraftSchema(Schema):
    """A text as somebody wrote it; `{receipt}` and the like are filled in.

    A text message alone may have no subject.
    """

    subject = fields.String(required=True, validate=validate.Length(0, LONGEST_SUBJECT))
    body = fields.String(required=True, validate=validate.Length(1, LONGEST_BODY))


class EditSchema(DraftSchema):
    """A draft that shall hold; `replaces` is the edition that was read."""

    replaces = fields.Integer(required=True, validate=validate.Range(0, 1_000_000))


class PreviewSchema(Schema):
    """A draft, filled with examples."""

    subject = fields.String(required=True)
    body = fields.String(required=True)


class TextSchema(Schema):
    """One edition of a text; edition 0 came packed with the service."""

    template = fields.String(required=True)
    means = fields.String(required=True)
    language = fields.String(required=True)
    edition = fields.Integer(required=True)
    subject = fields.String(required=True)
    body = fields.String(required=True)
    edited_by = fields.String(required=True)
    edited_at = fields.AwareDateTime(required=True, allow_none=True)


class TextsSchema(Schema):
    """Texts in the order of their keys, or the editions of one."""

    texts = fields.List(fields.Nested(TextSchema), required=True)


class EditionsSchema(TextsSchema):
    """The editions of one text, and the placeholders that it may name."""

    allowed = fields.List(fields.String(), required=True)
