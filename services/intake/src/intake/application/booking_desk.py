"""Finding a booking: by number and code, or as the list of a reception's day."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from intake.application.commands import NoteWrongCode
from intake.application.ports import Seals
from intake.application.submitting import Handles
from intake.application.tracking import TRIES
from intake.domain.access import Purpose
from intake.domain.booking import Booking
from intake.domain.contact import Contact
from intake.domain.errors import TooManyTries, UnknownBooking
from intake.domain.receipt import read_receipt
from intake.domain.tracking import TrackingCodes
from minqing_kernel.clock import Clock, SystemClock
from minqing_kernel.messages import Actor, Cause


class BookingRows(Protocol):
    """What is asked about seats."""

    def find(self, number: str) -> Booking | None:
        """Return the booking of a number."""
        ...

    def taken(self, sessions: Sequence[str]) -> dict[str, int]:
        """Return how many seats of each are taken."""
        ...

    def of_day(
        self, day: date, organisations: Sequence[str]
    ) -> list[tuple[Booking, str | None]]:
        """Return the bookings of a day, each with the number of what came of it."""
        ...

    def sealed(
        self, ids: Sequence[UUID], *, at: datetime, actor: Actor, purpose: str
    ) -> dict[UUID, str]:
        """Return what is sealed of those bookings that there are; the look is noted."""
        ...

    def receipts(self, bookings: Sequence[Booking]) -> dict[UUID, str]:
        """Return the numbers of the petitions that bookings are about."""
        ...


class WrongTries(Protocol):
    """How often somebody guessed."""

    def wrong_tries(self, receipt: str, at: datetime) -> int:
        """Return how many wrong codes were tried in the window open at a moment."""
        ...


class BookingDesk:
    """Answers whoever holds number and code, and whoever receives them.

    The right code always opens; wrong ones are counted as those of petitions are.
    """

    def __init__(
        self,
        bus: Handles,
        rows: BookingRows,
        tries: WrongTries,
        codes: TrackingCodes,
        seals: Seals,
        clock: Clock | None = None,
    ) -> None:
        self.rows = rows
        self._bus = bus
        self._tries = tries
        self._codes = codes
        self._seals = seals
        self._clock = clock or SystemClock()

    def code(self, booking: Booking) -> str:
        """Return the code that opens it."""
        return self._codes.of(booking.booking_id)

    def look(self, number: str, code: str, cause: Cause) -> Booking:
        """Return a booking; raise UnknownBooking, TooManyTries."""
        found = self.find(number)
        if self._codes.fits(found.booking_id, code):
            return found
        if self._tries.wrong_tries(found.number, self._clock.now()) >= TRIES:
            raise TooManyTries
        self._bus.handle(NoteWrongCode(receipt=found.number), cause)
        raise UnknownBooking

    def find(self, number: str) -> Booking:
        """Return a booking by its number as typed; raise UnknownBooking."""
        plain = read_receipt(number)
        found = self.rows.find(plain) if plain else None
        if found is None:
            raise UnknownBooking
        return found

    def contacts(
        self, ids: Sequence[UUID], *, actor: Actor, purpose: Purpose
    ) -> dict[UUID, Contact]:
        """Return who holds those seats, as far as it is not forgotten; looks are noted.

        What is no booking's id is left out.
        """
        at = self._clock.now()
        sealed = self.rows.sealed(ids, at=at, actor=actor, purpose=purpose)
        return {each: self._contact(each, token) for each, token in sealed.items()}

    def _contact(self, booking_id: UUID, token: str) -> Contact:
        told = dict(self._seals.open(token, str(booking_id)))
        told.pop("matter")
        return Contact(**told)

    def told(self, booking: Booking) -> dict[str, str]:
        """Return name, telephone and matter, as far as they are not forgotten yet."""
        if booking.sealed is None:
            return {}
        told: dict[str, str] = self._seals.open(booking.sealed, str(booking.booking_id))
        return told
