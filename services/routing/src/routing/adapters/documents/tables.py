"""The documents' tables. Documents and prints are only ever added: triggers see to it.

A document's row says who, what and under which number; its print is a row of its own,
so that neither is touched once it is written.
"""

from sqlalchemy import (
    Column,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from minqing_chassis.access_log import access_log_table
from routing.adapters.tables import METADATA

ACCESS_LOG = access_log_table(METADATA)


def _recorded(name: str) -> Column[object]:
    """Return the moment of writing by the clock on the wall."""
    moment = DateTime(timezone=True)
    return Column(name, moment, nullable=False, server_default=func.now())


organs = Table(
    "organs",
    METADATA,
    Column("organisation_id", Text, primary_key=True),
    Column("mark", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("review_unit", Text),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("mark", name="organs_mark_key"),
)

document_numbers = Table(
    "document_numbers",
    METADATA,
    Column("mark", Text, primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
)
"""The last number taken under a mark in a year; taken in the drafting transaction."""

documents = Table(
    "documents",
    METADATA,
    Column("document_id", Uuid, primary_key=True),
    Column("petition_id", Uuid, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("parts", JSONB, nullable=False),
    Column("addressee", Text),
    Column("address", Text),
    Column("corrects", Uuid),
    Column("corrected", Text),
    Column("mark", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("organ_id", Text, nullable=False),
    Column("organ_name", Text, nullable=False),
    Column("remedy_organ", Text),
    Column("due_at", DateTime(timezone=True)),
    Column("drafted_at", DateTime(timezone=True), nullable=False),
    Column("drafted_by", Text, nullable=False),
    _recorded("recorded_at"),
    UniqueConstraint("mark", "year", "seq", name="documents_number_key"),
    Index("documents_by_petition", "petition_id", "drafted_at"),
    Index(
        "documents_corrected_once",
        "corrects",
        unique=True,
        postgresql_where=text("corrects is not null"),
    ),
)

document_prints_owed = Table(
    "document_prints_owed",
    METADATA,
    Column("document_id", Uuid, primary_key=True),
    _recorded("since"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column(
        "next_try_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=text("(now() + interval '1 minute')"),
    ),
    Column("last_error", Text),
    Index("document_prints_owed_by_turn", "next_try_at"),
)
"""The documents that are numbered and not printed yet; mostly none."""

document_prints = Table(
    "document_prints",
    METADATA,
    Column("document_id", Uuid, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("pdf", LargeBinary, nullable=False),
    _recorded("printed_at"),
)
