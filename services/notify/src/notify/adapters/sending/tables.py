"""Tables of the sending: the journal of calls, and what petitioners wish."""

from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from notify.adapters.tables import metadata


def moment(name: str, *, nullable: bool = False) -> Column[Any]:
    """Return a column of a moment."""
    return Column(name, DateTime(timezone=True), nullable=nullable)


calls: Final = Table(
    "calls",
    metadata,
    # The notice first: its calls stand side by side, and one index serves both.
    Column("notice_id", Uuid, primary_key=True),
    Column("call_id", Uuid, primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("keyed", Boolean, nullable=False),
    Column("doubled", Boolean, nullable=False),
    Column("state", String(16), nullable=False),
    Column("error", Text, nullable=False, server_default=""),
    moment("begun_at"),
    moment("ended_at", nullable=True),
)

preferences: Final = Table(
    "preferences",
    metadata,
    Column("petition_id", Uuid, primary_key=True),
    Column("preferred", String(16)),
    Column("refused", JSONB, nullable=False),
    Column("said_by", String(120), nullable=False),
    moment("said_at"),
)

errands: Final = Table(
    "errands",
    metadata,
    Column("errand_id", Uuid, primary_key=True),
    Column("notice_id", Uuid, nullable=False, index=True),
    Column("petition_id", Uuid, nullable=False, index=True),
    Column("means", String(16), nullable=False),
    Column("organisation_id", String(64)),
    Column("step", String(32), nullable=False),
    Column("audience", String(32), nullable=False),
    Column("case_revision", Integer),
    Column("receipt", String(64), nullable=False),
    Column("subject", Text, nullable=False, server_default=""),
    Column("body", Text, nullable=False, server_default=""),
    Column("language", String(8), nullable=False, server_default=""),
    Column("state", String(16), nullable=False),
    Column("tries", SmallInteger, nullable=False, server_default="0"),
    Column("done_by", String(160)),
    moment("asked_at"),
    moment("ended_at", nullable=True),
    Index("errands_to_do", "organisation_id", "means", "state", "errand_id"),
)

text_editions: Final = Table(
    "text_editions",
    metadata,
    Column("template", String(64), primary_key=True),
    Column("means", String(16), primary_key=True),
    Column("language", String(8), primary_key=True),
    Column("edition", Integer, primary_key=True, autoincrement=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("edited_by", String(160), nullable=False),
    moment("edited_at"),
    Column("approved_by", String(160)),
    Column(
        "valid_from",
        DateTime(timezone=True),
        nullable=False,
        server_default=func.now(),
    ),
)

text_drafts: Final = Table(
    "text_drafts",
    metadata,
    Column("draft_id", Uuid, primary_key=True),
    Column("template", String(64), nullable=False),
    Column("means", String(16), nullable=False),
    Column("wordings", JSONB, nullable=False),
    moment("valid_from"),
    Column("note", Text, nullable=False),
    Column("author", String(160), nullable=False),
    moment("written_at"),
    Column("state", String(32), nullable=False),
    Column("decided_by", String(160)),
    moment("decided_at", nullable=True),
    Column("reason", Text, nullable=False, server_default=""),
    Index("text_drafts_by_state", "state", "written_at", "draft_id"),
)

subscriptions: Final = Table(
    "subscriptions",
    metadata,
    Column("subscription_id", Uuid, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("url", Text, nullable=False),
    Column("steps", JSONB, nullable=False),
    Column("organisation_id", String(64)),
    Column("active", Boolean, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("changed_by", String(160), nullable=False),
    moment("changed_at"),
)

category_names: Final = Table(
    "category_names",
    metadata,
    Column("code", String(64), primary_key=True),
    Column("names", JSONB, nullable=False),
)
