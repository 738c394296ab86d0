"""The tables of what staff keep at their desks for themselves."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB


def _moment() -> DateTime:
    return DateTime(timezone=True)


def desk_tables(metadata: MetaData) -> tuple[Table, ...]:
    """Return them, as part of the portal's tables."""
    phrases, presence = _phrases(metadata), _presence(metadata)
    own = _drafts(metadata), _views(metadata), _unlike(metadata)
    return *own, phrases, presence, _notices(metadata)


def _drafts(metadata: MetaData) -> Table:
    """`draft_id` and `matter` are fingerprints: whose, and of which case."""
    return Table(
        "staff_drafts",
        metadata,
        Column("draft_id", String(64), primary_key=True),
        Column("matter", String(64), nullable=False),
        Column("organisation_id", String(32), nullable=False),
        Column("staff_id", String(64), nullable=False),
        Column("sealed", Text, nullable=False),
        Column("kept_at", _moment(), nullable=False),
        Index("staff_drafts_of_a_matter", "matter", "organisation_id"),
        Index("staff_drafts_by_age", "kept_at"),
    )


def _views(metadata: MetaData) -> Table:
    """Sealed: what somebody calls a list, and its filters."""
    return Table(
        "staff_views",
        metadata,
        Column("view_id", Uuid, primary_key=True),
        Column("staff_id", String(64), nullable=False),
        Column("sealed", Text, nullable=False),
        Column("kept_at", _moment(), nullable=False, server_default=func.now()),
        Index("staff_views_of_somebody", "staff_id", "kept_at"),
    )


def _phrases(metadata: MetaData) -> Table:
    """What a unit says again and again; it names nobody."""
    return Table(
        "phrases",
        metadata,
        Column("phrase_id", Uuid, primary_key=True),
        Column("organisation_id", String(32), nullable=False),
        Column("category", String(64), nullable=False),
        Column("title", String(80), nullable=False),
        Column("body", Text, nullable=False),
        Column("by", String(64), nullable=False),
        Column("changed_at", _moment(), nullable=False),
        Column("revision", Integer, nullable=False),
        Index("phrases_of_a_unit", "organisation_id", "category", "title"),
    )


def _unlike(metadata: MetaData) -> Table:
    """Two matters that are not the same, the smaller number first; names nobody."""
    return Table(
        "unlike_matters",
        metadata,
        Column("one_receipt", String(40), primary_key=True),
        Column("other_receipt", String(40), primary_key=True),
        Column("by", String(64), nullable=False),
        Column("said_at", _moment(), nullable=False),
        Index("unlike_matters_of_the_other", "other_receipt"),
    )


def _presence(metadata: MetaData) -> Table:
    """`matter` is a fingerprint; rows are worth nothing after a minute and a half."""
    return Table(
        "presence",
        metadata,
        Column("matter", String(64), primary_key=True),
        Column("staff_id", String(64), primary_key=True),
        Column("writes", Boolean, nullable=False),
        Column("seen_at", _moment(), nullable=False, server_default=func.now()),
        Index("presence_by_age", "seen_at"),
    )


def _notices(metadata: MetaData) -> Table:
    """Public words of units; no row is changed but for its end."""
    return Table(
        "home_notices",
        metadata,
        Column("notice_id", Uuid, primary_key=True),
        Column("organisation_id", String(32), nullable=False),
        Column("unit_name", String(100), nullable=False),
        Column("texts", JSONB, nullable=False),
        Column("first_day", Date, nullable=False),
        Column("last_day", Date, nullable=False),
        Column("by", String(64), nullable=False),
        Column("said_at", _moment(), nullable=False),
        Column("ended_by", String(64)),
        Column("ended_at", _moment()),
        Index("home_notices_by_day", "last_day", "first_day"),
    )
