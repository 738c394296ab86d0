"""The tables of the hotline's desk: guides to categories, mere calls."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    String,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY

from intake.adapters.tables import METADATA

CATEGORY_GUIDES = Table(
    "category_guides",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("category", String(64), nullable=False),
    Column("answer", Text, nullable=False),
    Column("materials", ARRAY(Text), nullable=False),
    Column("words", ARRAY(Text), nullable=False),
    Column("changed_by", Text, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Index("category_guides_by_category", "category", "id"),
)
"""Only ever added to: the newest of a category stands."""

MERE_CALLS = Table(
    "mere_calls",
    METADATA,
    Column("call_id", Uuid, primary_key=True),
    Column("outcome", String(32), nullable=False),
    Column("organisation_id", String(32), nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("mere_calls_by_moment", "at", "organisation_id"),
)
"""Calls of which no matter came; nothing of who called."""
