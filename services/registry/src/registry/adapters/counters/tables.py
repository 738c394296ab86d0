"""The tables of service counters."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    Time,
    Uuid,
    text,
)

from registry.adapters.tables import metadata

service_items = Table(
    "service_items",
    metadata,
    Column("item_id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        nullable=False,
        index=True,
    ),
    Column("staff_ids", ARRAY(Text), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
)

opening_hours = Table(
    "opening_hours",
    metadata,
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        primary_key=True,
    ),
    Column("weekday", SmallInteger, primary_key=True),
    Column("opens", Time, primary_key=True),
    Column("closes", Time, nullable=False),
)

claimed_counters = Table(
    "claimed_counters",
    metadata,
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        primary_key=True,
    ),
    Column("windows", Integer),
    Column("items", Integer),
    Column("source", Text, nullable=False),
)

appointments = Table(
    "appointments",
    metadata,
    Column("appointment_id", Uuid, primary_key=True),
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        nullable=False,
    ),
    Column("begins", DateTime(timezone=True), nullable=False),
    Column("item_id", ForeignKey("service_items.item_id")),
    Column("resident_id", ForeignKey("residents.resident_id"), index=True),
    Column("cancelled", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Index(
        "appointments_one_at_a_time",
        "organisation_id",
        "begins",
        unique=True,
        postgresql_where=text("not cancelled"),
    ),
)
