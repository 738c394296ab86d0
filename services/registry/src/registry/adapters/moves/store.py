"""The moves' table and collection; what was touched is one document."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TEXT

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.moves.ties import ties_of, ties_row, touched
from registry.adapters.repositories import SqlDuties
from registry.adapters.shelf import Shelf
from registry.adapters.tables import metadata
from registry.domain.duty import Duty
from registry.domain.moves.errors import MoveUnknown
from registry.domain.moves.move import Move, MoveKind

household_moves = Table(
    "household_moves",
    metadata,
    Column("move_id", Uuid, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("from_id", ForeignKey("households.household_id"), nullable=False),
    Column("to_id", ForeignKey("households.household_id"), nullable=False),
    Column("keepers", ARRAY(TEXT), nullable=False),
    Column("people", JSONB, nullable=False),
    Column("duties", JSONB, nullable=False),
    Column("tenancies", JSONB, nullable=False, server_default="[]"),
    Column("pairings", JSONB, nullable=False, server_default="[]"),
    Column("plans", JSONB, nullable=False, server_default="[]"),
    Column("head_before", Uuid),
    Column("head_after", Uuid),
    Column("undone", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("ix_household_moves_from_id", "from_id"),
    Index("ix_household_moves_to_id", "to_id"),
)
TIED = """
select duty_id from duties
where scope_kind = 'household' and scope_id = :home and until is null order by duty_id
"""


class SqlMoves(Shelf[Move]):
    """All moves."""

    def __init__(self, work: SqlWork, duties: SqlDuties) -> None:
        super().__init__(
            work,
            household_moves,
            to_row=move_row,
            from_row=move_of,
            missing=MoveUnknown,
        )
        self._duties = duties

    def duties_of(self, household_id: UUID) -> Sequence[Duty]:
        """Return for change the open duties that are tied to a household."""
        rows = self._work.read(TIED, home=str(household_id))
        return list(self._duties.get_many(row["duty_id"] for row in rows).values())


def move_row(move: Move) -> dict[str, Any]:
    """Return the row of a move."""
    return {
        "move_id": move.move_id,
        "kind": move.kind,
        "from_id": move.from_id,
        "to_id": move.to_id,
        "keepers": list(move.keepers),
        "people": [[str(each.id), each.revision] for each in move.people],
        **ties_row(move.ties),
        "undone": move.undone,
        "revision": move.revision,
    }


def move_of(row: Mapping[Any, Any]) -> Move:
    """Return the move of a row."""
    former, keeper = row["keepers"]
    return Move(
        move_id=row["move_id"],
        kind=MoveKind(row["kind"]),
        from_id=row["from_id"],
        to_id=row["to_id"],
        keepers=(former, keeper),
        people=touched(row["people"]),
        ties=ties_of(row),
        undone=row["undone"],
        revision=row["revision"],
    )
