"""条例第18条: whoever holds a seat is told of it, and when a reception is not held."""

from datetime import timedelta
from uuid import UUID

import pytest

from intake.application.booking import CallOffBookings
from intake.application.booking_desk import BookingDesk
from intake.domain.access import Purpose
from intake.domain.booking import MOST_MOVES, BookingChanged, BookingState
from intake.domain.errors import MovedOften
from intake.domain.tracking import TrackingCodes
from services.intake.tests.builders import NOON, a_clerk
from services.intake.tests.fake_bookings import FakeBookingRows
from services.intake.tests.unit.test_art18_booking import (
    MORNING,
    NEXT,
    TUESDAY,
    Room,
)

pytestmark = pytest.mark.unit


@pytest.fixture
def room():
    return Room()


def told(room):
    return [
        (each.change, each.place.day, each.revision)
        for each in room.store.facts
        if isinstance(each, BookingChanged)
    ]


def test_art18_each_change_of_a_seat_is_told_once(room):
    room.book()
    room.book()
    room.move()
    room.move()
    room.cancel()
    room.cancel()
    assert told(room) == [
        ("booked", TUESDAY.day, 1),
        ("moved", NEXT.day, 2),
        ("cancelled", NEXT.day, 3),
    ]


def test_art18_nobody_makes_a_strangers_telephone_ring_by_moving_a_seat(room):
    room.book()
    for turn in range(MOST_MOVES):
        room.move(1, TUESDAY if turn % 2 else NEXT)
    with pytest.raises(MovedOften):
        room.move(1, TUESDAY)
    assert len(told(room)) == 1 + MOST_MOVES
    assert room.cancel().state is BookingState.CANCELLED


def test_art18_of_a_reception_that_is_not_held_whoever_booked_is_told(room):
    room.book()
    room.book(2, "13900139000", at=NEXT)
    room.do(CallOffBookings(held=frozenset({NEXT.session})))
    room.do(CallOffBookings(held=frozenset({NEXT.session})))
    assert told(room)[2:] == [("called-off", TUESDAY.day, 2)]
    first, second = (room.store.bookings[UUID(int=n)] for n in (1, 2))
    assert (first.state, first.settled_by) == (
        BookingState.CANCELLED,
        "system:called-off",
    )
    assert second.state is BookingState.BOOKED


def test_art18_on_the_day_itself_nothing_is_called_off(room):
    room.book()
    room.do(CallOffBookings(held=frozenset({TUESDAY.session})))
    room.intake.clock.advance(MORNING - NOON)
    room.do(CallOffBookings(held=frozenset()))
    assert len(told(room)) == 1
    room.intake.clock.advance(-timedelta(days=1))
    room.do(CallOffBookings(held=frozenset()))
    assert told(room)[-1][0] == "called-off"


def test_art18_who_holds_a_seat_is_told_by_its_telephone_and_the_look_is_noted(room):
    booking = room.book()
    rows = FakeBookingRows(room.store.bookings)
    codes = TrackingCodes(lambda value: "7" * 64)
    desk = BookingDesk(None, rows, None, codes, room.intake.seals)
    ids = [booking.booking_id, UUID(int=9)]
    found = desk.contacts(ids, actor=a_clerk(), purpose=Purpose.NOTICE)
    [(held, contact)] = found.items()
    assert (held, contact.telephone) == (booking.booking_id, "13800138000")
    assert rows.looks == [(booking.booking_id, Purpose.NOTICE)]
