"""The tables of obligations: tags, excuses, forms; all else is counted from what is."""

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Uuid,
)

from registry.adapters.tables import metadata

obligation_tags = Table(
    "obligation_tags",
    metadata,
    Column("tagging_id", Uuid, primary_key=True),
    Column("tag", String(32), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("id", String(36), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("revision", Integer, nullable=False),
    Index("ix_obligation_tags_tag", "tag", "kind", "id"),
    Index("ix_obligation_tags_id", "kind", "id"),
)

obligation_excuses = Table(
    "obligation_excuses",
    metadata,
    Column("excuse_id", Uuid, primary_key=True),
    Column("rule", String(32), nullable=False),
    Column("staff_id", ForeignKey("staff.staff_id"), nullable=False, index=True),
    Column("day", Date, nullable=False),
    Column("reason", String(32), nullable=False),
    Column("said_at", DateTime(timezone=True), nullable=False),
    Column("revision", Integer, nullable=False),
    Index("ix_obligation_excuses_day", "rule", "day"),
)

informer_forms = Table(
    "informer_forms",
    metadata,
    Column("enterprise_id", String(32), primary_key=True),
    Column("month", String(7), primary_key=True),
    Column("firm_id", Uuid),
    Column("organisation_id", String(32), nullable=False),
    Column("reported_by", String(320), nullable=False),
    Column("reported_at", DateTime(timezone=True), nullable=False),
    Column("counts_on", Date, nullable=False),
    Index("ix_informer_forms_counts_on", "counts_on"),
)
"""That a month was answered for; what the answers were stays with intake."""
