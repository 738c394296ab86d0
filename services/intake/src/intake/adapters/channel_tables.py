"""The tables of the channels: arrivals, devices, gatherings, groups."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from intake.adapters.tables import METADATA


def _moment() -> DateTime:
    return DateTime(timezone=True)


RECEPTIONS = Table(
    "receptions",
    METADATA,
    Column("reception_id", Uuid, primary_key=True),
    Column("organisation_id", String(32), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("people", Integer, nullable=False),
    Column("arrived_at", _moment(), nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("state", String(32), nullable=False),
    Column("ground", String(32)),
    Column("words", Text, nullable=False),
    Column("petition_id", Uuid),
    Column("settled_at", _moment()),
    Column("matter", Text, nullable=False, server_default=""),
    Column("contact", Text),
    Index("receptions_by_day", "arrived_at", "organisation_id"),
    Index(
        "receptions_by_petition",
        "petition_id",
        postgresql_where=text("petition_id is not null"),
    ),
)

CONDUCT_ENTRIES = Table(
    "conduct_entries",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("reception_id", Uuid, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("words", Text, nullable=False),
    Column("warned", Boolean, nullable=False),
    Column("recorded_by", Text, nullable=False),
    Column("organisation_id", Text),
    Column("at", _moment(), nullable=False),
    Index("conduct_entries_by_arrival", "reception_id", "id"),
)
"""Only ever added to: conduct at the door, beside the arrival (条例第26条)."""

DEVICES = Table(
    "devices",
    METADATA,
    Column("device_id", String(64), primary_key=True),
    Column("resident_id", String(64), nullable=False),
    Column("contact", Text),
    Column("place", Text, nullable=False),
    Column("division_code", String(12), nullable=False),
    Column("organisation_id", String(32), nullable=False),
    Column("category", String(64)),
    Column("active", Boolean, nullable=False),
)

DEVICE_CALLS = Table(
    "device_calls",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("device_id", String(64), nullable=False),
    Column("known", Boolean, nullable=False),
    Column("pressed_at", _moment(), nullable=False),
    Column("taken_at", _moment(), nullable=False),
    Column("answered_at", _moment()),
    Column("answered_by", Text),
    Index("device_calls_by_moment", "pressed_at"),
)

DEVICE_PRESSES = Table(
    "device_presses",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("device_id", String(64), nullable=False),
    Column("resident_id", String(64)),
    Column("caller", Text, nullable=False),
    Column("petition_id", Uuid, nullable=False),
    Column("pressed_at", _moment(), nullable=False),
    Column("taken_at", _moment(), nullable=False),
    Index("device_presses_by_device", "device_id", "taken_at"),
    Index(
        "device_presses_unknown",
        "caller",
        "taken_at",
        postgresql_where=text("resident_id is null"),
    ),
)
"""Only ever added to; `resident_id` is null where nobody could be named."""

GATHERINGS = Table(
    "gatherings",
    METADATA,
    Column("gathering_id", Uuid, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("held_at", _moment(), nullable=False),
    Column("place", Text, nullable=False),
    Column("organisation_id", String(32), nullable=False),
    Column("participants", Integer, nullable=False),
    Column("petitions", Integer, nullable=False),
    Index("gatherings_by_day", "held_at", "organisation_id"),
)

GROUPS = Table(
    "group_matters",
    METADATA,
    Column("group_id", Uuid, primary_key=True),
    Column("petition_id", Uuid, nullable=False),
    Column("organisation_id", String(32)),
    Column("title", Text, nullable=False),
    Column("people", Integer, nullable=False),
    Column("qualifier", String(16), nullable=False),
    Column("members", Integer, nullable=False),
    Column("representatives", Integer, nullable=False),
    Column("batches", JSONB, nullable=False),
    Index("one_group_a_petition", "petition_id", unique=True),
)
"""`batches`: number -> title, people, qualifier."""

GROUP_MEMBERS = Table(
    "group_members",
    METADATA,
    Column("member_id", Uuid, primary_key=True),
    Column("group_id", Uuid, nullable=False),
    Column("batch", Integer),
    Column("contact", Text),
    Column("representative", Boolean, nullable=False),
    Column("joined_at", _moment(), nullable=False),
    Column("contacts", Integer, nullable=False),
    Column("last_contact_at", _moment()),
    Column("outcome", String(32)),
    Column("note", Text, nullable=False),
    Column("settled_at", _moment()),
    Index("group_members_by_group", "group_id", "member_id"),
)
"""`contact` is sealed to the member's id."""

GROUP_CONTACTS = Table(
    "group_contacts",
    METADATA,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("member_id", Uuid, nullable=False),
    Column("group_id", Uuid, nullable=False),
    Column("channel", String(32), nullable=False),
    Column("note", Text, nullable=False),
    Column("noted_by", Text, nullable=False),
    Column("at", _moment(), nullable=False),
    Index("group_contacts_by_member", "member_id", "id"),
)
"""Only ever added to."""

CATEGORY_MAPPINGS = Table(
    "category_mappings",
    METADATA,
    Column("list", String(64), primary_key=True),
    Column("code", String(64), primary_key=True),
    Column("their_code", String(64), nullable=False),
    Column("changed_at", _moment(), nullable=False),
    Column("changed_by", Text, nullable=False, server_default=text("''")),
)
"""Our category as another list calls it, such as the district's (C-19, B-21)."""
