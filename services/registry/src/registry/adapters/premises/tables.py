"""The table of premises."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from registry.adapters.tables import metadata

premises = Table(
    "premises",
    metadata,
    Column("premises_id", String(32), primary_key=True),
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        nullable=False,
    ),
    Column("kind", String(32), nullable=False),
    Column("parent_id", ForeignKey("premises.premises_id")),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Index(
        "premises_root_once",
        "organisation_id",
        "kind",
        "key",
        unique=True,
        postgresql_where=text("active and parent_id is null"),
    ),
    Index(
        "premises_once",
        "parent_id",
        "kind",
        "key",
        unique=True,
        postgresql_where=text("active and parent_id is not null"),
    ),
    Index("ix_premises_organisation", "organisation_id", "key"),
    Index("ix_premises_parent_id", "parent_id"),
)
