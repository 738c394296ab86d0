"""Booking a seat at a reception, giving it back, and coming (条例第18条)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from intake.application.commands import SubmitPetition, SubmitTogether, Visit
from intake.application.desk import Desk
from intake.application.handlers import submit_together
from intake.application.pressing import PressWork
from intake.application.scope import require_own
from intake.application.views import Submitted
from intake.domain.accused import is_hidden_from
from intake.domain.authority import acts_for
from intake.domain.booking import KEPT_DAYS, PREFIX, Booking, BookingState, Place
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.contacts import ContactEntry
from intake.domain.errors import BrokenPetition, KeyReused, ReceptionFull
from intake.domain.likeness import normal_telephone
from intake.domain.publishing import Reception as Held
from intake.domain.receipt import write_receipt
from intake.domain.reception import Reception
from minqing_kernel.messages import Actor, Command
from minqing_kernel.text import clean

PURPOSE = "booking"
"""Of the fingerprint by which a telephone is known again, here and nowhere else."""
CAME = "预约接待，本人到场。"


@dataclass(frozen=True, kw_only=True)
class BookReception(Command):
    """Hold a seat. The same `booking_id` asked for twice holds one."""

    booking_id: UUID
    reception: Held
    contact: Contact
    matter: str = ""
    about_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class MoveBooking(Command):
    """Take a seat at another reception instead."""

    booking_id: UUID
    reception: Held


@dataclass(frozen=True, kw_only=True)
class CancelBooking(Command):
    """Give the seat back."""

    booking_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReceiveBooking(Command):
    """They came: the arrival, and the petition that comes of it, in one."""

    booking_id: UUID
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class MissBooking(Command):
    """Nobody came."""

    booking_id: UUID
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class CloseBookings(Command):
    """Let past days be over, and forget whose bookings are long past."""


@dataclass(frozen=True, kw_only=True)
class CallOffBookings(Command):
    """Let go of seats at receptions that are not held any more.

    `held`: the sessions of those that are, from today for as long as seats are given.
    """

    held: frozenset[str]


class Bookings(Protocol):
    """The seats that are held."""

    def add(self, aggregate: Booking, /) -> None:
        """Take a new one in; at commit ReceptionFull, KeyTaken."""
        ...

    def get(self, key: UUID, /) -> Booking:
        """Return one, locked; raise UnknownBooking."""
        ...

    def get_many(self, keys: list[UUID], /) -> Mapping[UUID, Booking]:
        """Return those that there are, locked."""
        ...

    def free_seat(self, session: str, seats: int) -> int | None:
        """Return the first free seat; until the unit ends nobody else is told one."""
        ...

    def open_from(self, day: date) -> Sequence[Booking]:
        """Return those that are booked for a day or later, locked."""
        ...

    def close(self, today: date, forgotten_before: date) -> None:
        """Let what nobody came to be missed; erase who booked or came before a day."""
        ...


class BookingWork(PressWork, Protocol):
    """Intake's unit of work, as far as bookings need it."""

    @property
    def bookings(self) -> Bookings:
        """The seats that are held."""
        ...


def book_reception(command: BookReception, work: BookingWork, *, desk: Desk) -> Booking:
    """Hold a seat, or return what was held under that id before."""
    now = desk.clock.now()
    place, contact = Place.at(command.reception), command.contact
    person = desk.seals.blind_index(normal_telephone(contact.telephone), PURPOSE)
    seat = _seat(command.reception, work)
    known = work.bookings.get_many([command.booking_id]).get(command.booking_id)
    if known is not None:
        if known.person != person:
            raise KeyReused
        return known
    if seat is None:
        raise ReceptionFull
    told = {**contact.to_dict(), "matter": _matter(command)}
    booking = Booking(
        booking_id=command.booking_id,
        number=write_receipt(PREFIX, desk.numbers.next(), now),
        at=place,
        seat=seat,
        sealed=desk.seals.seal(told, str(command.booking_id)),
        person=person,
        about_id=command.about_id,
        booked_at=now,
    )
    booking.book()
    work.bookings.add(booking)
    return booking


def move_booking(command: MoveBooking, work: BookingWork, *, desk: Desk) -> Booking:
    """Take a seat at another reception; the old one is free in the same moment."""
    now = desk.clock.now()
    seat = _seat(command.reception, work)
    booking = work.bookings.get(command.booking_id)
    if booking.at.session == command.reception.session:
        return booking
    if seat is None:
        raise ReceptionFull
    zone = desk.policy_at(now).zone
    booking.move(Place.at(command.reception), seat, now=now, zone=zone)
    return booking


