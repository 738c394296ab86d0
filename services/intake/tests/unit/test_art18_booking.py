"""条例第18条: a seat at a reception is held, moved, given back, and made use of."""

from datetime import date, time, timedelta
from functools import partial
from uuid import UUID

import pytest

from intake.application.booking import (
    BookReception,
    CancelBooking,
    CloseBookings,
    MissBooking,
    MoveBooking,
    ReceiveBooking,
)
from intake.application.booking_desk import BookingDesk
from intake.domain.booking import BookingState
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.errors import (
    BookingClosed,
    BrokenPetition,
    KeyReused,
    NotTheDay,
    OutsideScope,
    ReceptionFull,
    TooManyTries,
    UnknownBooking,
)
from intake.domain.publishing import Reception, ReceptionRule
from intake.domain.reception import ReceptionState
from intake.domain.tracking import TrackingCodes
from minqing_kernel.errors import TransitionRefused
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER_COMMUNITY,
    STORY,
    STREET,
    a_clerk,
)
from services.intake.tests.fake_bookings import FakeBookingRows
from services.intake.tests.unit.test_merging import House

pytestmark = pytest.mark.unit

RULE = ReceptionRule(
    begins=time(9),
    ends=time(11),
    place="接待室",
    host="街道领导",
    weekday=1,
    seats=2,
    organisation=COMMUNITY,
)
TUESDAY = Reception(day=date(2026, 11, 24), rule=RULE)
NEXT = Reception(day=date(2026, 12, 1), rule=RULE)
DAY = timedelta(days=1)
MORNING = NOON + 2 * DAY + timedelta(hours=20)
"""Tuesday, 24 November, 08:00 in Shanghai."""


class Room(House):
    def do(self, command):
        return self.intake.bus.handle(command, STORY)

    def book(self, number=1, telephone="13800138000", at=TUESDAY, **said):
        said = {"matter": "楼道灯坏了三个月", **said}
        contact = Contact.of(name="张小三", telephone=telephone)
        command = BookReception(
            booking_id=UUID(int=number), reception=at, contact=contact, **said
        )
        return self.do(command)

    def receive(self, number=1, by=None):
        actor = by or a_clerk()
        return self.do(ReceiveBooking(booking_id=UUID(int=number), actor=actor))

    def miss(self, number=1, by=None):
        return self.do(MissBooking(booking_id=UUID(int=number), actor=by or a_clerk()))

    def cancel(self, number=1):
        return self.do(CancelBooking(booking_id=UUID(int=number)))

    def move(self, number=1, to=NEXT):
        return self.do(MoveBooking(booking_id=UUID(int=number), reception=to))


@pytest.fixture
def room():
    return Room()


def test_art18_a_seat_is_held_and_who_holds_it_is_sealed(room):
    booking = room.book()
    assert (booking.seat, booking.at.host) == (1, "街道领导")
    assert booking.number.startswith("YY-2611-")
    assert booking.sealed == {
        "about": str(booking.booking_id),
        "document": {
            "name": "张小三",
            "telephone": "13800138000",
            "matter": "楼道灯坏了三个月",
        },
    }
    assert "138" not in (booking.person or "")


def test_art18_the_same_form_twice_holds_one_seat_and_another_form_none(room):
    first = room.book()
    assert room.book().number == first.number
    with pytest.raises(KeyReused):
        room.book(telephone="13900139000")
    assert len(room.store.bookings) == 1


def test_art18_no_seat_is_given_away_twice_and_nobody_learns_of_a_telephones_seats(
    room,
):
    assert [room.book().seat, room.book(2, "13900139000").seat] == [1, 2]
    with pytest.raises(ReceptionFull):
        room.book(3, "13700137000")
    assert room.book(4, "+86 139 0013 9000", at=NEXT).seat == 1
    room.cancel(1)
    assert room.book(5, "13700137000").seat == 1


def test_art18_words_or_a_petition_are_needed(room):
    with pytest.raises(BrokenPetition) as refused:
        room.book(matter="  ")
    assert refused.value.fields == {"matter": "required"}


def test_art18_a_booking_is_moved_in_one_and_only_before_it_begins(room):
    room.book()
    assert room.move().at.day == NEXT.day
    assert room.move().at.day == NEXT.day
    assert room.book(2, "13900139000").seat == 1
    room.book(3, "13700137000")
    with pytest.raises(ReceptionFull):
        room.move(1, TUESDAY)
    room.intake.clock.advance(MORNING + timedelta(hours=1) - NOON)
    with pytest.raises(BookingClosed):
        room.move(2)
    with pytest.raises(BookingClosed):
        room.cancel(2)


