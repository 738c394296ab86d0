"""The shapes of publications, and of what the public is shown."""

from marshmallow import Schema, fields, validate

from registry.domain.ledgers.publication import (
    LONGEST_PUBLIC,
    PublicationState,
    WithdrawalReason,
)
from registry.entrypoints.ledgers.schemas import (
    FIRST,
    NUMBER,
    page_field,
    petition_field,
)
from registry.entrypoints.premises.schemas import CommunityQuery
from registry.entrypoints.words import day_field, id_field


class PublicationBody(Schema):
    """What the public is to read; consent where it is somebody's own story (第25条)."""

    item_id = fields.UUID(required=True)
    done = fields.String(required=True, validate=validate.Length(1, LONGEST_PUBLIC))
    result = fields.String(required=True, validate=validate.Length(1, LONGEST_PUBLIC))
    personal = fields.Boolean(load_default=False)
    consent_on = day_field(load_default=None, allow_none=True)
    consent_ref = fields.String(load_default=None, allow_none=True, validate=NUMBER)


class PublicationDecisionBody(Schema):
    """Which draft was read, whether it may be public, and why not."""

    approve = fields.Boolean(required=True)
    revision = fields.Integer(
        strict=True, required=True, validate=validate.Range(1, 10**6)
    )
    reason = fields.String(load_default="", validate=validate.Length(0, LONGEST_PUBLIC))


class PublicationWithdrawalBody(Schema):
    """Why it is public no more."""

    reason = fields.Enum(WithdrawalReason, by_value=True, required=True)


class PublicationSchema(Schema):
    """A publication, without its words."""

    publication_id = fields.UUID(required=True)
    item_id = fields.UUID(required=True)
    organisation_id = fields.String(required=True)
    state = fields.String(required=True)
    author = fields.String(required=True)
    approver = fields.String(required=True, allow_none=True)
    drafted_at = fields.DateTime(required=True)
    decided_at = fields.DateTime(required=True, allow_none=True)
    withdrawn_by = fields.String(required=True, allow_none=True)
    withdrawn_at = fields.DateTime(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    personal = fields.Boolean(required=True)
    consent_on = fields.Date(required=True, allow_none=True)
    public_id = fields.UUID(required=True, allow_none=True)
    revision = fields.Integer(required=True)


class FullPublicationSchema(Schema):
    """A publication with the words that its author wrote for the public."""

    publication = fields.Nested(PublicationSchema, required=True)
    done = fields.String(required=True)
    result = fields.String(required=True)
    consent_ref = fields.String(required=True, allow_none=True)
    sent_back = fields.String(required=True, allow_none=True)


class PublicationsQuery(CommunityQuery):
    """Of which place, in which state, about which petition."""

    state = fields.Enum(PublicationState, by_value=True, load_default=None)
    petition = petition_field()
    after = fields.UUID(load_default=FIRST)
    limit = page_field()


class PublicationPageSchema(Schema):
    """Some publications."""

    items = fields.List(fields.Nested(PublicationSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class PublicListQuery(Schema):
    """Of which place and below it; older than which."""

    organisation = id_field(load_default=None)
    before = fields.UUID(load_default=None)
    category = fields.String(load_default=None, validate=validate.Length(1, 64))
    place = fields.String(load_default=None, validate=validate.Length(1, 200))
    month = fields.String(
        load_default=None, validate=validate.Regexp(r"^[0-9]{4}-[0-9]{2}\Z")
    )
    limit = page_field()


class PublicNoticeSchema(Schema):
    """What the public is shown of one item, and all of it."""

    id = fields.UUID(required=True)
    category = fields.String(required=True)
    place = fields.String(required=True)
    unit = fields.String(required=True)
    done = fields.String(required=True)
    result = fields.String(required=True)
    entered_on = fields.Date(required=True)
    finished_on = fields.Date(required=True, allow_none=True)
    published_at = fields.DateTime(required=True)


class PublicEntrySchema(Schema):
    """One notice; or, of one that was withdrawn, since when it is public no more."""

    notice = fields.Nested(PublicNoticeSchema, required=True, allow_none=True)
    withdrawn_on = fields.Date(required=True, allow_none=True)


class PublicChoicesSchema(Schema):
    """By what the public list may be narrowed; months newest first, such as 2026-11."""

    categories = fields.List(fields.String(), required=True)
    places = fields.List(fields.String(), required=True)
    months = fields.List(fields.String(), required=True)


class PublicListSchema(Schema):
    """Some of the public list, the newest first; `next` is the `before` of the rest."""

    items = fields.List(fields.Nested(PublicNoticeSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)
