"""What grids claim, one row for each of a grid's premises; and how they were cut."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
)

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.tables import metadata
from registry.domain.cover.cut import GridCut
from registry.domain.profiles import GridProfile

grid_claims = Table(
    "grid_claims",
    metadata,
    Column("grid_id", ForeignKey("grids.grid_id"), primary_key=True),
    Column("premises_id", ForeignKey("premises.premises_id"), primary_key=True),
    Index("ix_grid_claims_premises_id", "premises_id"),
)
grid_cuts = Table(
    "grid_cuts",
    metadata,
    Column("grid_id", ForeignKey("grids.grid_id"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("since", Date, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", String(120), nullable=False),
    Column("name", Text, nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("parent_id", String(32)),
    Column("organisation_id", String(32), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("premises_ids", ARRAY(Text)),
    Column("reason", Text, nullable=False),
)

CLAIMS = "select premises_id from grid_claims where grid_id = :id"
GIVE_UP = """
delete from grid_claims old
using jsonb_populate_recordset(null::grid_claims, :rows) given
where old.grid_id = given.grid_id and old.premises_id = given.premises_id
"""
NEWEST = "select max(since) as since from grid_cuts where grid_id = :id"
PROFILE: Final = tuple(each.name for each in fields(GridProfile))


class SqlClaims:
    """Which premises each grid covers, written when the unit commits, after the grids.

    What a unit said itself it reads again.
    """

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._kept: dict[str, frozenset[str]] = {}
        work.before_commit(self._write)

    def of(self, grid_id: str) -> frozenset[str]:
        """Return what a grid covers."""
        if grid_id in self._kept:
            return self._kept[grid_id]
        return self._standing(grid_id)

    def keep(self, grid_id: str, premises_ids: frozenset[str]) -> None:
        """Let a grid cover these, and no others."""
        self._kept[grid_id] = premises_ids

    def _standing(self, grid_id: str) -> frozenset[str]:
        rows = self._work.read(CLAIMS, id=grid_id)
        return frozenset(row["premises_id"] for row in rows)

    def _write(self) -> None:
        for grid_id, premises_ids in self._kept.items():
            before = self._standing(grid_id)
            given_up = [
                {"grid_id": grid_id, "premises_id": each}
                for each in sorted(before - premises_ids)
            ]
            if given_up:
                self._work.write(GIVE_UP, given_up)
            for premises_id in sorted(premises_ids - before):
                row = {"grid_id": grid_id, "premises_id": premises_id}
                self._work.insert(grid_claims, row)


class SqlGridCuts:
    """How grids were cut, written when the unit commits, after the grids."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._kept: list[GridCut] = []
        work.before_commit(self._write)

    def newest(self, grid_id: str) -> date | None:
        """Return from which day on a grid is as it is; None for a new one."""
        [row] = self._work.read(NEWEST, id=grid_id)
        found: date | None = row["since"]
        return found

    def keep(self, cut: GridCut) -> None:
        """Take one in."""
        self._kept.append(cut)

    def _write(self) -> None:
        for cut in self._kept:
            row = vars(cut) | vars(cut.profile)
            del row["profile"]
            self._work.insert(grid_cuts, row)


def cut_of(row: Mapping[Any, Any]) -> GridCut:
    """Return the cut of a row."""
    said = dict(row)
    profile = GridProfile(**{name: said.pop(name) for name in PROFILE})
    claimed = said.pop("premises_ids")
    premises_ids = None if claimed is None else tuple(claimed)
    return GridCut(**said, profile=profile, premises_ids=premises_ids)
