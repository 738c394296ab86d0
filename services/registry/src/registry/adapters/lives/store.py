"""Deaths and departures in the database; of each kind one stands in a file."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.moves.ties import ties_of, ties_row
from registry.adapters.shelf import Shelf
from registry.adapters.tables import metadata
from registry.domain.lives.change import (
    ChangeState,
    LifeChange,
    LifeKind,
    UndoGround,
)
from registry.domain.resident import ResidentState

life_changes = Table(
    "life_changes",
    metadata,
    Column("change_id", Uuid, primary_key=True),
    Column("resident_id", ForeignKey("residents.resident_id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("day", Date, nullable=False),
    Column("before", String(32), nullable=False),
    Column("state", String(32), nullable=False),
    Column("household_id", ForeignKey("households.household_id")),
    Column("duties", JSONB, nullable=False),
    Column("tenancies", JSONB, nullable=False),
    Column("pairings", JSONB, nullable=False, server_default="[]"),
    Column("plans", JSONB, nullable=False, server_default="[]"),
    Column("head_before", Uuid),
    Column("head_after", Uuid),
    Column("ground", String(32)),
    Column("revision", Integer, nullable=False),
    Index(
        "life_changes_one_standing",
        "resident_id",
        "kind",
        unique=True,
        postgresql_where=text("state = 'standing'"),
    ),
)
STANDING = """
select change_id from life_changes
where resident_id = :id and kind = :kind and state = 'standing'
"""


class SqlLifeChanges(Shelf[LifeChange]):
    """All deaths and departures."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(work, life_changes, to_row=change_row, from_row=change_of)

    def standing(self, resident_id: UUID, kind: LifeKind) -> LifeChange | None:
        """Return for change the one that stands in somebody's file, if any."""
        rows = self._work.read(STANDING, id=resident_id, kind=kind)
        return self.find(rows[0]["change_id"]) if rows else None


def change_row(change: LifeChange) -> dict[str, Any]:
    """Return the row of a death or departure."""
    return {
        "change_id": change.change_id,
        "resident_id": change.resident_id,
        "kind": change.kind,
        "day": change.day,
        "before": change.before,
        "state": change.state,
        "household_id": change.household_id,
        **ties_row(change.ties),
        "ground": change.ground,
        "revision": change.revision,
    }


def change_of(row: Mapping[Any, Any]) -> LifeChange:
    """Return the death or departure of a row."""
    return LifeChange(
        change_id=row["change_id"],
        resident_id=row["resident_id"],
        kind=LifeKind(row["kind"]),
        day=row["day"],
        before=ResidentState(row["before"]),
        state=ChangeState(row["state"]),
        household_id=row["household_id"],
        ties=ties_of(row),
        ground=row["ground"] and UndoGround(row["ground"]),
        revision=row["revision"],
    )
