"""Intake's tables. SQLAlchemy Core: aggregates are mapped by hand."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    MetaData,
    Sequence,
    String,
    Table,
    Text,
    Uuid,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from minqing_chassis.access_log import access_log_table
from minqing_chassis.tables import spine_tables

METADATA = MetaData()
SPINE = spine_tables(METADATA)
ACCESS_LOG = access_log_table(METADATA)

NUMBER_BLOCK = 100
NUMBERS = Sequence("receipt_numbers", increment=NUMBER_BLOCK, metadata=METADATA)
"""Each value opens a block of running numbers for one process."""


def _moment() -> DateTime:
    return DateTime(timezone=True)


PETITIONS = Table(
    "petitions",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("receipt", String(40), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("state", String(32), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("category", String(64)),
    Column("division_code", String(12), nullable=False),
    Column("organisation_id", String(32)),
    Column("contact", Text),
    Column("reachable", Boolean, nullable=False),
    Column("received_at", _moment(), nullable=False),
    Column("decided_at", _moment()),
    Column("refusal", String(32)),
    Column("explanation", Text, nullable=False),
    Column("source", String(64)),
    Column("external_ref", String(128)),
    Column("details", JSONB),
    Column("accused", ARRAY(String(32))),
    Column("watch_at", _moment()),
    Index("petitions_by_receipt", "receipt", unique=True),
    Index(
        "petitions_by_end",
        literal_column("reverse(replace(receipt, '-', ''))").label("ending"),
        postgresql_ops={"ending": "text_pattern_ops"},
    ),
    Index(
        "petitions_by_head",
        literal_column("replace(receipt, '-', '')").label("head"),
        postgresql_ops={"head": "text_pattern_ops"},
    ),
    Index(
        "petitions_by_record",
        "source",
        "external_ref",
        unique=True,
        postgresql_where=text("external_ref is not null"),
    ),
    Index("petitions_worklist", "state", "channel", "petition_id"),
    Index("petitions_by_arrival", "received_at", postgresql_using="brin"),
    Index(
        "petitions_watched",
        "watch_at",
        "petition_id",
        postgresql_where=text("watch_at is not null"),
    ),
)
"""`details` is what few petitions have, by adapters/details.py; null is nothing.

`accused` may be shown to nobody of these organisations or below them (条例第30条).
`watch_at` is when somebody must look whether it was decided.
"""

CASE_PROGRESS = Table(
    "case_progress",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("state", String(32), nullable=False),
    Column("facts", JSONB, nullable=False),
    Index(
        "case_progress_in_trouble",
        "state",
        "petition_id",
        postgresql_where=text(
            "state in ('unrouted', 'returned', 'escalated', 'reopened')"
        ),
    ),
)
"""`facts`: one entry for each revision known; `state` is that of the highest."""

ORGANISATIONS = Table(
    "organisations",
    METADATA,
    Column("organisation_id", String(32), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("parent_id", String(32)),
    Column("division_code", String(12), nullable=False),
    Column("active", Boolean, nullable=False),
)

CATEGORIES = Table(
    "categories",
    METADATA,
    Column("code", String(64), primary_key=True),
    Column("names", JSONB, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
)

CATEGORY_CHANGES = Table(
    "category_changes",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("at", _moment(), nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", String(32), nullable=False),
    Column("organisation_id", Text),
    Column("code", String(64), nullable=False),
    Column("names", JSONB, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date),
    Index("category_changes_by_code", "code", "id"),
)
"""Only ever added to: what each category became, when, by whom."""

PETITION_CHANGES = Table(
    "petition_changes",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("petition_id", Uuid, nullable=False),
    Column("field", String(64), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", String(32), nullable=False),
    Column("organisation_id", Text),
    Column("at", _moment(), nullable=False),
    Index("petition_changes_by_petition", "petition_id", "id"),
)
"""Only ever added to: what was settled anew, field by field, and why (C-19)."""

CONTACT_ENTRIES = Table(
    "contact_entries",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("petition_id", Uuid, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("words", Text, nullable=False),
    Column("noted_by", Text, nullable=False),
    Column("organisation_id", Text),
    Column("at", _moment(), nullable=False),
    Index("contact_entries_by_petition", "petition_id", "id"),
)
"""Only ever added to: who came again, by which channel (A-09)."""

ONCE_KEYS = Table(
    "once_keys",
    METADATA,
    Column("scope", String(320), primary_key=True),
    Column("key", String(300), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("petition_id", Uuid, nullable=False),
    Column("receipt", String(40), nullable=False),
    Column("state", String(32), nullable=False),
    Column("received_at", _moment(), nullable=False),
    Column("taken_at", _moment(), nullable=False),
    Index("once_keys_by_age", "taken_at", postgresql_using="brin"),
)

WRONG_CODES = Table(
    "wrong_codes",
    METADATA,
    Column("receipt", String(40), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("counted_at", _moment(), nullable=False),
    Column("ends_at", _moment(), nullable=False),
)
