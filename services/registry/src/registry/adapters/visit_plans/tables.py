"""The plans' table; the reasons that were given stand in `sealed`."""

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from registry.adapters.tables import metadata

visit_plans = Table(
    "visit_plans",
    metadata,
    Column("plan_id", Uuid, primary_key=True),
    Column("staff_id", ForeignKey("staff.staff_id"), nullable=False),
    Column(
        "organisation_id", ForeignKey("organisations.organisation_id"), nullable=False
    ),
    Column("kind", String(32), nullable=False),
    Column("subjects", JSONB, nullable=False),
    Column("premises_id", ForeignKey("premises.premises_id")),
    Column("first_on", Date, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("reference", String(64)),
    Column("state", String(32), nullable=False),
    Column("visit_id", ForeignKey("visits.visit_id")),
    Column("shifts", Integer, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("ix_visit_plans_staff_id", "staff_id", "first_on"),
    Index("ix_visit_plans_organisation_id", "organisation_id", "first_on"),
    Index(
        "ix_visit_plans_subjects",
        "subjects",
        postgresql_using="gin",
        postgresql_ops={"subjects": "jsonb_path_ops"},
    ),
    Index(
        "ix_visit_plans_visit_id",
        "visit_id",
        postgresql_where=text("visit_id is not null"),
    ),
)
