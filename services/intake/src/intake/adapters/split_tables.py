"""The table of parts: a row for each petition that was divided off another."""

from sqlalchemy import Column, DateTime, Index, Table, Uuid

from intake.adapters.tables import METADATA

PARTS = Table(
    "petition_parts",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("first_petition_id", Uuid, nullable=False),
    Column("split_at", DateTime(timezone=True), nullable=False),
    Index("petition_parts_by_first", "first_petition_id"),
)
"""`first_petition_id` is what came in, also of a part of a part: no chains are read."""