def test_art18_given_back_twice_it_is_given_back_once(room):
    room.book()
    assert room.cancel().state is BookingState.CANCELLED
    settled = room.cancel().settled_at
    assert settled == NOON
    with pytest.raises(TransitionRefused):
        room.move()


def test_art18_d10_who_came_is_an_arrival_and_a_petition_in_one(room):
    room.book()
    with pytest.raises(NotTheDay):
        room.receive()
    room.intake.clock.advance(MORNING - NOON)
    booking, submitted = room.receive()
    assert booking.state is BookingState.ARRIVED
    petition = room.store.petitions[submitted.petition_id]
    assert (petition.channel, petition.organisation_id) == (Channel.WINDOW, COMMUNITY)
    assert petition.text == "楼道灯坏了三个月"
    contact = petition.contact["document"]
    assert contact == {"name": "张小三", "telephone": "13800138000"}
    arrival = room.store.channels.receptions[booking.reception_id]
    assert arrival.state is ReceptionState.REGISTERED
    assert arrival.petition_id == petition.petition_id
    again, nothing = room.receive()
    assert (again.petition_id, nothing) == (petition.petition_id, None)
    assert len(room.store.petitions) == 1


def test_art18_who_comes_late_is_received_all_the_same(room):
    room.book()
    with pytest.raises(NotTheDay):
        room.miss()
    room.intake.clock.advance(MORNING + timedelta(hours=1) - NOON)
    assert room.miss().state is BookingState.MISSED
    assert room.miss().settled_by == "clerk-1"
    assert room.receive()[0].state is BookingState.ARRIVED
    with pytest.raises(TransitionRefused):
        room.miss()


def test_art18_another_units_desk_settles_nothing(room):
    room.book()
    room.intake.clock.advance(MORNING + timedelta(hours=2) - NOON)
    for act in (room.receive, room.miss):
        with pytest.raises(OutsideScope):
            act(by=a_clerk(OTHER_COMMUNITY))
    assert room.receive(by=a_clerk(STREET))[0].petition_id is not None


def test_a09_what_they_named_is_met_once_more(room):
    petition_id = room.submit()
    room.book(matter="楼上又漏水", about_id=petition_id)
    room.intake.clock.advance(MORNING - NOON)
    booking, submitted = room.receive()
    assert (booking.petition_id, submitted) == (petition_id, None)
    [entry] = room.store.contact_entries
    assert (entry.petition_id, entry.words[-5:]) == (petition_id, "楼上又漏水")


def test_art30_the_accused_receive_somebody_and_learn_of_no_petition(room):
    petition_id = room.submit()
    room.accuse(petition_id, COMMUNITY)
    room.book(matter="", about_id=petition_id)
    room.intake.clock.advance(MORNING - NOON)
    booking, submitted = room.receive()
    assert (booking.petition_id, submitted) == (None, None)
    arrival = room.store.channels.receptions[booking.reception_id]
    assert arrival.state is ReceptionState.ARRIVED
    assert room.store.contact_entries == []


def test_a_past_day_is_over_and_after_ninety_days_nobody_knows_whose(room):
    room.book()
    room.do(CloseBookings())
    assert room.store.bookings[UUID(int=1)].state is BookingState.BOOKED
    room.intake.clock.advance(4 * DAY)
    room.do(CloseBookings())
    booking = room.store.bookings[UUID(int=1)]
    assert (booking.state, booking.sealed is None) == (BookingState.MISSED, False)
    room.intake.clock.advance(95 * DAY)
    room.do(CloseBookings())
    booking = room.store.bookings[UUID(int=1)]
    assert (booking.sealed, booking.person) == (None, None)
    assert desk_of(room).told(booking) == {}


def desk_of(room):
    codes = TrackingCodes(partial(room.intake.seals.blind_index, "code"))
    rows = FakeBookingRows(room.store.bookings)
    return BookingDesk(
        room.intake.bus,
        rows,
        room.intake.reader,
        codes,
        room.intake.seals,
        room.intake.wall_clock,
    )


def test_art18_the_code_opens_it_and_guesses_end_but_lock_nobody_out(room):
    booking, desk = room.book(), desk_of(room)
    code = desk.code(booking)
    for _ in range(5):
        with pytest.raises(UnknownBooking):
            desk.look(booking.number, "0000-0000", STORY)
    with pytest.raises(TooManyTries):
        desk.look(booking.number, "0000-0000", STORY)
    assert desk.look(booking.number.lower(), code, STORY).seat == 1
    for number in ("YY-2611-0000018", "nothing"):
        with pytest.raises(UnknownBooking):
            desk.find(number)
    assert desk.told(booking)["name"] == "张小三"
