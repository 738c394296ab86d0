"""The table of repeat visits."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    text,
)

from routing.adapters.tables import METADATA

repeats = Table(
    "repeats",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("first_petition_id", Uuid, nullable=False),
    Column("visit", Integer, nullable=False),
    Column("repeated_at", DateTime(timezone=True), nullable=False),
    Column("done", Boolean, nullable=False),
    Column("rule", Text),
    Index("repeats_undone", "petition_id", postgresql_where=text("not done")),
)
