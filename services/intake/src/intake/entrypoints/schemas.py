"""What requests and replies look like on the wire."""

from marshmallow import Schema, fields, validate

from intake.domain.access import FULL_PURPOSES
from intake.domain.channel import Channel
from intake.domain.gathering import MOST_PARTICIPANTS, GatheringKind
from intake.domain.statement import LONGEST_PLACE, LONGEST_TEXT, LONGEST_TITLE
from intake.domain.tracking import PATTERN
from intake.entrypoints.division_schema import DivisionSchema
from intake.entrypoints.door_schemas import DoorPartSchema, MissingSchema
from intake.entrypoints.settling import HandlingSchema, NatureSchema, one_of
from intake.entrypoints.suggesting import SuggestionSchema
from intake.entrypoints.whose_schemas import (
    AgencySchema,
    ConsentSchema,
    RemedySchema,
)
from minqing_contracts.moments import Moment

BY_HTTP = [each.value for each in Channel if each is not Channel.IMPORT]


def a_code(longest: int = 64) -> validate.Regexp:
    """Return the check of a code of ours."""
    return validate.Regexp(rf"^[a-z0-9-]{{1,{longest}}}\Z")


def an_organisation() -> validate.Regexp:
    """Return the check of a unit's code."""
    return validate.Regexp(r"^[A-Za-z0-9-]{2,32}\Z")


def a_division() -> validate.Regexp:
    """Return the check of a division's code."""
    return validate.Regexp(r"^[0-9]{2,12}\Z")


def up_to(longest: int, least: int = 0) -> validate.Length:
    """Return the check of a length, in characters."""
    return validate.Length(min=least, max=longest)


class ContactSchema(Schema):
    """How to reach the petitioner; everything may be missing (匿名)."""

    name = fields.String(validate=up_to(100))
    telephone = fields.String(validate=validate.Regexp(r"^[0-9+() （）-]{3,32}\Z"))
    email = fields.Email(validate=up_to(254))
    identity = fields.String(validate=validate.Regexp(r"^[0-9A-Za-z()]{5,20}\Z"))
    address = fields.String(validate=up_to(300))


class MatterSchema(Schema):
    """What is wrong, in the petitioner's words."""

    text = fields.String(required=True, validate=up_to(LONGEST_TEXT, 1))
    title = fields.String(validate=up_to(LONGEST_TITLE))
    category = fields.String(allow_none=True, validate=a_code())
    contact = fields.Nested(ContactSchema)


class PetitionFormSchema(MatterSchema):
    """A petition by any channel that needs no form of its own.

    `joins` is the `ref` of an open matter near by that its petitioner says it is; where
    that is over meanwhile the petition stands for itself.
    """

    channel = fields.String(load_default="web", validate=validate.OneOf(BY_HTTP))
    place = fields.String(validate=up_to(LONGEST_PLACE))
    division_code = fields.String(validate=a_division())
    organisation_id = fields.String(allow_none=True, validate=an_organisation())
    received_at = Moment()
    nature = fields.Nested(NatureSchema)
    handling = fields.Nested(HandlingSchema)
    joins = fields.String(validate=up_to(500))
    agrees = fields.Boolean(
        metadata={"description": "本人同意去名公示 agrees to publication, not by staff"}
    )


class MeetingFormSchema(Schema):
    """A gathering (入户、院落、恳谈、院坝): one record, many matters (A-10)."""

    kind = fields.String(
        load_default="courtyard-meeting", validate=one_of(GatheringKind)
    )
    participants = fields.Integer(validate=validate.Range(1, MOST_PARTICIPANTS))

    held_at = Moment(required=True)
    place = fields.String(required=True, validate=up_to(LONGEST_PLACE, 1))
    division_code = fields.String(validate=a_division())
    organisation_id = fields.String(required=True, validate=an_organisation())
    matters = fields.List(
        fields.Nested(MatterSchema), required=True, validate=validate.Length(1, 50)
    )


class DeviceCallSchema(Schema):
    """A call from a device in somebody's home (颐老一键通, D-20)."""

    device_id = fields.String(
        required=True, validate=validate.Regexp(r"^[A-Za-z0-9:-]{2,64}\Z")
    )
    pressed_at = Moment(required=True)
    note = fields.String(validate=up_to(2_000))
    telephone = fields.String(validate=validate.Regexp(r"^[0-9+() （）-]{3,32}\Z"))
    place = fields.String(validate=up_to(LONGEST_PLACE))
    category = fields.String(allow_none=True, validate=a_code())
    division_code = fields.String(validate=a_division())
    organisation_id = fields.String(allow_none=True, validate=an_organisation())


class SubmittedSchema(Schema):
    """The receipt: its number and the tracking code are all a petitioner needs.

    `similar` is there for a clerk: earlier petitions that may be the same matter, each
    with the reasons, as they are found at that moment.
    """

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    tracking_code = fields.String(required=True, validate=validate.Regexp(PATTERN))
    state = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)
    similar = fields.List(fields.Nested(SuggestionSchema))


