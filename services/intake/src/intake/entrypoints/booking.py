"""Booking a reception (条例第18条), by HTTP: without an account, by number and code."""

from datetime import datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from intake.application.booking import BookReception, CancelBooking, MoveBooking
from intake.bootstrap import Parts
from intake.domain.booking import BOOKABLE_DAYS, Booking, BookingState, Place
from intake.domain.contact import Contact
from intake.domain.errors import (
    BookingClosed,
    BrokenPetition,
    KeyReused,
    KeyTaken,
    MovedOften,
    ReceptionFull,
    TooManyTries,
    UnknownBooking,
    UnknownPetition,
    UnknownReception,
)
from intake.domain.publishing import Reception, receptions
from intake.entrypoints import booking_schemas as schemas
from intake.entrypoints.channels.once import SHORTEST_OPEN_KEY
from minqing_chassis.http.problems import FieldError, Problem
from minqing_chassis.http.route import PUBLIC, Idempotency, Reply, Request, Route
from minqing_kernel.errors import DomainError, TransitionRefused
from minqing_kernel.identity import new_id
from minqing_kernel.text import Unreadable

TAG = "预约接待 Receptions"
BY_CODE: Final[tuple[type[DomainError], ...]] = (UnknownBooking, TooManyTries)
CHANGED = (*BY_CODE, BookingClosed, MovedOften, TransitionRefused)
_TOO_SHORT = FieldError("Idempotency-Key", "too-short", {"min": SHORTEST_OPEN_KEY})


class BookingDoor:
    """Holding a seat, looking at it, taking another, giving it back."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [self._booking(), *self._holding()]

    def _booking(self) -> Route:
        return Route(
            method="POST",
            path="/v1/reception-bookings",
            operation=self.book_reception,
            summary="预约接待 Book a reception",
            description=(
                "无需账号：姓名、电话、事由，或者已有诉求的编号和查询码。是否另有预约"
                "不会告知任何人。Without an account: name, telephone and the matter, "
                "or number and code of a petition. Whether a telephone holds a "
                "booking is told to nobody."
            ),
            roles=PUBLIC,
            body=schemas.BookingFormSchema,
            replies={201: schemas.BookedSchema},
            errors=(
                UnknownReception,
                ReceptionFull,
                BookingClosed,
                BrokenPetition,
                UnknownPetition,
                TooManyTries,
                KeyReused,
                KeyTaken,
                Unreadable,
            ),
            tag=TAG,
            idempotency=Idempotency.OPTIONAL,
        )

    def _holding(self) -> list[Route]:
        one = "/v1/reception-bookings/{number}"
        shared: dict[str, Any] = {"method": "POST", "roles": PUBLIC, "tag": TAG}
        replies = {200: schemas.BookingSchema}
        return [
            Route(
                path=f"{one}/look",
                operation=self.look_at_booking,
                summary="查看预约 Look at a booking",
                description="查询码在正文里，不进网址。The code stands in no address.",
                body=schemas.BookingCodeSchema,
                replies=replies,
                errors=BY_CODE,
                **shared,
            ),
            Route(
                path=f"{one}/move",
                operation=self.move_booking,
                summary="改约 Take another reception",
                body=schemas.BookingMoveSchema,
                replies=replies,
                errors=(*CHANGED, UnknownReception, ReceptionFull),
                **shared,
            ),
            Route(
                path=f"{one}/cancel",
                operation=self.cancel_booking,
                summary="取消预约 Give the seat back",
                body=schemas.BookingCodeSchema,
                replies=replies,
                errors=CHANGED,
                **shared,
            ),
        ]

    def book_reception(self, request: Request) -> Reply:
        """Hold a seat, once for each key."""
        body = request.body
        command = BookReception(
            booking_id=_booking_id(request.idempotency_key),
            reception=self._open(body["session"]),
            contact=Contact.of(name=body["name"], telephone=body["telephone"]),
            matter=body["matter"],
            about_id=self._about(request),
        )
        booking = self._parts.bus.handle(command, request.cause)
        told = self._told(booking) | {"code": self._parts.bookings.code(booking)}
        return Reply(told, status=201)

    def look_at_booking(self, request: Request) -> Reply:
        """Show a booking to who holds its code."""
        return Reply(self._told(self._found(request)))

    def move_booking(self, request: Request) -> Reply:
        """Take a seat elsewhere; the old one is free at once."""
        booking_id = self._found(request).booking_id
        wanted = self._open(request.body["session"])
        command = MoveBooking(booking_id=booking_id, reception=wanted)
        return Reply(self._told(self._parts.bus.handle(command, request.cause)))

    def cancel_booking(self, request: Request) -> Reply:
        """Give the seat back."""
        command = CancelBooking(booking_id=self._found(request).booking_id)
        return Reply(self._told(self._parts.bus.handle(command, request.cause)))

    def _found(self, request: Request) -> Booking:
        number, code = request.params["number"], request.body["code"]
        return self._parts.bookings.look(number, code, request.cause)

    def _about(self, request: Request) -> UUID | None:
        about = request.body.get("about")
        if about is None:
            return None
        desk = self._parts.public_desk
        found = desk.look(about["receipt"], about["code"], request.cause)
        return found.petition_id

    def _open(self, session: str) -> Reception:
        """Return a reception that can be booked; raise UnknownReception, BookingClosed.

        What the rules of today do not hold any more cannot be booked today.
        """
        now = self._parts.clock.now()
        policy, coming = self._parts.policy_at(now), held_sessions(self._parts)
        found = coming.get(session)
        if found is None or not found.rule.seats:
            raise UnknownReception
        if Place.at(found).has_begun(now, policy.zone):
            raise BookingClosed
        return found

    def _told(self, booking: Booking) -> dict[str, Any]:
        now = self._parts.clock.now()
        return told_of(booking, now, self._parts)


def held_sessions(parts: Parts) -> dict[str, Reception]:
    """Return the receptions that are held from today on, by session."""
    now = parts.clock.now()
    policy = parts.policy_at(now)
    first, calendar = policy.day(now), parts.calendar
    coming = receptions(policy.receptions, first, BOOKABLE_DAYS, calendar)
    return {each.session: each for each in coming}


def told_of(booking: Booking, now: datetime, parts: Parts) -> dict[str, Any]:
    """Return what anybody who may see a booking is told of it."""
    at = booking.at
    begun = at.has_begun(now, parts.policy_at(now).zone)
    return {
        "number": booking.number,
        "session": at.session,
        "state": booking.state,
        "day": at.day,
        "begins": f"{at.begins:%H:%M}",
        "ends": f"{at.ends:%H:%M}",
        "place": at.place,
        "host": at.host,
        "seat": booking.seat,
        "open": booking.state is BookingState.BOOKED and not begun,
    }


def _booking_id(key: str | None) -> UUID:
    """Return one id for each key: a form that is sent twice holds one seat."""
    if key is None:
        return new_id()
    if len(key) < SHORTEST_OPEN_KEY:
        raise Problem(422, "validation-failed", errors=[_TOO_SHORT])
    return uuid5(NAMESPACE_URL, f"minqing.booking:{key}")
