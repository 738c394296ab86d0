"""The plans' tables. Classes, measures and notes stand in `sealed` alone."""

from sqlalchemy import (
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

from registry.adapters.tables import metadata

plans = Table(
    "plans",
    metadata,
    Column("plan_id", Uuid, primary_key=True),
    Column("subject", String(16), nullable=False),
    Column("subject_id", String(36), nullable=False),
    Column("household_id", ForeignKey("households.household_id"), index=True),
    Column("place_id", ForeignKey("organisations.organisation_id"), index=True),
    Column("owner", ForeignKey("staff.staff_id"), nullable=False, index=True),
    Column("opened_on", Date, nullable=False),
    Column("review_on", Date, nullable=False),
    Column("reviewed_on", Date),
    Column("next_due", Date),
    Column("closed_on", Date),
    Column("state", String(16), nullable=False),
    Column("sealed", Text),
    Column("revision", Integer, nullable=False),
    Index(
        "plans_one_in_force",
        "subject",
        "subject_id",
        unique=True,
        postgresql_where=text("state = 'in-force'"),
    ),
)

"""Of a plan whose words are forgotten nothing is `sealed`."""

plan_editions = Table(
    "plan_editions",
    metadata,
    Column("edition_id", Uuid, primary_key=True),
    Column("plan_id", ForeignKey("plans.plan_id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("step", String(16), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor", Text, nullable=False),
    Column("sealed", Text, nullable=False),
    UniqueConstraint("plan_id", "revision", name="plan_editions_once"),
)
"""What every step left; only ever added to, or forgotten."""