class CallTakenSchema(SubmittedSchema):
    """The receipt of a call; `joined`: of the open one that the press was added to."""

    joined = fields.Boolean(required=True)


class MeetingSubmittedSchema(Schema):
    """A receipt for each matter, in the order in which they were sent."""

    petitions = fields.List(fields.Nested(SubmittedSchema), required=True)


class TrackingQuerySchema(Schema):
    """The petitioner's code, eight letters and digits; staff with a token need none.

    Small letters, missing or other dashes, and O, I, L for 0, 1, 1 are understood.
    """

    code = fields.String(validate=up_to(64))


class StepSchema(Schema):
    """One step, in public words."""

    at = fields.AwareDateTime(required=True)
    step = fields.String(required=True)
    words = fields.String(required=True)


class ReplySchema(Schema):
    """The answer written for the petitioner's eyes."""

    outcome = fields.String(required=True)
    text = fields.String(required=True)
    at = fields.AwareDateTime(required=True)


class RefusalSchema(Schema):
    """Why it was not accepted, and where to go instead."""

    reason = fields.String(required=True)
    words = fields.String(required=True)
    basis = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "the article that it rests on; null: a place's rule"},
    )
    explanation = fields.String(required=True)


class UnitSchema(Schema):
    """Who answers for it."""

    organisation_id = fields.String(required=True)
    name = fields.String(required=True)


class MaskedContactSchema(Schema):
    """As much of a contact as a screen may show."""

    name = fields.String()
    telephone = fields.String()
    email = fields.String()
    identity = fields.String()
    address = fields.String()


class StaffPartSchema(Schema):
    """What only staff see."""

    petition_id = fields.UUID(required=True)
    revision = fields.Integer(required=True)
    channel = fields.String(required=True)
    text = fields.String(required=True)
    place = fields.String(required=True)
    division_code = fields.String(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    external_ref = fields.String(required=True, allow_none=True)
    lead = fields.String(required=True, allow_none=True)
    divisions = fields.List(fields.Nested(DivisionSchema))
    door = fields.Nested(DoorPartSchema, required=True)
    contact = fields.Nested(MaskedContactSchema, required=True, allow_none=True)


class WithdrawalSchema(Schema):
    """Whether its petitioner may take it back (撤回), and when they did."""

    possible = fields.Boolean(required=True)
    asked_at = fields.AwareDateTime(required=True, allow_none=True)


class NoNewsSchema(Schema):
    """That there was no news for too long; `reminded`: whether a unit was told so."""

    since = fields.AwareDateTime(required=True)
    noticed_at = fields.AwareDateTime(required=True)
    reminded = fields.Boolean(required=True)


class PetitionSchema(Schema):
    """Where a petition stands. `staff` is there for staff alone.

    `accept_by`: by then it is told whether it is accepted (条例第22、23条).
    """

    receipt = fields.String(required=True)
    state = fields.String(required=True)
    words = fields.String(required=True)
    title = fields.String(required=True)
    category = fields.String(required=True, allow_none=True)
    received_at = fields.AwareDateTime(required=True)
    deadline = fields.AwareDateTime(required=True, allow_none=True)
    promised = fields.Boolean(
        metadata={"description": "承诺件: the unit promised a date; else it is by rule"}
    )
    accept_by = fields.AwareDateTime()
    unit = fields.Nested(UnitSchema, required=True, allow_none=True)
    agency = fields.Nested(AgencySchema, allow_none=True)
    reply = fields.Nested(ReplySchema, required=True, allow_none=True)
    refusal = fields.Nested(RefusalSchema, required=True, allow_none=True)
    missing = fields.Nested(MissingSchema, required=True, allow_none=True)
    withdrawal = fields.Nested(WithdrawalSchema)
    review = fields.Nested(RemedySchema)
    consent = fields.Nested(
        ConsentSchema,
        allow_none=True,
        metadata={"description": "null: an accusation, which is never published"},
    )
    pictures = fields.Integer(metadata={"description": "how many came with it"})
    others = fields.Integer(
        metadata={"description": "how many other people brought the same matter"}
    )
    split_from = fields.String(
        allow_none=True,
        metadata={"description": "拆件: the number of what it was divided off"},
    )
    siblings = fields.List(
        fields.String(),
        metadata={
            "description": "同一次来信: other numbers; each has a code of its own"
        },
    )
    silence = fields.Nested(NoNewsSchema, allow_none=True)
    timeline = fields.List(fields.Nested(StepSchema), required=True)
    staff = fields.Nested(StaffPartSchema)


class PurposeQuerySchema(Schema):
    """Why personal data is read; it is kept in the access log."""

    purpose = fields.String(
        required=True, validate=validate.OneOf([each.value for each in FULL_PURPOSES])
    )


class PetitionerSchema(Schema):
    """The contact, whole."""

    petition_id = fields.UUID(required=True)
    anonymous = fields.Boolean(required=True)
    contact = fields.Nested(MaskedContactSchema, required=True)
