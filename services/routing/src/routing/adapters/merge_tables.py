"""The table of what intake told of merging."""

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, Table, Uuid, text

from routing.adapters.tables import METADATA

merge_notes = Table(
    "merge_notes",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("lead_petition_id", Uuid, nullable=False),
    Column("merged_at", DateTime(timezone=True)),
    Column("separated_at", DateTime(timezone=True)),
    Column("due_at", DateTime(timezone=True)),
    Column("done", Boolean, nullable=False),
    Index("merge_notes_undone", "petition_id", postgresql_where=text("not done")),
    Index(
        "merge_notes_resting",
        "lead_petition_id",
        postgresql_where=text("due_at is not null"),
    ),
)
"""`revision` is that of intake's fact; `due_at` is there as long as the case rests."""
