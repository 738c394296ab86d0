"""The table of merged petitions: a row for each as long as it is merged."""

from sqlalchemy import Column, DateTime, Index, Integer, Table, Uuid

from intake.adapters.tables import METADATA

MERGES = Table(
    "merges",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("lead_petition_id", Uuid, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("merged_at", DateTime(timezone=True), nullable=False),
    Index("merges_by_lead", "lead_petition_id"),
)
"""What was undone stands in the timeline; `revision` is that of the merging's fact."""
