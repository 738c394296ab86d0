"""The table of visit forms."""

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, String, Table, Uuid

from registry.adapters.tables import metadata

visit_forms = Table(
    "visit_forms",
    metadata,
    Column("form_id", Uuid, primary_key=True),
    Column("visit_id", ForeignKey("visits.visit_id"), nullable=False, index=True),
    Column("from_id", ForeignKey("organisations.organisation_id"), nullable=False),
    Column("to_id", ForeignKey("organisations.organisation_id"), nullable=False),
    Column("sent_by", String(320), nullable=False),
    Column("sent_at", DateTime(timezone=True), nullable=False),
    Column("receipt", String(40)),
    Column("received_by", String(320)),
    Column("received_at", DateTime(timezone=True)),
    Column("jobs", Integer, nullable=False),
    Column("startups", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("ix_visit_forms_from_id", "from_id", "form_id"),
    Index("ix_visit_forms_to_id", "to_id", "form_id"),
)
