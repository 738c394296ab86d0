"""Bookings of seats at receptions, on the wire."""

from marshmallow import Schema, fields, validate

from intake.domain.booking import LONGEST_MATTER, BookingState
from intake.entrypoints.settling import one_of
from minqing_contracts.moments import Moment


def _code() -> fields.String:
    return fields.String(required=True, validate=validate.Length(1, 64))


def _session() -> fields.String:
    return fields.String(
        required=True, validate=validate.Regexp(r"^[0-9]{8}-[0-9a-f]{12}\Z")
    )


class BookedMatterSchema(Schema):
    """The petition that it is about: its number and tracking code."""

    receipt = fields.String(required=True, validate=validate.Length(1, 40))
    code = _code()


class BookingFormSchema(Schema):
    """Who comes, and about what: in words, or by the number of a petition."""

    session = _session()
    name = fields.String(required=True, validate=validate.Length(1, 100))
    telephone = fields.String(
        required=True,
        validate=[
            validate.Length(max=32),
            validate.Regexp(r"^[+() （）-]*([0-9][+() （）-]*){5,20}\Z"),
        ],
    )
    matter = fields.String(
        load_default="", validate=validate.Length(max=LONGEST_MATTER)
    )
    about = fields.Nested(BookedMatterSchema)


class BookingCodeSchema(Schema):
    """The booking's own code."""

    code = _code()


class BookingMoveSchema(BookingCodeSchema):
    """Which reception instead."""

    session = _session()


class BookingSchema(Schema):
    """A booking, as its holder sees it."""

    number = fields.String(required=True)
    session = fields.String(required=True)
    state = fields.String(required=True, validate=one_of(BookingState))
    day = fields.Date(required=True)
    begins = fields.String(required=True)
    ends = fields.String(required=True)
    place = fields.String(required=True)
    host = fields.String(required=True)
    seat = fields.Integer(required=True)
    open = fields.Boolean(required=True)


class BookedSchema(BookingSchema):
    """A booking that was just made, with the code that opens it."""

    code = fields.String(required=True)


class BookingDaySchema(Schema):
    """Which day."""

    day = fields.Date()


class BookingRowSchema(BookingSchema):
    """A booking, as who receives sees it: name and telephone masked.

    `about` is the petition that they named, `receipt` what came of the visit; neither
    is told to whom that petition accuses, nor the matter (条例第30条). `twice`: the
    same telephone stands on that day's list more than once.
    """

    name = fields.String(required=True)
    telephone = fields.String(required=True)
    matter = fields.String(required=True)
    twice = fields.Boolean(required=True)
    about = fields.String(required=True, allow_none=True)
    receipt = fields.String(required=True, allow_none=True)


class BookingsSchema(Schema):
    """The list of a day."""

    day = fields.Date(required=True)
    bookings = fields.List(fields.Nested(BookingRowSchema), required=True)


class ReceivedBookingSchema(Schema):
    """What came of a visit; the code is told once, to whoever wrote it down."""

    number = fields.String(required=True)
    state = fields.String(required=True, validate=one_of(BookingState))
    reception_id = fields.UUID(required=True, allow_none=True)
    receipt = fields.String(required=True, allow_none=True)
    tracking_code = fields.String(required=True, allow_none=True)
    settled_at = Moment(required=True, allow_none=True)
