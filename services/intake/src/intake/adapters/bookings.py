"""Seats at receptions: the database decides who gets the last one."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any
from uuid import UUID

from intake.adapters.booking_tables import BOOKINGS
from intake.domain.booking import Booking, BookingState, Place
from intake.domain.errors import (
    BookedAlready,
    KeyTaken,
    ReceptionFull,
    UnknownBooking,
)
from minqing_chassis.database import Database
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork

REFUSALS = {
    "reception_bookings_pkey": KeyTaken,
    "one_booking_a_seat": ReceptionFull,
    "one_booking_a_person": BookedAlready,
}
LOCK = "select pg_advisory_xact_lock(hashtextextended(:session, 140))"
FREE = """
select min(seat) as seat from generate_series(1, cast(:seats as int)) as each(seat)
where not exists (
    select from reception_bookings b
    where b.session = :session and b.seat = each.seat and b.state <> 'cancelled'
)
"""
MISS = """
update reception_bookings b set state = 'missed'
from jsonb_to_recordset(:rows) as told(today date)
where b.state = 'booked' and b.day < told.today
"""
FORGET = """
update reception_bookings b set sealed = null, person = null
from jsonb_to_recordset(:rows) as told(before date)
where b.day < told.before and b.state <> 'booked'
    and (b.sealed is not null or b.person is not null)
"""
BY_NUMBER = "select * from reception_bookings where number = :number"
TAKEN = """
select session, count(*) as taken from reception_bookings
where session = any(:sessions) and state <> 'cancelled' group by session
"""
OF_A_DAY = """
select b.*, p.receipt as came_of from reception_bookings b
left join petitions p on p.petition_id = b.petition_id
where b.day = :day and b.organisation_id = any(:organisations)
    and b.state <> 'cancelled'
order by b.begins, b.session, b.seat
"""
ABOUT = "select petition_id, receipt from petitions where petition_id = any(:ids)"
PLACED = tuple(each.name for each in fields(Place))


class SqlBookings(Repository[Booking]):
    """The seats that are held."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            BOOKINGS,
            to_row=booking_row,
            from_row=booking_from,
            missing=UnknownBooking,
        )
        self._unit = work

    def free_seat(self, session: str, seats: int) -> int | None:
        """Return the first free seat; until the unit ends nobody else is told one."""
        self._unit.read(LOCK, session=session)
        rows = self._unit.read(FREE, session=session, seats=seats)
        seat: int | None = rows[0]["seat"]
        return seat

    def close(self, today: date, forgotten_before: date) -> None:
        """Let what nobody came to be missed, and erase who booked before a day."""
        self._unit.write(MISS, [{"today": today}])
        self._unit.write(FORGET, [{"before": forgotten_before}])


class BookingReader:
    """Queries about seats; nothing is locked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, number: str) -> Booking | None:
        """Return the booking of a number."""
        rows = self._database.rows(BY_NUMBER, number=number)
        return booking_from(dict(rows[0])) if rows else None

    def taken(self, sessions: Sequence[str]) -> dict[str, int]:
        """Return how many seats of each are taken."""
        if not sessions:
            return {}
        rows = self._database.rows(TAKEN, sessions=list(sessions))
        return {row["session"]: row["taken"] for row in rows}

    def of_day(
        self, day: date, organisations: Sequence[str]
    ) -> list[tuple[Booking, str | None]]:
        """Return the bookings of a day, each with the number of what came of it."""
        rows = self._database.rows(OF_A_DAY, day=day, organisations=list(organisations))
        return [(booking_from(dict(row)), row["came_of"]) for row in rows]

    def receipts(self, bookings: Sequence[Booking]) -> dict[UUID, str]:
        """Return the numbers of the petitions that bookings are about."""
        ids = [each.about_id for each in bookings if each.about_id is not None]
        rows = self._database.rows(ABOUT, ids=ids) if ids else []
        return {row["petition_id"]: row["receipt"] for row in rows}


def booking_row(booking: Booking) -> dict[str, Any]:
    """Return the columns of a booking."""
    row = {each.name: getattr(booking, each.name) for each in fields(booking)}
    del row["at"]
    return row | vars(booking.at)


def booking_from(row: Mapping[str, Any]) -> Booking:
    """Return the booking of a row."""
    own = {each.name for each in fields(Booking)} - {"at", "state"}
    return Booking(
        at=Place(**{name: row[name] for name in PLACED}),
        state=BookingState(row["state"]),
        **{name: row[name] for name in own},
    )
