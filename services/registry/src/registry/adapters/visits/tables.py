"""The visits' tables. What was said in words stands in `sealed`, and nowhere else."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT

from registry.adapters.tables import metadata

visits = Table(
    "visits",
    metadata,
    Column("visit_id", Uuid, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("held_at", DateTime(timezone=True), nullable=False),
    Column("recorded_by", ForeignKey("staff.staff_id"), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("said_at", DateTime(timezone=True), nullable=False),
    Column("late_days", Integer, nullable=False),
    Column("premises_id", ForeignKey("premises.premises_id"), index=True),
    Column("attendance", Integer),
    Column("outcome", String(32)),
    Column("covers", Boolean, nullable=False),
    Column("worded", ARRAY(TEXT), nullable=False),
    Column("sealed", Text),
    Column("revision", Integer, nullable=False),
)
"""`worded` tells which of topic and diary there are; forgotten, `sealed` is null."""

visit_visitors = Table(
    "visit_visitors",
    metadata,
    Column("visit_id", ForeignKey("visits.visit_id"), primary_key=True),
    Column("staff_id", ForeignKey("staff.staff_id"), primary_key=True),
    Column(
        "organisation_id", ForeignKey("organisations.organisation_id"), nullable=False
    ),
    Column("held_on", Date, nullable=False),
    Index("ix_visit_visitors_staff_id", "staff_id", "held_on"),
    Index("ix_visit_visitors_organisation_id", "organisation_id", "held_on"),
)
"""`organisation_id` is where somebody served when first named: it stays."""


def _named(column: str) -> Index:
    """Return the index by which those of a kind are counted, each once."""
    return Index(
        f"ix_visit_subjects_{column}",
        column,
        "held_on",
        postgresql_where=text(f"{column} is not null"),
    )


visit_subjects = Table(
    "visit_subjects",
    metadata,
    Column("visit_id", ForeignKey("visits.visit_id"), primary_key=True),
    Column("kind", String(32), primary_key=True),
    Column("id", String(36), primary_key=True),
    Column("resident_id", ForeignKey("residents.resident_id")),
    Column("household_id", ForeignKey("households.household_id")),
    Column("firm_id", ForeignKey("firms.firm_id")),
    Column("organisation_id", ForeignKey("organisations.organisation_id")),
    Column("held_on", Date, nullable=False),
    Column("covers", Boolean, nullable=False),
    _named("resident_id"),
    _named("household_id"),
    _named("firm_id"),
    _named("organisation_id"),
)

visit_editions = Table(
    "visit_editions",
    metadata,
    Column("edition_id", Uuid, primary_key=True),
    Column("visit_id", ForeignKey("visits.visit_id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("said_at", DateTime(timezone=True), nullable=False),
    Column("facts", JSONB, nullable=False),
    Column("sealed", Text),
    UniqueConstraint("visit_id", "revision", name="visit_editions_once"),
)
"""What was said before it was corrected; only ever added to."""
