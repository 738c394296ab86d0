"""Seats at receptions: the database decides who gets the last one."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from intake.adapters.booking_tables import BOOKINGS
from intake.adapters.tables import ACCESS_LOG
from intake.domain.booking import Booking, BookingChanged, BookingState, Place
from intake.domain.errors import (
    KeyTaken,
    ReceptionFull,
    UnknownBooking,
)
from minqing_chassis.access_log import AccessLog
from minqing_chassis.database import Database, fetch
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork, Tell, Told
from minqing_contracts.intake_bookings import BookingChangedV1
from minqing_kernel.messages import Actor

REFUSALS = {
    "reception_bookings_pkey": KeyTaken,
    "one_booking_a_seat": ReceptionFull,
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
FORGET_ARRIVALS = """
update receptions r set matter = '', contact = null
from jsonb_to_recordset(:rows) as told(before date)
where r.arrived_at < told.before and (r.matter <> '' or r.contact is not null)
"""
OPEN_FROM = """
select * from reception_bookings where state = 'booked' and day >= :day
order by booking_id for update
"""
SEALED = """
select booking_id, sealed from reception_bookings
where booking_id = any(:ids) and sealed is not null
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

    def open_from(self, day: date) -> Sequence[Booking]:
        """Return those that are booked for a day or later, locked."""
        rows = self._unit.read(OPEN_FROM, day=day)
        return list(self.get_many([row["booking_id"] for row in rows]).values())

    def close(self, today: date, forgotten_before: date) -> None:
        """Let what nobody came to be missed; erase who booked or came before a day."""
        self._unit.write(MISS, [{"today": today}])
        for forget in (FORGET, FORGET_ARRIVALS):
            self._unit.write(forget, [{"before": forgotten_before}])


class BookingReader:
    """Queries about seats; nothing is locked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._log = AccessLog(ACCESS_LOG)

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

    def sealed(
        self, ids: Sequence[UUID], *, at: datetime, actor: Actor, purpose: str
    ) -> dict[UUID, str]:
        """Return what is sealed of those bookings that there are; the look is noted."""
        with self._database.engine.begin() as connection:
            rows = fetch(connection, SEALED, {"ids": list(ids)})
            for row in rows:
                self._log.note(
                    connection,
                    at=at,
                    actor=actor,
                    purpose=purpose,
                    subject=f"booking:{row['booking_id']}",
                    fields=["contact"],
                )
            return {row["booking_id"]: row["sealed"] for row in rows}

    def receipts(self, bookings: Sequence[Booking]) -> dict[UUID, str]:
        """Return the numbers of the petitions that bookings are about."""
        ids = [each.about_id for each in bookings if each.about_id is not None]
        rows = self._database.rows(ABOUT, ids=ids) if ids else []
        return {row["petition_id"]: row["receipt"] for row in rows}


def _changed(fact: BookingChanged) -> Told:
    at = fact.place
    return Told(
        subject=f"booking:{fact.booking_id}",
        revision=fact.revision,
        step=f"booking-{fact.change}",
        at=fact.at,
        event=BookingChangedV1(
            booking_id=fact.booking_id,
            number=fact.number,
            revision=fact.revision,
            change=fact.change,
            day=at.day,
            begins=f"{at.begins:%H:%M}",
            ends=f"{at.ends:%H:%M}",
            place=at.place,
            host=at.host,
            organisation_id=at.organisation_id,
            changed_at=fact.at,
        ),
        detail={"session": at.session},
    )


BOOKING_TELL: Tell = {BookingChanged: _changed}


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
