"""Routing's tables. The migrations create them; a test holds the two together.

Assignments, deadlines and resolutions are a case's history: rows are added by the
case's repository alone, in the transaction that writes the case. They carry no foreign
key, for its check would be paid for by every petition and could find nothing.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    false,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from minqing_chassis.tables import spine_tables

METADATA = MetaData()
SPINE = spine_tables(METADATA)


def moment(name: str, *, nullable: bool = False) -> Column[object]:
    """Return a column that holds a moment with its zone."""
    return Column(name, DateTime(timezone=True), nullable=nullable)


DUE_ORDER = "coalesce(due_at, 'infinity'::timestamptz)"
"""Worklists begin with what is due first; what owes nothing comes last."""

OWING_STATES = (
    "state in ('unrouted', 'assigned', 'signed', 'started', 'return-pending',"
    " 'arbitration')"
)
"""Holds for a case in which an answer is owed; the words of a partial index."""

EXTENSION_ASKED = """content #>> '{extension}' is not null
    and content #>> '{extension,decided}' is null"""
"""Holds for the dossier of a case whose head has to decide about more time."""

cases = Table(
    "cases",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("receipt", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("division_code", Text, nullable=False),
    Column("named_organisation_id", Text),
    moment("received_at"),
    moment("accepted_at"),
    moment("opened_at"),
    Column("reachable", Boolean, nullable=False),
    Column("from_archive", Boolean, nullable=False),
    Column("external_ref", Text),
    Column("channel", Text),
    Column("state", String(32), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("edition", BigInteger),
    Column("organisation_id", Text),
    Column("handler_id", Text),
    moment("due_at", nullable=True),
    Column("escalation_level", Integer, nullable=False),
    Column("accused", ARRAY(Text)),
    Column("merged_into", Uuid),
    Column("merged_from", String(32)),
    moment("held_to", nullable=True),
    Column("redo", Boolean, nullable=False, server_default=false()),
    Column("spoken_at", DateTime(timezone=True), server_default=func.now()),
    moment("silence_at", nullable=True),
    UniqueConstraint("receipt", name="cases_receipt_key"),
    Index("cases_by_due", text(DUE_ORDER), "petition_id"),
    Index("cases_by_unit", "organisation_id", text(DUE_ORDER), "petition_id"),
    Index(
        "cases_by_state",
        "organisation_id",
        "state",
        text(DUE_ORDER),
        "petition_id",
        postgresql_where=text("state <> 'closed'"),
    ),
    *(
        Index(
            name,
            "organisation_id",
            text(DUE_ORDER),
            "petition_id",
            postgresql_where=text(f"{OWING_STATES}{narrower}"),
        )
        for name, narrower in (
            ("cases_owing", ""),
            ("cases_escalated", " and escalation_level > 0"),
            ("cases_redone", " and redo"),
            ("cases_silent", " and silence_at is not null"),
        )
    ),
    Index(
        "cases_of_kind",
        "organisation_id",
        "category",
        text(DUE_ORDER),
        "petition_id",
        postgresql_where=text(OWING_STATES),
    ),
    Index(
        "cases_unspoken_of",
        text("coalesce(silence_at, spoken_at)"),
        "petition_id",
        postgresql_where=text(OWING_STATES),
    ),
    Index(
        "cases_by_handler",
        "handler_id",
        text(DUE_ORDER),
        "petition_id",
        postgresql_where=text("handler_id is not null"),
    ),
    Index(
        "cases_waiting",
        "petition_id",
        postgresql_where=text("edition is not null"),
    ),
    Index(
        "cases_accusing",
        "petition_id",
        postgresql_where=text("accused is not null"),
    ),
    Index(
        "cases_by_external_ref",
        "external_ref",
        postgresql_where=text("external_ref is not null"),
    ),
)

assignments = Table(
    "assignments",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("organisation_id", Text, nullable=False),
    Column("handler_id", Text),
    Column("rule", Text, nullable=False),
    Column("why", Text, nullable=False),
    moment("since"),
    Column("mode", String(32), nullable=False, server_default="rule"),
    Column("report_to", Text),
    moment("signed_at", nullable=True),
    Column("signed_by", Text),
    moment("renewed_at", nullable=True),
    moment("until", nullable=True),
)

deadlines = Table(
    "deadlines",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("kind", String(32), primary_key=True, server_default="handling"),
    moment("due_at"),
    moment("watch_from", nullable=True),
    Column("basis", Text, nullable=False, server_default="信访工作条例第34条"),
    Column("won", String(32), nullable=False, server_default="default"),
    moment("statutory_due_at", nullable=True),
    Column("provisional", Boolean, nullable=False, server_default=false()),
    Column("organisation_id", Text),
    moment("paused_at", nullable=True),
    Column("paused_seconds", BigInteger, nullable=False, server_default="0"),
    Column("level", Integer, nullable=False),
    moment("breached_at", nullable=True),
    moment("met_at", nullable=True),
    moment("replaced_at", nullable=True),
    moment("own_due_at", nullable=True),
    Column("counted", JSONB),
    moment("remind_at", nullable=True),
    Column("reminded", ARRAY(Text)),
    Column("weighed", JSONB),
    Index(
        "deadlines_provisional",
        "petition_id",
        postgresql_where=text("provisional and met_at is null and replaced_at is null"),
    ),
    Index(
        "deadlines_watched",
        "watch_from",
        "petition_id",
        postgresql_where=text("watch_from is not null"),
    ),
    Index(
        "deadlines_reminded",
        "remind_at",
        "petition_id",
        postgresql_where=text("remind_at is not null"),
    ),
    Index("deadlines_escalated", "level", postgresql_where=text("level > 0")),
    Index(
        "deadlines_of_helpers",
        "organisation_id",
        "due_at",
        postgresql_where=text(
            "organisation_id is not null and met_at is null and replaced_at is null"
        ),
    ),
)

resolutions = Table(
    "resolutions",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("outcome", String(32), nullable=False),
    Column("reply", Text, nullable=False),
    moment("resolved_at"),
    Column("resolved_by", Text, nullable=False),
    Column("figures", JSONB, nullable=False, server_default=text("'[]'::jsonb")),
    Column("parts", JSONB, nullable=False, server_default=text("'[]'::jsonb")),
    Column("judged", JSONB),
)

dossiers = Table(
    "dossiers",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("content", JSONB, nullable=False),
    Index(
        "dossiers_asking_for_time",
        "petition_id",
        postgresql_where=text(EXTENSION_ASKED),
    ),
)
"""What is rare in a case's life, one row beside it; nearly every case has none."""

remarks = Table(
    "remarks",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("organisation_id", Text),
    moment("at"),
)

interests = Table(
    "interests",
    METADATA,
    Column("staff_id", Text, primary_key=True),
    Column("party", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("declared_by", Text, nullable=False),
    moment("declared_at"),
)


kept_answers = Table(
    "kept_answers",
    METADATA,
    Column("role", Text, primary_key=True),
    Column("actor_id", Text, primary_key=True),
    Column("organisation_id", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("answer", JSONB, nullable=False),
    Column(
        "kept_at",
        DateTime(timezone=True),
        nullable=False,
        server_default=func.now(),
    ),
    Index("kept_answers_by_age", "kept_at", postgresql_using="brin"),
)
