"""What is asked and answered at the door, on the wire."""

from marshmallow import Schema, fields, validate

from intake.domain.channel import Channel
from intake.domain.contacts import LONGEST_ENTRY
from intake.domain.nature import STATUTORY
from intake.domain.supplement import LONGEST_ANSWER, LONGEST_ITEM, MOST_ITEMS
from intake.entrypoints.settling import (
    HandlingSchema,
    NatureSchema,
    ToldHandlingSchema,
    ToldNatureSchema,
)


def _seen() -> fields.Integer:
    return fields.Integer(validate=validate.Range(1, 1_000_000))


class SeenSchema(Schema):
    """`revision` is the one that the clerk saw."""

    revision = _seen()


class ReferSchema(SeenSchema):
    """Which procedure of law (条例第31条第一至四项), and where to go."""

    path = fields.String(
        required=True, validate=validate.OneOf(sorted(each.value for each in STATUTORY))
    )
    explanation = fields.String(required=True, validate=validate.Length(1, 2_000))


class AskSchema(SeenSchema):
    """All that is missing, in one list (一次性告知, B-05)."""

    missing = fields.List(
        fields.String(required=True, validate=validate.Length(1, LONGEST_ITEM)),
        required=True,
        validate=validate.Length(1, MOST_ITEMS),
    )


class AnswerSchema(Schema):
    """What was missing; the petitioner adds the tracking code, staff a token."""

    text = fields.String(required=True, validate=validate.Length(1, LONGEST_ANSWER))
    code = fields.String(validate=validate.Length(1, 64))


class ReclassifySchema(SeenSchema):
    """What is settled anew, and why; what is left out stays (C-19, B-03)."""

    reason = fields.String(required=True, validate=validate.Length(1, 500))
    category = fields.String(validate=validate.Regexp(r"^[a-z0-9-]{1,64}\Z"))
    nature = fields.Nested(NatureSchema)
    handling = fields.Nested(HandlingSchema)


class ContactFormSchema(Schema):
    """A later contact: by which channel, and what was said (A-09)."""

    channel = fields.String(
        required=True, validate=validate.OneOf([each.value for each in Channel])
    )
    text = fields.String(required=True, validate=validate.Length(1, LONGEST_ENTRY))


class ContactEntrySchema(Schema):
    """A later contact that was written down."""

    channel = fields.String(required=True)
    text = fields.String(required=True)
    noted_by = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    at = fields.AwareDateTime(required=True)


class ContactsSchema(Schema):
    """The first channel, and every later contact, oldest first."""

    first_channel = fields.String(required=True)
    contacts = fields.List(fields.Nested(ContactEntrySchema), required=True)


class ChangeSchema(Schema):
    """One field that was settled anew."""

    field = fields.String(required=True)
    before = fields.String(required=True)
    after = fields.String(required=True)
    reason = fields.String(required=True)
    actor = fields.String(required=True)
    role = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    at = fields.AwareDateTime(required=True)


class ChangesSchema(Schema):
    """Every change, oldest first."""

    changes = fields.List(fields.Nested(ChangeSchema), required=True)


class MissingSchema(Schema):
    """What the petitioner was asked for, once.

    One who does not answer by `answer_by` is reminded, once; after `close_by` silence
    counts as giving up, until an answer comes.
    """

    items = fields.List(fields.String(), required=True)
    asked_at = fields.AwareDateTime(required=True)
    answer_by = fields.AwareDateTime(required=True, allow_none=True)
    answered_at = fields.AwareDateTime(required=True, allow_none=True)
    reminded_at = fields.AwareDateTime(required=True, allow_none=True)
    close_by = fields.AwareDateTime(required=True, allow_none=True)


class DoorPartSchema(Schema):
    """What was settled at the door, for staff.

    `accused` is null for whoever may not learn it; `lacking` names what a visitor left
    open of the five things (条例第19条); `rule` is what `accept_by` comes from.
    """

    nature = fields.Nested(ToldNatureSchema, required=True)
    handling = fields.Nested(ToldHandlingSchema, required=True)
    accused = fields.List(fields.String(), required=True, allow_none=True)
    request = fields.String(required=True)
    reasons = fields.String(required=True)
    lacking = fields.List(fields.String(), required=True)
    answer = fields.String(required=True)
    despite = fields.String(required=True)
    accept_by = fields.AwareDateTime(required=True, allow_none=True)
    rule = fields.String(required=True)
    overdue = fields.Boolean(required=True)
    group_id = fields.UUID(required=True, allow_none=True)
    withdrawn_because = fields.String(required=True)
