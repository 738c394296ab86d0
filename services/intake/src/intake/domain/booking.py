"""A seat at a reception, held for one person (条例第18条: 领导接访)."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum
from typing import Final
from uuid import UUID

from intake.domain.errors import BookingClosed, MovedOften, NotTheDay
from intake.domain.publishing import Reception
from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import DomainEvent
from minqing_kernel.state_machine import StateMachine, on

PREFIX: Final = "YY"
"""Begins the number of a booking: nobody takes it for a petition's."""
BOOKABLE_DAYS: Final = 31
"""So many days from today on, today included, seats are given away."""
LONGEST_MATTER: Final = 1_000
KEPT_DAYS: Final = 90
MOST_MOVES: Final = 5
"""So long after the day it is known whose booking it was (个人信息保护法第19条)."""


class BookingState(StrEnum):
    """What became of a seat."""

    BOOKED = "booked"
    ARRIVED = "arrived"
    MISSED = "missed"
    CANCELLED = "cancelled"


class BookingStep(StrEnum):
    """What may be done with it."""

    MOVE = "move"
    CANCEL = "cancel"
    CALL_OFF = "call-off"
    ARRIVE = "arrive"
    MISS = "miss"


S, T = BookingState, BookingStep

BOOKING_LIFE = StateMachine(
    on(T.MOVE, leaving=[S.BOOKED], reach=S.BOOKED),
    on(T.CANCEL, leaving=[S.BOOKED], reach=S.CANCELLED),
    on(T.CALL_OFF, leaving=[S.BOOKED], reach=S.CANCELLED),
    on(T.ARRIVE, leaving=[S.BOOKED, S.MISSED], reach=S.ARRIVED),
    on(T.MISS, leaving=[S.BOOKED], reach=S.MISSED),
)
"""Who comes late is received all the same (domain.md D-10)."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """When, where and with whom: a reception as it was when it was booked."""

    session: str
    day: date
    begins: time
    ends: time
    place: str
    host: str
    organisation_id: str

    @classmethod
    def at(cls, reception: Reception) -> "Place":
        """Return where a reception is held."""
        rule = reception.rule
        return cls(
            session=reception.session,
            day=reception.day,
            begins=rule.begins,
            ends=rule.ends,
            place=rule.place,
            host=rule.host,
            organisation_id=rule.organisation or "",
        )

    def has_begun(self, now: datetime, zone: tzinfo) -> bool:
        """Say whether it is too late to book it or to give it back."""
        return now >= datetime.combine(self.day, self.begins, zone)


class BookingChange(StrEnum):
    """What whose seat it is must hear of."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    CALLED_OFF = "called-off"


CALLED_OFF_BY: Final = "system:called-off"
"""Settles a seat whose reception the place's rules hold no more."""


@dataclass(frozen=True, kw_only=True)
class BookingChanged(DomainEvent):
    """A seat was booked, moved, given back, or its reception is not held."""

    booking_id: UUID
    number: str
    revision: int
    change: BookingChange
    place: Place
    at: datetime


@dataclass(kw_only=True)
class Booking(Aggregate):
    """One seat, for who told a name and a telephone.

    `sealed` holds these and the matter, bound to the booking's id, until it is
    forgotten; `person` is a keyed fingerprint of the telephone. `about_id` is the
    petition that it is about, if they named one with its code; `petition_id` what came
    of the visit.
    """

    booking_id: UUID
    number: str
    at: Place
    seat: int
    sealed: str | None
    person: str | None
    about_id: UUID | None = None
    state: BookingState = BookingState.BOOKED
    booked_at: datetime
    settled_at: datetime | None = None
    settled_by: str | None = None
    reception_id: UUID | None = None
    petition_id: UUID | None = None
    revision: int = 0

    def book(self) -> None:
        """Tell that the seat is held."""
        self._tell(BookingChange.BOOKED, self.booked_at)

    def move(self, to: Place, seat: int, *, now: datetime, zone: tzinfo) -> None:
        """Take another seat instead.

        Raises BookingClosed, TransitionRefused, MovedOften.
        """
        if self.revision > MOST_MOVES:
            raise MovedOften
        self.state = BOOKING_LIFE.after(self.state, BookingStep.MOVE)
        self._require_open(now, zone)
        self.at, self.seat = to, seat
        self._tell(BookingChange.MOVED, now)

    def cancel(self, *, now: datetime, zone: tzinfo) -> None:
        """Give the seat back; raise BookingClosed, TransitionRefused."""
        self.state = BOOKING_LIFE.after(self.state, BookingStep.CANCEL)
        self._require_open(now, zone)
        self.settled_at = now
        self._tell(BookingChange.CANCELLED, now)

    def call_off(self, *, now: datetime) -> None:
        """Note that the reception is not held; raise TransitionRefused."""
        self.state = BOOKING_LIFE.after(self.state, BookingStep.CALL_OFF)
        self.settled_at, self.settled_by = now, CALLED_OFF_BY
        self._tell(BookingChange.CALLED_OFF, now)

    def arrive(
        self, reception_id: UUID, petition_id: UUID | None, *, by: str, now: datetime
    ) -> None:
        """Note that they came, and what came of it; raise TransitionRefused."""
        self.state = BOOKING_LIFE.after(self.state, BookingStep.ARRIVE)
        self.reception_id, self.petition_id = reception_id, petition_id
        self.settled_at, self.settled_by = now, by

    def miss(self, *, by: str, now: datetime, zone: tzinfo) -> None:
        """Note that nobody came; raise NotTheDay before it began, TransitionRefused."""
        self.state = BOOKING_LIFE.after(self.state, BookingStep.MISS)
        if not self.at.has_begun(now, zone):
            raise NotTheDay
        self.settled_at, self.settled_by = now, by

    def require_today(self, today: date) -> None:
        """Raise NotTheDay on any day but its own."""
        if self.at.day != today:
            raise NotTheDay

    def _tell(self, change: BookingChange, at: datetime) -> None:
        self.revision += 1
        self.record(
            BookingChanged(
                booking_id=self.booking_id,
                number=self.number,
                revision=self.revision,
                change=change,
                place=self.at,
                at=at,
            )
        )

    def _require_open(self, now: datetime, zone: tzinfo) -> None:
        if self.at.has_begun(now, zone):
            raise BookingClosed
