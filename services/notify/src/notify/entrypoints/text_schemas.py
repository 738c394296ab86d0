"""What requests and replies about texts look like."""

from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from notify.domain.sending.means import Means
from notify.domain.sending.text import ANY_MEANS
from notify.domain.sending.text_draft import DraftState

LANGUAGES = ("zh-CN", "zh-TW", "en")
MEANS = (ANY_MEANS, *(m.value for m in Means if m is not Means.WEBHOOK))
LONGEST_SUBJECT = 200
LONGEST_BODY = 4_000
LONGEST_NOTE = 300


class TextsQuerySchema(Schema):
    """Which texts."""

    template = fields.String(validate=validate.Length(1, 64))


class WordingSchema(Schema):
    """A text in one language; `{receipt}` and the like are filled in.

    A text message alone may have no subject. `replaces` is the edition that was read.
    """

    language = fields.String(required=True, validate=validate.OneOf(LANGUAGES))
    subject = fields.String(required=True, validate=validate.Length(0, LONGEST_SUBJECT))
    body = fields.String(required=True, validate=validate.Length(1, LONGEST_BODY))
    replaces = fields.Integer(required=True, validate=validate.Range(0, 1_000_000))


class PreviewedSchema(Schema):
    """A text as it is to be, in every language."""

    template = fields.String(required=True, validate=validate.Length(1, 64))
    means = fields.String(required=True, validate=validate.OneOf(MEANS))
    texts = fields.List(
        fields.Nested(WordingSchema),
        required=True,
        validate=validate.Length(equal=len(LANGUAGES)),
    )

    @validates_schema
    def _every_language(self, said: dict[str, Any], **_: object) -> None:
        if {each["language"] for each in said["texts"]} != set(LANGUAGES):
            raise ValidationError("not every language", "texts")


class ProposalSchema(PreviewedSchema):
    """A draft; from the first moment of `valid_from` on it is to hold."""

    valid_from = fields.Date(
        required=True, validate=validate.Range(date(2000, 1, 1), date(2099, 12, 31))
    )
    note = fields.String(load_default="", validate=validate.Length(0, LONGEST_NOTE))


class DecisionSchema(Schema):
    """Why a draft is turned away."""

    reason = fields.String(required=True, validate=validate.Length(1, LONGEST_NOTE))


class DraftsQuerySchema(Schema):
    """Which drafts."""

    state = fields.String(
        load_default=DraftState.PROPOSED.value,
        validate=validate.OneOf([each.value for each in DraftState]),
    )


class FilledSchema(WordingSchema):
    """A text in one language, and filled with examples as its reader would see it."""

    filled_subject = fields.String(required=True)
    filled_body = fields.String(required=True)


class EffectSchema(Schema):
    """How many notices of this kind there were in the last days, and still wait."""

    days = fields.Integer(required=True)
    told = fields.Integer(required=True)
    waiting = fields.Integer(required=True)


class PreviewSchema(Schema):
    """A draft filled with examples, and whom it concerns."""

    texts = fields.List(fields.Nested(FilledSchema), required=True)
    effect = fields.Nested(EffectSchema, required=True)


class DraftSchema(Schema):
    """One draft, without its words."""

    draft_id = fields.UUID(required=True)
    template = fields.String(required=True)
    means = fields.String(required=True)
    valid_from = fields.AwareDateTime(required=True)
    note = fields.String(required=True)
    author = fields.String(required=True)
    written_at = fields.AwareDateTime(required=True)
    state = fields.String(required=True)
    decided_by = fields.String(required=True, allow_none=True)
    decided_at = fields.AwareDateTime(required=True, allow_none=True)
    reason = fields.String(required=True)


class DraftsSchema(Schema):
    """Up to 100 drafts, the newest first."""

    drafts = fields.List(fields.Nested(DraftSchema), required=True)


class WholeDraftSchema(PreviewSchema):
    """One draft with its words, filled, and whom it concerns."""

    draft = fields.Nested(DraftSchema, required=True)


class TextSchema(Schema):
    """One edition of a text; edition 0 came packed with the service.

    `title` is what a list calls it: its subject, or its words, filled with examples.
    """

    template = fields.String(required=True)
    means = fields.String(required=True)
    language = fields.String(required=True)
    edition = fields.Integer(required=True)
    subject = fields.String(required=True)
    body = fields.String(required=True)
    title = fields.String(required=True)
    edited_by = fields.String(required=True)
    edited_at = fields.AwareDateTime(required=True, allow_none=True)
    approved_by = fields.String(required=True, allow_none=True)
    valid_from = fields.AwareDateTime(required=True, allow_none=True)


class TextsSchema(Schema):
    """Texts in the order of their keys, or the editions of one."""

    texts = fields.List(fields.Nested(TextSchema), required=True)


class EditionsSchema(TextsSchema):
    """The editions of one text, and the placeholders that it may name."""

    allowed = fields.List(fields.String(), required=True)
