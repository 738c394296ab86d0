"""What grids claim: one row for each of a grid's premises."""

from sqlalchemy import Column, ForeignKey, Index, Table

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.tables import metadata

grid_claims = Table(
    "grid_claims",
    metadata,
    Column("grid_id", ForeignKey("grids.grid_id"), primary_key=True),
    Column("premises_id", ForeignKey("premises.premises_id"), primary_key=True),
    Index("ix_grid_claims_premises_id", "premises_id"),
)

CLAIMS = "select premises_id from grid_claims where grid_id = :id"
GIVE_UP = """
delete from grid_claims old
using jsonb_populate_recordset(null::grid_claims, :rows) given
where old.grid_id = given.grid_id and old.premises_id = given.premises_id
"""


class SqlClaims:
    """Which premises each grid covers."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def of(self, grid_id: str) -> frozenset[str]:
        """Return what a grid covers."""
        rows = self._work.read(CLAIMS, id=grid_id)
        return frozenset(row["premises_id"] for row in rows)

    def keep(self, grid_id: str, premises_ids: frozenset[str]) -> None:
        """Let a grid cover these, and no others."""
        before = self.of(grid_id)
        given_up = [
            {"grid_id": grid_id, "premises_id": each}
            for each in sorted(before - premises_ids)
        ]
        if given_up:
            self._work.write(GIVE_UP, given_up)
        for premises_id in sorted(premises_ids - before):
            row = {"grid_id": grid_id, "premises_id": premises_id}
            self._work.insert(grid_claims, row)
