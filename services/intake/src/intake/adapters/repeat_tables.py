"""The table of repeat visits."""

from sqlalchemy import Column, DateTime, Index, Integer, Table, Uuid

from intake.adapters.tables import METADATA

REPEATS = Table(
    "repeats",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("first_petition_id", Uuid, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("repeated_at", DateTime(timezone=True), nullable=False),
    Index("repeats_by_first", "first_petition_id"),
)
"""`visit` counts from 1, which is the first petition's own and has no row."""
