"""Intake's door, as far as seats at receptions go: residents' side and the desk's."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.doors import Door, read_reply
from portal.adapters.replies import Reply

BOOKINGS = "/v1/reception-bookings"


class BookingReply(Reply):
    """A booking."""

    number = fields.String(required=True)
    session = fields.String(required=True)
    state = fields.String(required=True)
    day = fields.Date(required=True)
    begins = fields.String(required=True)
    ends = fields.String(required=True)
    place = fields.String(required=True)
    host = fields.String(required=True)
    seat = fields.Integer(required=True)
    open = fields.Boolean(required=True)
    code = fields.String(load_default="")


class BookingRowReply(BookingReply):
    """A booking on the list of a day."""

    name = fields.String(required=True)
    telephone = fields.String(required=True)
    matter = fields.String(required=True)
    twice = fields.Boolean(load_default=False)
    about = fields.String(required=True, allow_none=True)
    receipt = fields.String(required=True, allow_none=True)


class BookingsReply(Reply):
    """The list of a day."""

    day = fields.Date(required=True)
    bookings = fields.List(fields.Nested(BookingRowReply), required=True)


class ReceivedReply(Reply):
    """What came of a visit."""

    number = fields.String(required=True)
    state = fields.String(required=True)
    receipt = fields.String(required=True, allow_none=True)
    tracking_code = fields.String(required=True, allow_none=True)


class BookingDoor:
    """Holding a seat, by number and code."""

    def __init__(self, url: str) -> None:
        self._door = Door(url)

    def book(self, body: Mapping[str, Any], key: str, language: str) -> dict[str, Any]:
        """Hold a seat, once for each key."""
        answer = self._door.post(BOOKINGS, language, body, key)
        return read_reply(answer, BookingReply)

    def look(self, number: str, code: str, language: str) -> dict[str, Any]:
        """Return a booking; the code stands in no address."""
        return self._act(number, "look", {"code": code}, language)

    def move(
        self, number: str, code: str, session: str, language: str
    ) -> dict[str, Any]:
        """Take a seat at another reception."""
        return self._act(number, "move", {"code": code, "session": session}, language)

    def cancel(self, number: str, code: str, language: str) -> dict[str, Any]:
        """Give the seat back."""
        return self._act(number, "cancel", {"code": code}, language)

    def _act(
        self, number: str, verb: str, body: Mapping[str, Any], language: str
    ) -> dict[str, Any]:
        path = f"{BOOKINGS}/{quote(number, safe='')}/{verb}"
        return read_reply(self._door.post(path, language, body), BookingReply)


class ReceptionDoor:
    """The list of a day, and what becomes of each booking."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def of_day(self, asker: Asker, day: date | None) -> dict[str, Any]:
        """Return who booked a day; None: today."""
        query = {"day": day.isoformat()} if day else {}
        return self._door.read(BOOKINGS, asker, BookingsReply, query)

    def settle(self, asker: Asker, number: str, verb: str) -> dict[str, Any]:
        """Note that they came, or that nobody did; done twice, it is done once."""
        path = f"{BOOKINGS}/{quote(number, safe='')}/{verb}"
        answer = self._door.write(path, asker, None, "")
        return read_reply(answer, ReceivedReply)
