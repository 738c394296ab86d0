"""The directory's tables: units, who serves there, who answers for what."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from routing.adapters.tables import (
    METADATA,
    moment,
)

organisations = Table(
    "organisations",
    METADATA,
    Column("organisation_id", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("parent_id", Text),
    Column("division_code", Text, nullable=False),
    Column("active", Boolean, nullable=False),
)


staff = Table(
    "staff",
    METADATA,
    Column("staff_id", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("roles", ARRAY(Text), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("person", Text),
    Index("ix_staff_person", "person"),
)


jurisdiction_rules = Table(
    "jurisdiction_rules",
    METADATA,
    Column("code", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("category", Text, nullable=False),
    Column("division_prefix", Text, nullable=False),
    Column("organisation_id", Text, nullable=False),
    Column("handle_within_days", Integer, nullable=False),
    Column("priority", Integer, nullable=False),
    moment("valid_from", nullable=True),
    moment("valid_to", nullable=True),
    Column("note", Text, nullable=False),
)


directory_edition = Table(
    "directory_edition",
    METADATA,
    Column("edition", BigInteger, primary_key=True, autoincrement=False),
    moment("counted_to"),
)
"""One row: counts the changes of organisations and rules, those by the clock too.

A rule that begins or ends changes the directory; `counted_to` is when it was last found
that one had.
"""
