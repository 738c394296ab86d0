"""Tables of the room of hand-overs; empty where an agency stands alone."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Float,
    Identity,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from routing.adapters.tables import METADATA


def _moment(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


agency_legs = Table(
    "agency_legs",
    METADATA,
    Column("matter_id", Uuid, primary_key=True),
    Column("petition_id", Uuid, nullable=False),
    Column("round", Integer, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("owner", Text),
    Column("epoch", Integer, nullable=False),
    Column("place", String(32), nullable=False),
    Column("leg", JSONB, nullable=False),
    Column("file", JSONB, nullable=False),
    Column("theirs", JSONB, nullable=False),
    Column("heads", JSONB, nullable=False),
    Column("acted_by", Text, nullable=False),
    Column("reminded", Integer, nullable=False),
    Column("compared", Integer, nullable=False),
    Column("halves", JSONB, nullable=False, server_default="{}"),
    Column("unheard", JSONB, nullable=False, server_default="[]"),
    _moment("look_at", nullable=True),
    _moment("remind_at", nullable=True),
    _moment("expire_at", nullable=True),
    _moment("compare_at", nullable=True),
    Index("agency_legs_round", "petition_id", "round", unique=True),
    Index(
        "agency_legs_waiting",
        "look_at",
        "matter_id",
        postgresql_where=text("look_at is not null"),
    ),
)
"""One row a matter: who owns it, at which epoch, and everything said about it."""

agency_handovers = Table(
    "agency_handovers",
    METADATA,
    Column("handover_id", Uuid, primary_key=True),
    Column("matter_id", Uuid, nullable=False),
    Column("petition_id", Uuid, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("direction", String(8), nullable=False),
    Column("agency", Text, nullable=False),
    Column("form", String(32), nullable=False),
    Column("state", String(32), nullable=False),
    Column("waits", String(8), nullable=False),
    Column("reason", Text, nullable=False),
    Column("said", Text, nullable=False),
    _moment("until"),
    _moment("due_at", nullable=True),
    _moment("our_due_at", nullable=True),
    _moment("their_due_at", nullable=True),
    _moment("begun_at"),
    _moment("changed_at"),
    Index("agency_handovers_by_age", "begun_at", "handover_id"),
    Index("agency_handovers_of_petition", "petition_id"),
    Index("agency_handovers_by_agency", "agency", "matter_id"),
)
"""Each hand-over as it stands here, to be listed and counted."""

agency_entries = Table(
    "agency_entries",
    METADATA,
    Column("matter_id", Uuid, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("agency", Text, nullable=False),
    _moment("at"),
    Column("what", Text, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("signers", ARRAY(Text), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("content", JSONB),
    Column("salt", Text),
    Column("seals", JSONB, nullable=False),
)
"""The chained timeline of each matter; only its seals are ever written anew."""

agency_outbox = Table(
    "agency_outbox",
    METADATA,
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    Column("letter_id", Uuid, nullable=False),
    Column("recipient", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("signature", Text, nullable=False),
    _moment("recorded_at"),
)
"""Letters that the broker has not confirmed yet."""

agency_letters = Table(
    "agency_letters",
    METADATA,
    Column("letter_id", Uuid, primary_key=True),
    Column("matter_id", Uuid, nullable=False, index=True),
    Column("handover_id", Uuid, nullable=False),
    Column("word", String(32), nullable=False),
    Column("sender", Text, nullable=False),
    Column("recipient", Text, nullable=False),
    _moment("said_at"),
    Column("body", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Index("agency_letters_once", "handover_id", "word", "sender", unique=True),
)
"""The signed offers, acceptances and confirmations: a dispute is decided by them."""

agency_quarantine = Table(
    "agency_quarantine",
    METADATA,
    Column("letter_id", Uuid, primary_key=True),
    Column("claims", Text, nullable=False),
    Column("word", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("times", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("signature", Text, nullable=False),
    _moment("received_at"),
    Column("decided_by", Text),
    Column("note", Text),
    _moment("decided_at", nullable=True),
    Index("agency_quarantine_by_age", "received_at", "letter_id"),
)
"""Letters that were not obeyed, why, and what a person did about them."""

agency_disclosures = Table(
    "agency_disclosures",
    METADATA,
    Column("handover_id", Uuid, primary_key=True),
    Column("word", String(32), primary_key=True),
    Column("recipient", Text, primary_key=True),
    Column("fields", Text, primary_key=True),
    Column("petition_id", Uuid, nullable=False),
    Column("receipt", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("by", Text, nullable=False),
    _moment("at"),
    Index("agency_disclosures_by_age", "at"),
    Index("agency_disclosures_of_petition", "petition_id"),
)
"""What was told of whom to which agency, once for each word (PIPL 第23、25、55条)."""

followed_tries = Table(
    "followed_tries",
    METADATA,
    Column("receipt", Text, primary_key=True),
    Column("tries", Integer, nullable=False),
    _moment("ends_at"),
)
"""How often a wrong code was tried for a matter that another agency received."""

agency_incarnations = Table(
    "agency_incarnations",
    METADATA,
    Column("agency", Text, primary_key=True),
    Column("incarnation", BigInteger, nullable=False),
    _moment("since"),
)
"""How often this agency and its neighbours came back from a backup."""

agency_neighbours = Table(
    "agency_neighbours",
    METADATA,
    Column("agency", Text, primary_key=True),
    Column("edition", Integer, nullable=False),
    _moment("due_at", nullable=True),
    _moment("told_at", nullable=True),
    _moment("heard_at", nullable=True),
    Column("skew_seconds", Float),
    _moment("skew_at", nullable=True),
    Column("dropped", BigInteger, nullable=False),
    Column("beat", JSONB),
)
"""What is noted of each neighbour: which words it reads, when both compared, its clock.

`dropped`: letters that were put into no quarantine because it was full. `beat`: the
highest heard of it.
"""

agency_beats = Table(
    "agency_beats",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("name", Uuid, nullable=False),
    _moment("at"),
    UniqueConstraint("name", name="agency_beats_name"),
)
"""One a minute: what our letters were signed with, for forty days."""

agency_home = Table(
    "agency_home",
    METADATA,
    Column("one", Boolean, primary_key=True),
    Column("born", BigInteger, nullable=False),
    CheckConstraint("one", name="agency_home_once"),
)
"""The transaction that wrote this very row: a dump that is put back has another."""

agency_hours = Table(
    "agency_hours",
    METADATA,
    Column("agency", Text, primary_key=True),
    Column("hour", DateTime(timezone=True), primary_key=True),
    Column("letters", Integer, nullable=False),
    Column("bytes", BigInteger, nullable=False),
    Column("prints", BigInteger, nullable=False),
    Column("refused", BigInteger, nullable=False),
)
"""How much each neighbour told in an hour beside words; `refused`: beyond the limit."""

agency_differences = Table(
    "agency_differences",
    METADATA,
    Column("difference_id", Uuid, primary_key=True),
    Column("agency", Text, nullable=False),
    Column("matter_id", Uuid, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("receipt", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("times", Integer, nullable=False),
    _moment("first_at"),
    _moment("last_at"),
    _moment("ended_at", nullable=True),
    Column("decided_by", Text),
    Column("note", Text),
    UniqueConstraint("agency", "matter_id", "kind", name="agency_differences_once"),
    Index("agency_differences_by_age", "last_at", "difference_id"),
)
"""What differed, and what became of it: mended, or looked at by a person."""
