"""The tables of requests and guardians; what was said is sealed."""

from sqlalchemy import (
    ARRAY,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    Uuid,
)

from registry.adapters.tables import metadata

rights_requests = Table(
    "rights_requests",
    metadata,
    Column("request_id", Uuid, primary_key=True),
    Column(
        "resident_id",
        ForeignKey("residents.resident_id"),
        nullable=False,
        index=True,
    ),
    Column("asked_by", Uuid, nullable=False, index=True),
    Column("kind", String(32), nullable=False),
    Column("section", String(20), nullable=False),
    Column("fields", ARRAY(Text), nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("sealed", Text),
    Column("state", String(32), nullable=False),
    Column("decided_by", Text),
    Column("decided_at", DateTime(timezone=True)),
    Column("law", Text),
    Column("agreed_by", Text),
    Column("revision", Integer, nullable=False),
)
"""`sealed` holds what was said and why it was decided so; null when forgotten."""

empty_households = Table(
    "empty_households",
    metadata,
    Column(
        "household_id",
        ForeignKey("households.household_id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("since", Date, nullable=False),
)
"""Households with a file in which nobody lives, since when that was first seen."""

forgotten_people = Table(
    "forgotten_people",
    metadata,
    Column("identity_index", String(64), primary_key=True),
    Column("ground", String(32), nullable=False),
    Column("forgotten_at", DateTime(timezone=True), nullable=False),
)
"""Numbers that were forgotten, as blind indexes: nobody comes back unseen by them."""

guardianships = Table(
    "guardianships",
    metadata,
    Column("guardianship_id", Uuid, primary_key=True),
    Column("child_id", ForeignKey("residents.resident_id"), nullable=False, index=True),
    Column(
        "guardian_id", ForeignKey("residents.resident_id"), nullable=False, index=True
    ),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("consented_on", Date),
    Column("withdrawn_on", Date),
    Column("revision", Integer, nullable=False),
)
