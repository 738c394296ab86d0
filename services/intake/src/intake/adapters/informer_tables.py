"""The tables of informers: enterprises, who reports on them, what was reported."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from intake.adapters.tables import METADATA


def _moment() -> DateTime:
    return DateTime(timezone=True)


ENTERPRISES = Table(
    "enterprises",
    METADATA,
    Column("enterprise_id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("organisation_id", String(32), nullable=False),
    Column("division_code", String(12), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("reported_from", String(7)),
)

INFORMER_REPORTS = Table(
    "informer_reports",
    METADATA,
    Column("enterprise_id", String(32), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("production_normal", Boolean, nullable=False),
    Column("wages_paid", Boolean, nullable=False),
    Column("hazard", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("reported_at", _moment(), nullable=False),
    Column("reported_by", Text, nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("alerts", JSONB, nullable=False, server_default=text("'[]'::jsonb")),
    Index("informer_reports_by_month", "month"),
)
"""As they stand; `alerts`: petition_id and answers of each that stands."""

INFORMER_REVISIONS = Table(
    "informer_revisions",
    METADATA,
    Column("enterprise_id", String(32), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("production_normal", Boolean, nullable=False),
    Column("wages_paid", Boolean, nullable=False),
    Column("hazard", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("reported_at", _moment(), nullable=False),
    Column("reported_by", Text, nullable=False),
    Column("alert_id", Uuid),
)
"""Only ever added to: every revision, with the alert that it raised."""

INFORMERS = Table(
    "informers",
    METADATA,
    Column("informer_id", String(64), primary_key=True),
    Column("organisation_id", String(32), nullable=False),
    Column("contact", Text),
)
"""`contact` is sealed to the informer's id."""

INFORMER_ENTERPRISES = Table(
    "informer_enterprises",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("informer_id", String(64), nullable=False),
    Column("enterprise_id", String(32), nullable=False),
    Column("since", _moment(), nullable=False),
    Column("given_by", Text, nullable=False),
    Column("until", _moment()),
    Column("ended_by", Text),
    Index(
        "one_informer_of_an_enterprise_once",
        "enterprise_id",
        "informer_id",
        unique=True,
        postgresql_where=text("until is null"),
    ),
    Index("informer_enterprises_by_informer", "informer_id"),
)
"""Who reported on which enterprise from when until when."""

INFORMER_REMINDERS = Table(
    "informer_reminders",
    METADATA,
    Column("reminder_id", Uuid, primary_key=True),
    Column("informer_id", String(64), nullable=False),
    Column("organisation_id", String(32), nullable=False),
    Column("month", String(7), nullable=False),
    Column("day", Date, nullable=False),
    Column("reminded_at", _moment(), nullable=False),
    Column("reminded_by", Text, nullable=False),
    Index("one_reminder_a_day", "informer_id", "month", "day", unique=True),
)
"""Only ever added to."""
