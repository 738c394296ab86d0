"""The channels' own forms, on the wire."""

from marshmallow import Schema, fields, validate

from intake.domain.channel import Channel
from intake.domain.deciding import LONGEST_EXPLANATION
from intake.domain.particulars import LONGEST_PART
from intake.domain.reception import (
    LONGEST_MATTER,
    LONGEST_WORDS,
    MOST_PEOPLE,
    Ground,
)
from intake.domain.statement import LONGEST_PLACE
from intake.entrypoints.schemas import (
    ContactSchema,
    MatterSchema,
)
from intake.entrypoints.settling import (
    LONGEST_LEADER,
    HandlingSchema,
    NatureSchema,
    one_of,
    organisation_id,
)
from intake.entrypoints.spans import DayOrMoment
from minqing_contracts.moments import Moment


def _division() -> validate.Regexp:
    return validate.Regexp(r"^[0-9]{2,12}\Z")


def _words(longest: int, least: int = 1) -> validate.Length:
    return validate.Length(least, longest)


def _category() -> validate.Regexp:
    return validate.Regexp(r"^[a-z0-9-]{1,64}\Z")


class DeskFormSchema(MatterSchema):
    """What staff write down of one matter at their own organisation."""

    place = fields.String(validate=validate.Length(max=LONGEST_PLACE))
    division_code = fields.String(validate=_division())
    organisation_id = fields.String(required=True, validate=organisation_id())
    received_at = Moment()
    nature = fields.Nested(NatureSchema)
    handling = fields.Nested(HandlingSchema)


class WindowVisitSchema(DeskFormSchema):
    """A visit: `text` are the facts; beside them request and reasons (条例第19条).

    What a visitor left open is left out: the visit is written down all the same.
    """

    request = fields.String(validate=_words(LONGEST_PART))
    reasons = fields.String(validate=_words(LONGEST_PART))


class HotlineCallSchema(DeskFormSchema):
    """A telephone call; `call_id` is the switchboard's, so that it is taken once.

    `request` is what the caller wants. `answered` is what was answered at once: the
    question is kept with a number of its own, without a clock and without a case.
    """

    request = fields.String(validate=_words(LONGEST_PART))
    answered = fields.String(validate=_words(LONGEST_EXPLANATION))
    call_id = fields.String(validate=validate.Regexp(r"^[A-Za-z0-9:._-]{1,64}\Z"))


class LetterSchema(DeskFormSchema):
    """A letter or a fax (条例第17条)."""

    by_fax = fields.Boolean(load_default=False)


class InstructionSchema(DeskFormSchema):
    """A leader's instruction with the leader's own date (D-14)."""

    leader = fields.String(required=True, validate=_words(LONGEST_LEADER))
    due_on = fields.Date(required=True)


class ThanksSchema(Schema):
    """A letter of thanks (D-17): no clock, no case."""

    text = fields.String(required=True, validate=_words(20_000))
    title = fields.String(validate=validate.Length(max=200))
    organisation_id = fields.String(validate=organisation_id())
    contact = fields.Nested(ContactSchema)


class ArrivalFormSchema(Schema):
    """Who came to which door (D-10)."""

    organisation_id = fields.String(required=True, validate=organisation_id())
    channel = fields.String(load_default="window", validate=one_of(Channel))
    people = fields.Integer(load_default=1, validate=validate.Range(1, MOST_PEOPLE))
    arrived_at = Moment()
    matter = fields.String(load_default="", validate=_words(LONGEST_MATTER, 0))
    contact = fields.Nested(ContactSchema)


class RegisterFormSchema(Schema):
    """The receipt number of the petition that came of it."""

    receipt = fields.String(required=True, validate=_words(40))


class TurnFormSchema(Schema):
    """Why somebody was not registered here, and where to go instead."""

    outcome = fields.String(
        required=True, validate=validate.OneOf(["redirected", "refused"])
    )
    ground = fields.String(required=True, validate=one_of(Ground))
    words = fields.String(required=True, validate=_words(LONGEST_WORDS))


class ArrivalSchema(Schema):
    """An arrival as it stands."""

    reception_id = fields.UUID(required=True)
    organisation_id = fields.String(required=True)
    channel = fields.String(required=True)
    people = fields.Integer(required=True)
    arrived_at = fields.AwareDateTime(required=True)
    state = fields.String(required=True)
    ground = fields.String(required=True, allow_none=True)
    words = fields.String(required=True)
    petition_id = fields.UUID(required=True, allow_none=True)
    settled_at = fields.AwareDateTime(required=True, allow_none=True)


class PeriodQuerySchema(Schema):
    """Which days: `since` is in, `until` is not; whose: the caller's own and below."""

    since = DayOrMoment(required=True)
    until = DayOrMoment(required=True)
    organisation = fields.String(validate=organisation_id())


class ArrivalRowSchema(Schema):
    """Arrivals of one channel that ended alike."""

    channel = fields.String(required=True)
    state = fields.String(required=True)
    ground = fields.String(required=True)
    arrivals = fields.Integer(required=True)
    people = fields.Integer(required=True)


class PetitionRowSchema(Schema):
    """Petitions of one channel that stand alike."""

    channel = fields.String(required=True)
    state = fields.String(required=True)
    reason = fields.String(required=True)
    path = fields.String(required=True)
    petitions = fields.Integer(required=True)


class GatheringRowSchema(Schema):
    """Gatherings of one kind."""

    kind = fields.String(required=True)
    held = fields.Integer(required=True)
    participants = fields.Integer(required=True)
    petitions = fields.Integer(required=True)


class ArrivalsReportSchema(Schema):
    """Who came, what was held, and what became of it."""

    arrivals = fields.List(fields.Nested(ArrivalRowSchema), required=True)
    petitions = fields.List(fields.Nested(PetitionRowSchema), required=True)
    gatherings = fields.List(fields.Nested(GatheringRowSchema), required=True)


class DeviceFormSchema(Schema):
    """Whose a device is (D-20); `resident_id` is registry's."""

    resident_id = fields.String(required=True, validate=_words(64))
    contact = fields.Nested(ContactSchema)
    place = fields.String(required=True, validate=_words(LONGEST_PLACE))
    division_code = fields.String(required=True, validate=_division())
    organisation_id = fields.String(required=True, validate=organisation_id())
    category = fields.String(validate=_category())
    active = fields.Boolean(load_default=True)


class AnsweredSchema(Schema):
    """Seconds between the button and the first who called back."""

    receipt = fields.String(required=True)
    seconds = fields.Integer(required=True)


class CallsReportSchema(Schema):
    """How many devices called, and how soon somebody answered."""

    calls = fields.Integer(required=True)
    known = fields.Integer(required=True)
    answered = fields.Integer(required=True)
    median_seconds = fields.Float(required=True, allow_none=True)
    longest_seconds = fields.Float(required=True, allow_none=True)
