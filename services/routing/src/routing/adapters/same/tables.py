"""Tables of the room of same matters; empty where nobody is compared with."""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY

from routing.adapters.tables import METADATA


def _moment(name: str, *, nullable: bool = False) -> Column[object]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


own_marks = Table(
    "own_marks",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("agency", Text, primary_key=True),
    Column("receipt", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("organisation_id", Text),
    _moment("received_at"),
    Column("told", ARRAY(Text), nullable=False),
    Column("looked", ARRAY(Text), nullable=False),
    _moment("told_at", nullable=True),
    _moment("first_at", nullable=True),
    _moment("ended_at", nullable=True),
    Index("own_marks_by_print", "looked", postgresql_using="gin"),
    Index("own_marks_by_age", "agency", "told_at"),
)
"""Our petitions by their fingerprints for each neighbour.

`told_at`: when the neighbour was last told; `ended_at`: when it was taken back.
"""

far_marks = Table(
    "far_marks",
    METADATA,
    Column("agency", Text, primary_key=True),
    Column("mark_id", Uuid, primary_key=True),
    Column("receipt", Text, nullable=False),
    Column("prints", ARRAY(Text), nullable=False),
    _moment("accepted_at", nullable=True),
    _moment("due_at", nullable=True),
    _moment("said_at"),
    Column("gone", Boolean, nullable=False),
    Index("far_marks_by_print", "prints", postgresql_using="gin"),
)
"""What is open at neighbours; of what is gone only the number stays, for three days."""

same_matters = Table(
    "same_matters",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("agency", Text, primary_key=True),
    Column("mark_id", Uuid, primary_key=True),
    Column("receipt", Text, nullable=False),
    Column("grade", String(16), nullable=False),
    Column("found_here", Boolean, nullable=False),
    _moment("found_at"),
    _moment("answered_at", nullable=True),
)
"""What may be one matter at two agencies."""
