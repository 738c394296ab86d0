"""What the validator of grids reads, each in one round trip."""

from collections.abc import Mapping, Sequence
from datetime import date

from minqing_chassis.database import Database
from registry.adapters.cover.store import cut_of
from registry.adapters.places import LIVED_IN, UNDER
from registry.domain.cover.cover import Cell, Home
from registry.domain.cover.cut import GridCut, whole_cuts

HOMES = f"""
{UNDER}
select household_id, grid_id, building_id
from households join under using (organisation_id)
where {LIVED_IN} order by household_id
"""
CELLS = """
select g.grid_id, level, parent_id, array_remove(array_agg(premises_id), null) as claims
from grids g left join grid_claims using (grid_id)
where active group by g.grid_id
"""
AROUND = """
select premises_id, parent_id from premises where kind <> all('{unit,door}')
"""
HEADLESS = f"""
{UNDER}
select grid_id from grids g join under using (organisation_id)
where g.active and not exists (
    select from duties
    where duty = 'grid-head' and scope_kind = 'grid' and scope_id = g.grid_id
        and since <= :day and (until is null or until > :day)
)
order by grid_id
"""
CLAIMED = f"""
{UNDER}
select c.premises_id, c.grid_id from grid_claims c join grids g using (grid_id)
    join premises p using (premises_id) join under on
        under.organisation_id = p.organisation_id
where g.active order by c.premises_id, c.grid_id
"""
CUTS = "select * from grid_cuts where grid_id = :id order by revision"


class SqlCoverReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def homes(self, organisation_id: str) -> Sequence[Home]:
        """Return the households of an organisation and those below it; by id."""
        return [Home(**row) for row in self._read(HOMES, id=organisation_id)]

    def cells(self) -> Sequence[Cell]:
        """Return every active grid with what it claims."""
        return [
            Cell(**{**row, "claims": frozenset(row["claims"])})
            for row in self._read(CELLS)
        ]

    def around(self) -> Mapping[str, str | None]:
        """Return what each of the estates, courtyards and buildings stands in."""
        return {row["premises_id"]: row["parent_id"] for row in self._read(AROUND)}

    def headless(self, organisation_id: str, day: date) -> Sequence[str]:
        """Return the active grids there that have no head on a day; by id."""
        found = self._read(HEADLESS, id=organisation_id, day=day)
        return [row["grid_id"] for row in found]

    def cuts(self, grid_id: str) -> Sequence[GridCut]:
        """Return how a grid was cut, oldest first, each with all that it covered."""
        return whole_cuts([cut_of(row) for row in self._read(CUTS, id=grid_id)])

    def claimed(self, organisation_id: str) -> Sequence[tuple[str, str]]:
        """Return which premises of a place which active grids claim; by id."""
        found = self._read(CLAIMED, id=organisation_id)
        return [(row["premises_id"], row["grid_id"]) for row in found]

    def claims(self, grid_id: str) -> Sequence[str]:
        """Return what a grid covers; by id."""
        sql = (
            "select premises_id from grid_claims where grid_id = :id"
            " order by premises_id"
        )
        return [row["premises_id"] for row in self._read(sql, id=grid_id)]
