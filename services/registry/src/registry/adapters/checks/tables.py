"""The tables of spot checks; what was frozen is never written again."""

from sqlalchemy import (
    ARRAY,
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
)
from sqlalchemy.dialects.postgresql import JSONB

from registry.adapters.tables import metadata

check_draws = Table(
    "check_draws",
    metadata,
    Column("draw_id", Uuid, primary_key=True),
    Column("rule", String(32), nullable=False),
    Column(
        "organisation_id", ForeignKey("organisations.organisation_id"), nullable=False
    ),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("title", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("seed", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("drawn_by", String(32), nullable=False),
    Column("drawn_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("rule", "organisation_id", "since", name="check_draws_once"),
    Index("ix_check_draws_organisation_id", "organisation_id", "since"),
)

check_populations = Table(
    "check_populations",
    metadata,
    Column("draw_id", ForeignKey("check_draws.draw_id"), primary_key=True),
    Column("visits", JSONB, nullable=False),
)
"""Out of which visits lots were drawn."""

checks = Table(
    "checks",
    metadata,
    Column("check_id", Uuid, primary_key=True),
    Column("draw_id", ForeignKey("check_draws.draw_id"), nullable=False),
    Column("visit_id", ForeignKey("visits.visit_id"), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("visit_revision", Integer, nullable=False),
    Column("facts", JSONB, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("visitors", ARRAY(Text), nullable=False),
    Column("checker_id", String(32)),
    Column("findings", JSONB, nullable=False),
    Index("ix_checks_draw_id", "draw_id", "rank"),
    Index("ix_checks_checker_id", "checker_id"),
)
"""`findings`: each that was ever recorded, the latest last."""