def cancel_booking(command: CancelBooking, work: BookingWork, *, desk: Desk) -> Booking:
    """Give the seat back; asked twice, it is given back once."""
    booking = work.bookings.get(command.booking_id)
    if booking.state is not BookingState.CANCELLED:
        now = desk.clock.now()
        booking.cancel(now=now, zone=desk.policy_at(now).zone)
    return booking


def receive_booking(
    command: ReceiveBooking, work: BookingWork, *, desk: Desk
) -> tuple[Booking, Submitted | None]:
    """Write down who came (D-10), and let their matter be a petition.

    What they named before is met once more instead (A-09); where this desk may not
    know of that petition, the arrival stands alone. Pressed twice, it is done once.
    """
    booking = work.bookings.get(command.booking_id)
    require_own(command.actor, booking.at.organisation_id, desk)
    if booking.state is BookingState.ARRIVED:
        return booking, None
    now = desk.clock.now()
    booking.require_today(desk.policy_at(now).day(now))
    arrival = Reception(
        reception_id=desk.new_id(),
        organisation_id=booking.at.organisation_id,
        channel=Channel.WINDOW,
        people=1,
        arrived_at=now,
        recorded_by=command.actor.id,
    )
    petition_id, submitted = _petition(command, booking, work, desk)
    if petition_id is not None:
        arrival.register(petition_id, at=now)
    work.receptions.add(arrival)
    booking.arrive(arrival.reception_id, petition_id, by=command.actor.id, now=now)
    return booking, submitted


def miss_booking(command: MissBooking, work: BookingWork, *, desk: Desk) -> Booking:
    """Note that nobody came; who comes late is received all the same."""
    booking = work.bookings.get(command.booking_id)
    require_own(command.actor, booking.at.organisation_id, desk)
    if booking.state is not BookingState.MISSED:
        now = desk.clock.now()
        zone = desk.policy_at(now).zone
        booking.miss(by=command.actor.id, now=now, zone=zone)
    return booking


def call_off_bookings(
    command: CallOffBookings, work: BookingWork, *, desk: Desk
) -> None:
    """Let go of what is booked at a reception that is not held; who booked is told."""
    now = desk.clock.now()
    today = desk.policy_at(now).day(now)
    for each in work.bookings.open_from(today + timedelta(days=1)):
        if each.at.session not in command.held:
            each.call_off(now=now)


def close_bookings(_: CloseBookings, work: BookingWork, *, desk: Desk) -> None:
    """Let past days be over, and forget who booked or came to the door long ago."""
    now = desk.clock.now()
    today = desk.policy_at(now).day(now)
    work.bookings.close(today, today - timedelta(days=KEPT_DAYS))


def _seat(reception: Held, work: BookingWork) -> int | None:
    return work.bookings.free_seat(reception.session, reception.rule.seats)


def _matter(command: BookReception) -> str:
    said = clean(command.matter, field="matter")
    if not said and command.about_id is None:
        raise BrokenPetition(fields={"matter": "required"})
    return said


def _petition(
    command: ReceiveBooking, booking: Booking, work: BookingWork, desk: Desk
) -> tuple[UUID | None, Submitted | None]:
    told = desk.seals.open(booking.sealed or "", str(booking.booking_id))
    matter = told.pop("matter")
    if booking.about_id is not None:
        return _met(booking.about_id, matter, command.actor, work, desk), None
    one = SubmitPetition(
        channel=Channel.WINDOW,
        text=matter,
        organisation_id=booking.at.organisation_id,
        contact=Contact(**told),
        visit=Visit(),
        actor=command.actor,
    )
    (submitted,) = submit_together(SubmitTogether(petitions=(one,)), work, desk=desk)
    return submitted.petition_id, submitted


def _met(
    petition_id: UUID, matter: str, actor: Actor, work: BookingWork, desk: Desk
) -> UUID | None:
    """Note the visit and its words with the petition; None to whom it accuses."""
    tree = desk.reference.tree()
    petition = work.petitions.get(petition_id)
    hidden = is_hidden_from(actor, petition.nature.accused, tree)
    if hidden or not acts_for(actor, petition.organisation_id, tree):
        return None
    now = desk.clock.now()
    petition.meet(Channel.WINDOW, at=now)
    entry = ContactEntry.of(
        petition_id, Channel.WINDOW, f"{CAME}{matter}", by=actor, at=now
    )
    work.contact_entries.add(entry)
    return petition_id
