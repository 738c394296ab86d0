"""The tables of campaigns, indicators and regulations."""

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


def _place() -> Column[str]:
    return Column(
        "organisation_id", ForeignKey("organisations.organisation_id"), nullable=False
    )


campaigns = Table(
    "campaigns",
    metadata,
    Column("campaign_id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("theme", String(32), nullable=False),
    _place(),
    Column("since", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("visit_kinds", ARRAY(Text), nullable=False),
    Column("petitions", JSONB, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("ix_campaigns_organisation_id", "organisation_id", "since"),
)

indicators = Table(
    "indicators",
    metadata,
    Column("indicator_id", Uuid, primary_key=True),
    Column("name", Text, nullable=False),
    Column("unit", Text, nullable=False),
    _place(),
    Column("target", Text, nullable=False),
    Column("target_on", Date, nullable=False),
    Column("direction", String(32), nullable=False),
    Column("told", JSONB, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("ix_indicators_organisation_id", "organisation_id", "target_on"),
)
"""Numbers stand as they were told; `told`: each that ever was, the latest last."""

regulations = Table(
    "regulations",
    metadata,
    Column("regulation_id", Uuid, primary_key=True),
    Column("title", Text, nullable=False),
    Column("number", Text, nullable=False),
    _place(),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("file", JSONB, nullable=False),
    Column("sent_sha256", Text),
    Column("sent_by", Text),
    Column("sent_at", DateTime(timezone=True)),
    Column("supersedes", ForeignKey("regulations.regulation_id")),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("organisation_id", "number", name="regulations_number_once"),
    UniqueConstraint("supersedes", name="regulations_superseded_once"),
)
