"""Lists that leave, as they are written down."""

from collections.abc import Collection, Sequence
from typing import Final
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.cover.inside import IN_GRID
from registry.adapters.importing import tables
from registry.adapters.places import UNDER
from registry.application.exporting.ports import Export

RESIDENTS: Final = (
    UNDER
    + """
select r.resident_id as id from residents r join under using (organisation_id)
    left join households h using (household_id)
where cast(:buildings as text[]) is null or h.building_id = any(:buildings)
order by 1
"""
)
HOUSEHOLDS: Final = (
    UNDER
    + """
select h.household_id as id from households h join under using (organisation_id)
where cast(:buildings as text[]) is null or h.building_id = any(:buildings)
order by 1
"""
)
PAID: Final = (
    UNDER
    + """
select distinct p.household_id as id from subsidy_payments p
    join under using (organisation_id) join households h using (household_id)
where cast(:buildings as text[]) is null or h.building_id = any(:buildings)
order by 1
"""
)
HELPED: Final = """
select h.household_id as id from households h join under using (organisation_id)
where (cast(:buildings as text[]) is null or h.building_id = any(:buildings))
    and exists (select from {table} t where t.household_id = h.household_id)
order by 1
"""
PEOPLE: Final = {
    "plans": UNDER + HELPED.format(table="plans"),
    "pairings": UNDER + HELPED.format(table="pairings"),
    "residents": RESIDENTS,
    "households": HOUSEHOLDS,
    "payments": PAID,
}


class SqlExports:
    """Lists that left."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def people(
        self, kind: str, organisation_id: str, buildings: Collection[str] | None
    ) -> Sequence[UUID]:
        """Return who is kept in a place and below it, in some buildings or all."""
        some = None if buildings is None else sorted(buildings)
        rows = self._work.read(PEOPLE[kind], id=organisation_id, buildings=some)
        return [row["id"] for row in rows]

    def in_grid(
        self, grid_id: str, place: str, buildings: Collection[str] | None
    ) -> Sequence[UUID]:
        """Return the households and residents of a grid, in some buildings or all."""
        some = None if buildings is None else sorted(buildings)
        rows = self._work.read(IN_GRID, grid_id=grid_id, place=place, buildings=some)
        return [row["id"] for row in rows]

    def keep(self, export: Export) -> None:
        """Write down that a list leaves."""
        row = {
            "export_id": export.export_id,
            "kind": export.kind,
            "form": export.form,
            "organisation_id": export.organisation_id,
            "actor": export.by.id,
            "role": export.by.role,
            "actor_organisation": export.by.organisation_id,
            "purpose": export.purpose,
            "at": export.at,
            "subjects": list(export.subjects),
            "grid_id": export.grid_id,
        }
        self._work.insert(tables.exports, row)
