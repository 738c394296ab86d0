"""Group matters, on the wire (B-14, D-25)."""

from marshmallow import Schema, fields, validate

from intake.domain.channel import Channel
from intake.domain.group import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    MOST_PEOPLE,
    MemberOutcome,
    Qualifier,
)
from intake.entrypoints.schemas import ContactSchema
from intake.entrypoints.settling import one_of


class GroupFormSchema(Schema):
    """A group or a batch of it; “1000余名” is 1000 and `over` (D-32)."""

    title = fields.String(required=True, validate=validate.Length(1, LONGEST_TITLE))
    people = fields.Integer(required=True, validate=validate.Range(1, MOST_PEOPLE))
    qualifier = fields.String(load_default="exact", validate=one_of(Qualifier))


class MemberFormSchema(Schema):
    """A person of the group; who it is, is sealed."""

    contact = fields.Nested(ContactSchema)
    batch = fields.Integer(validate=validate.Range(1, 1_000))
    representative = fields.Boolean(load_default=False)


class MemberContactFormSchema(Schema):
    """A contact with one person, in neutral words."""

    channel = fields.String(required=True, validate=one_of(Channel))
    note = fields.String(required=True, validate=validate.Length(1, LONGEST_NOTE))


class OutcomeFormSchema(Schema):
    """What became of one person's request."""

    outcome = fields.String(required=True, validate=one_of(MemberOutcome))
    note = fields.String(required=True, validate=validate.Length(1, LONGEST_NOTE))


class GroupOpenedSchema(Schema):
    """The group's id."""

    group_id = fields.UUID(required=True)


class BatchOpenedSchema(GroupOpenedSchema):
    """The batch's number in its group."""

    batch = fields.Integer(required=True)


class MemberAdmittedSchema(GroupOpenedSchema):
    """The member's id."""

    member_id = fields.UUID(required=True)


class MemberMetSchema(MemberAdmittedSchema):
    """How many contacts there were with the member."""

    contacts = fields.Integer(required=True)


class BatchSchema(GroupFormSchema):
    """A batch, and how many of the members are in it."""

    batch = fields.Integer(required=True)
    members = fields.Integer(required=True)


class MemberSchema(Schema):
    """A member without a name."""

    member_id = fields.UUID(required=True)
    batch = fields.Integer(required=True, allow_none=True)
    representative = fields.Boolean(required=True)
    contacts = fields.Integer(required=True)
    last_contact_at = fields.AwareDateTime(required=True, allow_none=True)
    outcome = fields.String(required=True, allow_none=True)
    settled_at = fields.AwareDateTime(required=True, allow_none=True)


class OutcomeCountSchema(Schema):
    """How many members have one outcome; "open" have none."""

    outcome = fields.String(required=True)
    members = fields.Integer(required=True)


class GroupSchema(GroupFormSchema):
    """A group whole: batches, members, outcomes, and how often somebody was met."""

    group_id = fields.UUID(required=True)
    petition_id = fields.UUID(required=True)
    members = fields.Integer(required=True)
    representatives = fields.Integer(required=True)
    contacts = fields.Integer(required=True)
    batches = fields.List(fields.Nested(BatchSchema), required=True)
    outcomes = fields.List(fields.Nested(OutcomeCountSchema), required=True)
    people_known = fields.List(fields.Nested(MemberSchema), required=True)


class MemberContactSchema(Schema):
    """One contact with a member."""

    channel = fields.String(required=True)
    note = fields.String(required=True)
    noted_by = fields.String(required=True)
    at = fields.AwareDateTime(required=True)


class MemberContactsSchema(Schema):
    """Every contact with a member, oldest first."""

    contacts = fields.List(fields.Nested(MemberContactSchema), required=True)
