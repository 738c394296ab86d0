"""Bodies and replies about rights, guardians, and the people in one's charge."""

from marshmallow import Schema, fields, validate

from registry.domain.archive.section import MOST_FIELDS, SECTION_CODE
from registry.domain.privacy.request import LONGEST, RequestKind, RequestState
from registry.entrypoints.people_schemas import (
    ResidentSchema,
)
from registry.entrypoints.schemas import (
    LARGEST_PAGE,
    PAGE,
)
from registry.entrypoints.words import FIRST, day_field, id_field


class AskBody(Schema):
    """What shall be corrected (`values`) or deleted (`fields`), and why."""

    kind = fields.Enum(RequestKind, by_value=True, required=True)
    section = fields.String(
        required=True, validate=validate.Regexp(SECTION_CODE, error="bad-code")
    )
    statement = fields.String(required=True, validate=validate.Length(1, LONGEST))
    values = fields.Dict(
        keys=fields.String(validate=validate.Length(max=40)),
        load_default=dict,
        validate=validate.Length(max=MOST_FIELDS),
    )
    fields_ = fields.List(
        fields.String(validate=validate.Length(max=40)),
        data_key="fields",
        attribute="fields",
        load_default=list,
        validate=validate.Length(max=MOST_FIELDS),
    )
    child_id = fields.UUID(load_default=None, allow_none=True)


class DecisionBody(Schema):
    """How it is decided, and why; a refused deletion cites the law."""

    granted = fields.Boolean(required=True)
    reason = fields.String(required=True, validate=validate.Length(1, LONGEST))
    law = fields.String(
        load_default=None, allow_none=True, validate=validate.Length(2, 200)
    )


class RequestSchema(Schema):
    """A request without its words."""

    request_id = fields.UUID(required=True)
    resident_id = fields.UUID(required=True)
    asked_by = fields.UUID(required=True)
    kind = fields.String(required=True)
    section = fields.String(required=True)
    fields_ = fields.List(
        fields.String(), data_key="fields", attribute="fields", required=True
    )
    asked_at = fields.DateTime(required=True)
    due_on = fields.Date(required=True)
    state = fields.String(required=True)
    decided_by = fields.String(required=True, allow_none=True)
    decided_at = fields.DateTime(required=True, allow_none=True)
    law = fields.String(required=True, allow_none=True)
    agreed_by = fields.String(required=True, allow_none=True)


class SettlementBody(Schema):
    """Whether another agrees to a proposed deletion; else it is sent back."""

    agreed = fields.Boolean(required=True)


class MaskedRequestSchema(Schema):
    """A request without its words, and whose file it is about, masked."""

    request = fields.Nested(RequestSchema, required=True)
    resident = fields.Nested(ResidentSchema, required=True)


class RequestViewSchema(Schema):
    """A request with its words; they are null where they were forgotten."""

    request = fields.Nested(RequestSchema, required=True)
    statement = fields.String(required=True, allow_none=True)
    values = fields.Dict(required=True)
    reason = fields.String(required=True, allow_none=True)


class OwnRequestsSchema(Schema):
    """What somebody asked for."""

    items = fields.List(fields.Nested(RequestViewSchema), required=True)


class RequestsQuery(Schema):
    """Which requests; `overdue=true` lists those that wait beyond their day.

    `waiting`: of any state that waits, what is due first first; false: those that were
    decided, the newest first. Without it by id.
    """

    waiting = fields.Boolean(load_default=None)

    organisation = id_field(required=True)
    state = fields.Enum(RequestState, by_value=True, load_default=None)
    overdue = fields.Boolean(load_default=False)
    after = fields.UUID(load_default=FIRST)
    limit = fields.Integer(
        load_default=PAGE, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


class RequestPageSchema(Schema):
    """Some requests."""

    items = fields.List(fields.Nested(RequestSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)


class GuardianBody(Schema):
    """From when until when, and when consent was given or withdrawn."""

    since = day_field(required=True)
    until = day_field(load_default=None, allow_none=True)
    consented_on = day_field(load_default=None, allow_none=True)
    withdrawn_on = day_field(load_default=None, allow_none=True)


class GuardianSchema(Schema):
    """A guardian of a child; both are residents' ids, no names."""

    child_id = fields.UUID(required=True)
    guardian_id = fields.UUID(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True, allow_none=True)
    consented_on = fields.Date(required=True, allow_none=True)
    withdrawn_on = fields.Date(required=True, allow_none=True)
    revision = fields.Integer(required=True)


class GuardiansSchema(Schema):
    """Who is or was a child's guardian."""

    items = fields.List(fields.Nested(GuardianSchema), required=True)


class MineQuery(Schema):
    """Which page of the people in one's charge."""

    after = fields.UUID(load_default=FIRST)
    limit = fields.Integer(
        load_default=PAGE, validate=validate.Range(min=1, max=LARGEST_PAGE)
    )


class MinePageSchema(Schema):
    """Some of the people in one's charge, masked; how many they are."""

    people = fields.Integer(required=True)
    items = fields.List(fields.Nested(ResidentSchema), required=True)
    next = fields.UUID(required=True, allow_none=True)
