"""The archive's tables: sections as data, entries that are only ever added to.

What stands in a file is sealed under a key of that file's own; the keys are sealed in
turn. Without the sealing keys a dump holds neither.
"""

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from registry.adapters.tables import metadata

section_versions = Table(
    "section_versions",
    metadata,
    Column("code", String(20), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("valid_from", Date, nullable=False),
    Column("spec", JSONB, nullable=False),
    Column(
        "recorded_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=func.now(),
    ),
    Column("by", String(120), nullable=False, server_default=""),
    Column("reason", Text, nullable=False, server_default=""),
)

subject_keys = Table(
    "subject_keys",
    metadata,
    Column("subject_id", Uuid, primary_key=True),
    Column("wrapped", Text, nullable=False),
)
"""One data key a file, of what was written before parts had keys of their own."""

section_keys = Table(
    "section_keys",
    metadata,
    Column("key_id", Uuid, primary_key=True),
    Column("subject_id", Uuid, nullable=False, index=True),
    Column("section", String(20), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("wrapped", Text, nullable=False),
    Column("forget_before", Integer, nullable=False),
)
"""A data key for each part of a file, wrapped by the newest sealing key.

What was written before a revision is forgotten, whatever key sealed it.
"""

section_entries = Table(
    "section_entries",
    metadata,
    Column("subject_id", Uuid, primary_key=True),
    Column("section", String(20), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", String(32), nullable=False),
    Column("organisation_id", Text),
    Column("visit_id", Uuid),
    Column("sealed", Text, nullable=False),
    Column("sensitive", Text),
    Column("request_id", Uuid),
    Index("ix_section_entries_visit", "visit_id"),
    Index("ix_section_entries_section", "section", "subject_id"),
)
"""`sealed` holds what is not of class 3, and the names of what is; `sensitive` that."""

petition_standings = Table(
    "petition_standings",
    metadata,
    Column("petition_id", Uuid, primary_key=True),
    Column("receipt", Text, nullable=False),
    Column("intake_revision", Integer, nullable=False),
    Column("intake_state", String(32)),
    Column("accused", ARRAY(Text), nullable=False),
    Column("case_revision", Integer, nullable=False),
    Column("case_state", String(32)),
    Column("outcome_revision", Integer, nullable=False),
    Column("outcome", String(32)),
    Column("answered_at", DateTime(timezone=True)),
    Column("consent_holds", Boolean),
    Column("consent_given_at", DateTime(timezone=True)),
    Column("consent_ended_at", DateTime(timezone=True)),
)
"""Where each petition that was ever in a file stands, as intake told it.

What an older version wrote says nothing of consent: null there is no consent.
"""

petition_links = Table(
    "petition_links",
    metadata,
    Column("link_id", Uuid, primary_key=True),
    Column("petition_id", Uuid, nullable=False, index=True),
    Column("resident_id", Uuid, nullable=False, index=True),
    Column("section", String(20)),
    Column("revision", Integer, nullable=False),
    Column("asked_at", DateTime(timezone=True)),
    Index(
        "petition_links_unanswered",
        "asked_at",
        postgresql_where=text("asked_at is not null"),
    ),
)

tenancies = Table(
    "tenancies",
    metadata,
    Column("tenancy_id", Uuid, primary_key=True),
    Column("household_id", ForeignKey("households.household_id"), nullable=False),
    Column("owner_id", ForeignKey("residents.resident_id"), nullable=False, index=True),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("revision", Integer, nullable=False),
    Index("ix_tenancies_household", "household_id", "since"),
    Index(
        "tenancies_one_open_a_household",
        "household_id",
        unique=True,
        postgresql_where=text("until is null"),
    ),
)
