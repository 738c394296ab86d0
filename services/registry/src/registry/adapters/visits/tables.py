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
    Column("closed_at", DateTime(timezone=True)),
    Column("closing", JSONB),
    Column("device", String(64), nullable=False, server_default=""),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("restricted", Text),
    Column("checklist", JSONB, nullable=False, server_default="[]"),
    Index("ix_visits_open", "held_at", postgresql_where=text("closed_at is null")),
)
"""`worded` tells which words there are; `restricted` holds 思想动态, sealed apart;
of a forgotten visit both are null."""

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
    Column("device", String(64), nullable=False, server_default=""),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("restricted", Text),
    UniqueConstraint("visit_id", "revision", name="visit_editions_once"),
)
"""What was said before it was corrected; only ever added to."""

visit_findings = Table(
    "visit_findings",
    metadata,
    Column("finding_id", Uuid, primary_key=True),
    Column("visit_id", ForeignKey("visits.visit_id"), nullable=False, index=True),
    Column("recorded_by", ForeignKey("staff.staff_id"), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("unit", ForeignKey("organisations.organisation_id"), nullable=False),
    Column("household_id", ForeignKey("households.household_id")),
    Column("resident_id", ForeignKey("residents.resident_id")),
    Column("matter", String(64)),
    Column("outcome", String(32)),
    Column("state", String(32), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("joins", Uuid),
    Column("petition_id", Uuid),
    Column("receipt", String(40)),
    Column("answered_at", DateTime(timezone=True)),
    Column("refused", JSONB, nullable=False),
    Column("floor", JSONB),
    Column("sealed", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Index(
        "ix_visit_findings_matter",
        "household_id",
        "matter",
        postgresql_where=text("household_id is not null"),
    ),
    Index(
        "ix_visit_findings_resident_id",
        "resident_id",
        postgresql_where=text("resident_id is not null"),
    ),
    Index(
        "ix_visit_findings_undone",
        "unit",
        postgresql_where=text("state in ('open', 'due', 'refused')"),
    ),
    Index(
        "ix_visit_findings_petition_id",
        "petition_id",
        postgresql_where=text("petition_id is not null"),
    ),
)
"""`sealed` holds all that was said; matter and outcome stand beside it to be found."""

visit_photos = Table(
    "visit_photos",
    metadata,
    Column("visit_id", ForeignKey("visits.visit_id"), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("digest", String(64), nullable=False, index=True),
    Column("bytes", Integer, nullable=False),
    Column("kept_by", String(320), nullable=False),
    Column("kept_at", DateTime(timezone=True), nullable=False),
)
"""Which photographs came: as they were sent (`sha256`), and as drawn (`digest`)."""

visit_device_records = Table(
    "visit_device_records",
    metadata,
    Column("record_id", Uuid, primary_key=True),
    Column("device_id", String(64), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("subject_id", Uuid, nullable=False, index=True),
    Column("actor", String(320), nullable=False),
    Column("device_at", DateTime(timezone=True), nullable=False),
    Column("said_at", DateTime(timezone=True), nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
)
"""What devices sent and was taken: once each, with the device's time and ours."""

visit_device_runs = Table(
    "visit_device_runs",
    metadata,
    Column("actor", String(320), primary_key=True),
    Column("device_id", String(64), primary_key=True),
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("began_at", DateTime(timezone=True), nullable=False),
)
"""When each run of somebody's device began, by our clock; never written again."""
