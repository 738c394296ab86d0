"""The lock of a case: whoever takes anything of it takes this first.

Question, visit, rating and objection of one case change each other. Were they locked as
each act meets them, two acts could wait for each other in a circle; the row of the
case's head comes before them all.
"""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import column

from minqing_chassis.prepared import Prepared, asking
from minqing_chassis.unit_of_work import SqlWork

IDS: Final = {"ids": "uuid[]"}
HOLD: Final = asking(
    Prepared(
        name="hold_cases",
        sql="select petition_id from case_heads where petition_id = any(:ids)"
        " order by petition_id for update",
        types=IDS,
    ),
    Prepared(
        name="objected_cases",
        sql="select petition_id from objections"
        " where petition_id = any(:ids) and state <> 'settled'",
        types=IDS,
    ),
    columns=[column("petition_id")],
)
"""Holds cases, then says which of them are objected to; one journey."""
HOLD_OF: Final = """
select h.petition_id from {table} t join case_heads h on h.petition_id = t.{case}
where t.{key} = :key for update of h
"""


class CaseLocks:
    """Which cases a unit of work holds."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._held: set[UUID] = set()
        self._quiet: set[UUID] = set()

    def hold(self, petition_ids: Iterable[UUID]) -> None:
        """Hold cases until the unit ends; what it holds already costs nothing."""
        fresh = set(petition_ids) - self._held
        if fresh:
            found = self._work.read(HOLD, ids=[str(each) for each in sorted(fresh)])
            self._held |= fresh
            self._quiet |= fresh - {row["petition_id"] for row in found}

    def objected(self, petition_ids: Iterable[UUID]) -> list[UUID]:
        """Hold cases; return those to which an objection may stand unsettled."""
        wanted = set(petition_ids)
        self.hold(wanted)
        return sorted(wanted - self._quiet)

    def hold_of(
        self, table: str, key: str, value: UUID, *, case: str = "petition_id"
    ) -> None:
        """Hold the case that a row of some table is about, if there is such a row."""
        found = self._work.read(
            HOLD_OF.format(table=table, key=key, case=case), key=value
        )
        self.note(row["petition_id"] for row in found)

    def note(self, petition_ids: Iterable[UUID]) -> None:
        """Know that these are held."""
        self._held.update(petition_ids)
