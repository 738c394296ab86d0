"""What intake tells of seats at receptions (条例第18条): of whose they are, nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from marshmallow import fields

from minqing_contracts.catalogue import Event, EventSchema, published
from minqing_contracts.moments import Moment


class BookingChangedV1Schema(EventSchema):
    """Wire form of intake.booking.changed.v1."""

    booking_id = fields.UUID(required=True)
    number = fields.String(required=True)
    revision = fields.Integer(required=True, strict=True)
    change = fields.String(required=True)
    day = fields.Date(required=True)
    begins = fields.String(required=True)
    ends = fields.String(required=True)
    place = fields.String(required=True)
    host = fields.String(required=True)
    organisation_id = fields.String(required=True)
    changed_at = Moment(required=True)


@published("intake.booking.changed", 1, BookingChangedV1Schema)
@dataclass(frozen=True, kw_only=True)
class BookingChangedV1(Event):
    """A seat at a reception was booked, moved, cancelled or called-off (`change`).

    Day, hours (HH:MM of the agency's zone), place and host are those that hold now; of
    a seat that is given back, those that held. `called-off`: the reception is not held.
    """

    booking_id: UUID
    number: str
    revision: int
    change: str
    day: date
    begins: str
    ends: str
    place: str
    host: str
    organisation_id: str
    changed_at: datetime

    def subject(self) -> str:
        """Return the booking's id."""
        return str(self.booking_id)
