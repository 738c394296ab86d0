"""The tables of the history of organisations."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    String,
    Table,
    Text,
)

from registry.adapters.tables import metadata

organisation_editions = Table(
    "organisation_editions",
    metadata,
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        primary_key=True,
    ),
    Column("since", Date, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("parent_id", ForeignKey("organisations.organisation_id")),
    Column("division_code", String(12), nullable=False),
    Column("desk_address", Text),
    Column("active", Boolean, nullable=False),
    Column("area_m2", BigInteger),
    Column("population", BigInteger),
)

successions = Table(
    "successions",
    metadata,
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        primary_key=True,
    ),
    Column("successors", ARRAY(Text), nullable=False),
    Column("since", Date, nullable=False),
    Column("ground", Text, nullable=False),
)
