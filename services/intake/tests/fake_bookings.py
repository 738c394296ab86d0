"""In-memory seats at receptions, with the database's own refusals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from intake.domain.booking import Booking, BookingState
from intake.domain.errors import ReceptionFull, UnknownBooking
from minqing_kernel.messages import Actor


class FakeBookings:
    """The seats that are held; changes reach the store at commit."""

    def __init__(self, rows: dict[UUID, Booking], later: Callable[..., None]) -> None:
        self._rows = rows
        self._later = later
        self.touched: list[Booking] = []

    def add(self, booking: Booking) -> None:
        self.touched.append(booking)

        def act() -> None:
            held = [e for e in self._rows.values() if e.state is not CANCELLED]
            seats = {(each.at.session, each.seat) for each in held}
            if (booking.at.session, booking.seat) in seats:
                raise ReceptionFull
            self._rows[booking.booking_id] = booking

        self._later(act)

    def get(self, key: UUID) -> Booking:
        if key not in self._rows:
            raise UnknownBooking
        copy = replace(self._rows[key])
        self.touched.append(copy)
        self._later(lambda: self._rows.update({key: copy}))
        return copy

    def get_many(self, keys: list[UUID]) -> dict[UUID, Booking]:
        return {each: self._rows[each] for each in keys if each in self._rows}

    def free_seat(self, session: str, seats: int) -> int | None:
        held = [e for e in self._rows.values() if e.at.session == session]
        taken = {each.seat for each in held if each.state is not CANCELLED}
        free = (each for each in range(1, seats + 1) if each not in taken)
        return next(free, None)

    def open_from(self, day: date) -> list[Booking]:
        found = [e for e in self._rows.values() if e.state is BookingState.BOOKED]
        return [self.get(e.booking_id) for e in found if e.at.day >= day]

    def close(self, today: date, forgotten_before: date) -> None:
        def act() -> None:
            for key, each in self._rows.items():
                gone: dict[str, Any] = {}
                if each.state is BookingState.BOOKED and each.at.day < today:
                    gone["state"] = BookingState.MISSED
                if each.at.day < forgotten_before:
                    gone |= {"sealed": None, "person": None}
                self._rows[key] = replace(each, **gone)

        self._later(act)


class FakeBookingRows:
    """What is asked about seats."""

    def __init__(self, rows: dict[UUID, Booking]) -> None:
        self._rows = rows
        self.looks: list[tuple[UUID, str]] = []

    def sealed(
        self, ids: list[UUID], *, at: datetime, actor: Actor, purpose: str
    ) -> dict[UUID, Any]:
        found = [self._rows[each] for each in ids if each in self._rows]
        self.looks += [(each.booking_id, purpose) for each in found]
        return {each.booking_id: each.sealed for each in found if each.sealed}

    def find(self, number: str) -> Booking | None:
        found = (each for each in self._rows.values() if each.number == number)
        return next(found, None)


CANCELLED = BookingState.CANCELLED
