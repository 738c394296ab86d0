"""Seats at receptions: no seat is given away twice, no telephone holds two."""

from alembic import op

revision = "0140"
down_revision = "0080"
branch_labels = None
depends_on = None

BOOKINGS = """
CREATE TABLE reception_bookings (
    booking_id UUID NOT NULL,
    number VARCHAR(40) NOT NULL,
    session VARCHAR(32) NOT NULL,
    day DATE NOT NULL,
    begins TIME WITHOUT TIME ZONE NOT NULL,
    ends TIME WITHOUT TIME ZONE NOT NULL,
    place TEXT NOT NULL,
    host TEXT NOT NULL,
    organisation_id VARCHAR(32) NOT NULL,
    seat INTEGER NOT NULL,
    sealed TEXT,
    person VARCHAR(64),
    about_id UUID,
    state VARCHAR(32) NOT NULL,
    booked_at TIMESTAMP WITH TIME ZONE NOT NULL,
    settled_at TIMESTAMP WITH TIME ZONE,
    settled_by TEXT,
    reception_id UUID,
    petition_id UUID,
    PRIMARY KEY (booking_id)
);
CREATE UNIQUE INDEX one_booking_a_number ON reception_bookings (number);
CREATE UNIQUE INDEX one_booking_a_seat ON reception_bookings (session, seat)
    WHERE state <> 'cancelled';
CREATE UNIQUE INDEX one_booking_a_person ON reception_bookings (person)
    WHERE state = 'booked';
CREATE INDEX reception_bookings_by_day ON reception_bookings (day, organisation_id);
"""


def upgrade() -> None:
    """Make the table."""
    op.get_bind().exec_driver_sql(BOOKINGS)


def downgrade() -> None:
    """Drop it."""
    op.get_bind().exec_driver_sql("drop table reception_bookings")
