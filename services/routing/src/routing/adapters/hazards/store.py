"""The hazards' table and collection, and what is read."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, String, Table, Text, UniqueConstraint, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from minqing_chassis.database import Database
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from routing.adapters.tables import METADATA
from routing.domain.hazards.hazard import Hazard, HazardKind

hazards = Table(
    "hazards",
    METADATA,
    Column("hazard_id", Uuid, primary_key=True),
    Column("petition_id", Uuid, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("description", Text, nullable=False),
    Column("informed", ARRAY(Text), nullable=False),
    Column("flagged_at", DateTime(timezone=True), nullable=False),
    Column("flagged_by", Text, nullable=False),
    UniqueConstraint("petition_id", "kind", name="hazards_kind_key"),
)


def hazard_row(hazard: Hazard) -> dict[str, Any]:
    """Return the row of a hazard."""
    return {name: getattr(hazard, name) for name in hazards.c.keys()}  # noqa: SIM118


def hazard_from(row: Mapping[str, Any]) -> Hazard:
    """Return the hazard that a row tells of."""
    return Hazard(**{**row, "kind": HazardKind(row["kind"])})


def sql_hazards(work: SqlWork) -> Repository[Hazard]:
    """Return the collection of all hazards."""
    return Repository(work, hazards, to_row=hazard_row, from_row=hazard_from)


class HazardReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_case(self, petition_id: UUID) -> list[Hazard]:
        """Return a case's hazards, oldest first."""
        sql = (
            "select * from hazards where petition_id = :petition_id"
            " order by flagged_at, kind"
        )
        rows = self._database.rows(sql, petition_id=petition_id)
        return [hazard_from(dict(row)) for row in rows]
