"""The table of requests to correct or delete what is held of a petitioner."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from intake.adapters.tables import METADATA

DATA_REQUESTS = Table(
    "data_requests",
    METADATA,
    Column("request_id", Uuid, primary_key=True),
    Column("number", String(40), nullable=False),
    Column("petition_id", Uuid, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("parts", ARRAY(Text), nullable=False),
    Column("sealed", Text),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("provisional", Boolean, nullable=False, server_default="false"),
    Column("state", String(32), nullable=False),
    Column("verdict", JSONB),
    Column("agreed_by", Text),
    Column("answered_at", DateTime(timezone=True)),
    Column("revision", Integer, nullable=False),
    Index("one_data_request_a_number", "number", unique=True),
    Index("data_requests_by_petition", "petition_id"),
    Index(
        "data_requests_open",
        "due_on",
        postgresql_where=text("state in ('received', 'proposed')"),
    ),
)
"""`sealed`: statement and wanted values, bound to the request's id, until forgotten."""
