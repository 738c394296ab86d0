"""The list of a reception's day, and what becomes of each booking, by HTTP."""

from collections import Counter
from typing import Any, Final

from intake.application.booking import MissBooking, ReceiveBooking
from intake.bootstrap import Parts
from intake.domain.booking import Booking
from intake.domain.errors import (
    BrokenPetition,
    NotTheDay,
    OutsideScope,
    UnknownBooking,
    UnknownReference,
)
from intake.entrypoints import booking_schemas as schemas
from intake.entrypoints.booking import TAG, told_of
from intake.entrypoints.finding import below
from intake.entrypoints.petitions import DECIDERS
from intake.entrypoints.sight import Sight
from minqing_chassis import mask
from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.errors import DomainError, TransitionRefused

SETTLED: Final[tuple[type[DomainError], ...]] = (
    UnknownBooking,
    OutsideScope,
    NotTheDay,
    TransitionRefused,
)


class BookingDayDoor:
    """Who is expected today, and who came."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._sight = Sight(parts)

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        one = "/v1/reception-bookings/{number}"
        shared: dict[str, Any] = {"roles": DECIDERS, "tag": TAG}
        return [
            Route(
                method="GET",
                path="/v1/reception-bookings",
                operation=self.list_bookings,
                summary="当日预约 Who booked a day",
                query=schemas.BookingDaySchema,
                replies={200: schemas.BookingsSchema},
                errors=(OutsideScope,),
                **shared,
            ),
            Route(
                method="POST",
                path=f"{one}/receive",
                operation=self.receive_booking,
                summary="到场登记并转为诉求 They came; a petition comes of it",
                description=(
                    "一次登记到访并生成诉求；事先写了编号的，记为该件的再次联系。"
                    "Writes the arrival down (D-10) and lets the matter be a "
                    "petition in one; one that was named is met once more."
                ),
                replies={200: schemas.ReceivedBookingSchema},
                errors=(*SETTLED, BrokenPetition, UnknownReference),
                **shared,
            ),
            Route(
                method="POST",
                path=f"{one}/miss",
                operation=self.miss_booking,
                summary="未到 Nobody came",
                replies={200: schemas.ReceivedBookingSchema},
                errors=SETTLED,
                **shared,
            ),
        ]

    def list_bookings(self, request: Request) -> Reply:
        """Answer with a day's bookings at the caller's unit and those below it."""
        now = self._parts.clock.now()
        day = request.query.get("day") or self._parts.policy_at(now).day(now)
        mine = below(self._parts, request.actor, None)
        rows = self._parts.bookings.rows.of_day(day, mine)
        about = self._parts.bookings.rows.receipts([each for each, _ in rows])
        named = [*about.values(), *(came for _, came in rows if came)]
        seen = {e.receipt for e in self._sight.seen_among(request.actor, named)}
        hidden = self._sight.hidden_among(request.actor, named)
        found, same = [], Counter(each.person for each, _ in rows if each.person)
        for booking, came_of in rows:
            said = self._parts.bookings.told(booking)
            receipt = about.get(booking.about_id) if booking.about_id else None
            kept = hidden & {receipt, came_of}
            found.append(
                {
                    **told_of(booking, now, self._parts),
                    "name": mask.name(said.get("name", "")),
                    "telephone": mask.phone(said["telephone"]) if said else "",
                    "twice": same[booking.person or ""] > 1,
                    "matter": "" if kept else said.get("matter", ""),
                    "about": receipt if receipt in seen else None,
                    "receipt": came_of if came_of in seen else None,
                }
            )
        return Reply({"day": day, "bookings": found})

    def receive_booking(self, request: Request) -> Reply:
        """Write the arrival down, and what comes of it."""
        number = request.params["number"]
        found = self._parts.bookings.find(number)
        command = ReceiveBooking(booking_id=found.booking_id, actor=request.actor)
        booking, submitted = self._parts.bus.handle(command, request.cause)
        told = self._settled(request, booking)
        if submitted is not None:
            told["receipt"] = submitted.receipt
        mine = booking.about_id is None and booking.settled_by == request.actor.id
        if mine and told["receipt"]:  # none to whom it came to accuse (条例第30条)
            told["tracking_code"] = self._parts.codes.of(booking.petition_id)
        return Reply(told)

    def miss_booking(self, request: Request) -> Reply:
        """Note that nobody came."""
        found = self._parts.bookings.find(request.params["number"])
        command = MissBooking(booking_id=found.booking_id, actor=request.actor)
        booking = self._parts.bus.handle(command, request.cause)
        return Reply(self._settled(request, booking))

    def _settled(self, request: Request, booking: Booking) -> dict[str, Any]:
        return {
            "number": booking.number,
            "state": booking.state,
            "reception_id": booking.reception_id,
            "receipt": self._receipt(request, booking),
            "tracking_code": None,
            "settled_at": booking.settled_at,
        }

    def _receipt(self, request: Request, booking: Booking) -> str | None:
        """Return the number of what came of it, to whom may know of that petition."""
        day = self._parts.bookings.rows.of_day(
            booking.at.day, [booking.at.organisation_id]
        )
        came = {one.booking_id: receipt for one, receipt in day}
        receipt = came.get(booking.booking_id)
        seen = self._sight.seen_among(request.actor, [receipt] if receipt else [])
        return seen[0].receipt if seen else None
