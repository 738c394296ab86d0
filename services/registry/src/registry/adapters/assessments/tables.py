"""The table of assessments."""

from sqlalchemy import Column, Date, ForeignKey, Index, String, Table, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from registry.adapters.tables import metadata

assessment_sheets = Table(
    "assessment_sheets",
    metadata,
    Column("sheet_id", Uuid, primary_key=True),
    Column("form", String(32), nullable=False),
    Column("staff_id", ForeignKey("staff.staff_id"), nullable=False),
    Column(
        "organisation_id", ForeignKey("organisations.organisation_id"), nullable=False
    ),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("by", String(32), nullable=False),
    Column("form_said", JSONB, nullable=False),
    Column("scored", JSONB, nullable=False),
    Index("ix_assessment_sheets_staff_id", "staff_id", "since"),
    Index("ix_assessment_sheets_organisation_id", "organisation_id", "form", "since"),
)
"""`form_said`: the form as it stood; `scored`: each scoring, the latest last."""
