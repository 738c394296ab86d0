"""The tables of what staff keep at their desks for themselves."""

from sqlalchemy import (
    Column,
    DateTime,
    Index,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    func,
)


def _moment() -> DateTime:
    return DateTime(timezone=True)


def desk_tables(metadata: MetaData) -> tuple[Table, ...]:
    """Return them, as part of the portal's tables."""
    return _drafts(metadata), _views(metadata)


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
