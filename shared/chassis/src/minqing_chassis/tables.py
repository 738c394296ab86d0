"""The tables of the spine, defined in each service's own schema."""

from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB


@dataclass(frozen=True)
class Spine:
    """What keeps facts from being lost or doubled on the way in and out."""

    outbox: Table
    inbox: Table
    timeline: Table
    dead_letters: Table
    dead_letter_acts: Table


def spine_tables(metadata: MetaData) -> Spine:
    """Define the spine's tables; the service's first migration creates them."""
    return Spine(
        outbox=_outbox(metadata),
        inbox=_inbox(metadata),
        timeline=_timeline(metadata),
        dead_letters=_dead_letters(metadata),
        dead_letter_acts=_dead_letter_acts(metadata),
    )


QUEUE_STORAGE = (
    "alter table outbox set (autovacuum_vacuum_scale_factor = 0,"
    " autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0)"
)
"""To be run by the first migration: a queue table wants its dead rows swept early."""


def _outbox(metadata: MetaData) -> Table:
    """Facts that the broker has not confirmed yet; a confirmed one is deleted."""
    return Table(
        "outbox",
        metadata,
        Column("seq", BigInteger, Identity(always=True), primary_key=True),
        Column("message_id", Uuid, nullable=False),
        Column("routing_key", String(120), nullable=False),
        Column("headers", Text, nullable=False),
        Column("body", Text, nullable=False),
        Column("recorded_at", _moment(), nullable=False, server_default=func.now()),
    )


def _inbox(metadata: MetaData) -> Table:
    """Messages that were handled; the primary key decides who is first."""
    return Table(
        "inbox",
        metadata,
        Column("message_id", Uuid, primary_key=True),
        Column("admitted_at", _moment(), nullable=False, server_default=func.now()),
        Index("inbox_by_age", "admitted_at", postgresql_using="brin"),
    )


def _timeline(metadata: MetaData) -> Table:
    """Who did what to which matter and when; only ever added to."""
    return Table(
        "timeline",
        metadata,
        Column("subject", String(64), primary_key=True),
        Column("source", String(32), primary_key=True),
        Column("revision", Integer, primary_key=True, autoincrement=False),
        Column("step", String(64), nullable=False),
        Column("at", _moment(), nullable=False),
        Column("actor", String(120), nullable=False),
        Column("correlation_id", Uuid, nullable=False),
        Column("message_id", Uuid, nullable=False),
        Column("detail", JSONB, nullable=False),
        Column("recorded_at", _moment(), nullable=False, server_default=func.now()),
    )


def _dead_letters(metadata: MetaData) -> Table:
    """Messages that could not be handled, with the reason, until a person decides."""
    return Table(
        "dead_letters",
        metadata,
        Column("id", BigInteger, Identity(always=True), primary_key=True),
        Column("fingerprint", String(80), nullable=False),
        Column("event", String(120), nullable=False),
        Column("reason", Text, nullable=False),
        Column("headers", JSONB, nullable=False),
        Column("body", Text, nullable=False),
        Column("attempts", Integer, nullable=False),
        Column("state", String(16), nullable=False, server_default="open"),
        Column("kept_at", _moment(), nullable=False, server_default=func.now()),
        Index(
            "one_open_dead_letter_a_message",
            "fingerprint",
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
    )


def _dead_letter_acts(metadata: MetaData) -> Table:
    """What people did about dead letters: the audit."""
    return Table(
        "dead_letter_acts",
        metadata,
        Column("id", BigInteger, Identity(always=True), primary_key=True),
        Column("dead_letter_id", BigInteger, nullable=False, index=True),
        Column("act", String(16), nullable=False),
        Column("by", String(120), nullable=False),
        Column("reason", Text, nullable=False),
        Column("at", _moment(), nullable=False, server_default=func.now()),
    )


def _moment() -> DateTime:
    return DateTime(timezone=True)
