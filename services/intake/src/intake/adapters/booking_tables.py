"""The table of seats at receptions."""

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    Uuid,
    text,
)

from intake.adapters.tables import METADATA


def _moment() -> DateTime:
    return DateTime(timezone=True)


BOOKINGS = Table(
    "reception_bookings",
    METADATA,
    Column("booking_id", Uuid, primary_key=True),
    Column("number", String(40), nullable=False),
    Column("session", String(32), nullable=False),
    Column("day", Date, nullable=False),
    Column("begins", Time, nullable=False),
    Column("ends", Time, nullable=False),
    Column("place", Text, nullable=False),
    Column("host", Text, nullable=False),
    Column("organisation_id", String(32), nullable=False),
    Column("seat", Integer, nullable=False),
    Column("sealed", Text),
    Column("person", String(64)),
    Column("about_id", Uuid),
    Column("state", String(32), nullable=False),
    Column("booked_at", _moment(), nullable=False),
    Column("settled_at", _moment()),
    Column("settled_by", Text),
    Column("reception_id", Uuid),
    Column("petition_id", Uuid),
    Column("revision", Integer, nullable=False, server_default="0"),
    Index("one_booking_a_number", "number", unique=True),
    Index(
        "one_booking_a_seat",
        "session",
        "seat",
        unique=True,
        postgresql_where=text("state <> 'cancelled'"),
    ),
    Index("reception_bookings_by_day", "day", "organisation_id"),
)
"""`sealed`: name, telephone and matter, bound to the booking's id, until forgotten."""
