"""Who lives in the buildings, grids and households in somebody's charge."""

from collections.abc import Sequence
from uuid import UUID

from registry.adapters.archive.read_model import SqlArchiveReader
from registry.adapters.places import UNDER
from registry.domain.charges.captaincy import Charge
from registry.domain.resident import Resident

LIVING = f"""
{UNDER}, grid (grid_id) as (
    select unnest(cast(:grids as text[]))
    union
    select g.grid_id from grid join grids g on g.parent_id = grid.grid_id
), ground (premises_id) as (
    select unnest(cast(:buildings as text[]))
    union
    select premises_id from grid_claims join grid using (grid_id)
    union
    select p.premises_id from ground join premises p on p.parent_id = ground.premises_id
    where p.kind <> all('{{unit,door}}')
), mine as (
    select household_id from households
    where building_id in (select premises_id from ground)
        or grid_id in (select grid_id from grid)
        or household_id = any(cast(:households as uuid[]))
)
select %s from residents r join mine using (household_id)
where r.state = 'living' and r.organisation_id in (select organisation_id from under)
"""
COUNT = LIVING % "count(*) as people"
PAGE = LIVING % "r.*" + "and r.resident_id > :after order by r.resident_id limit :limit"


class SqlPeopleReader(SqlArchiveReader):
    """Reads who is in whose charge."""

    def in_charge(
        self, charge: Charge, place: str, after: UUID, limit: int
    ) -> tuple[int, Sequence[Resident]]:
        """Return how many live in a charge, in a place and below it, and some."""
        where = {name: sorted(value) for name, value in vars(charge).items()}
        (counted,) = self._read(COUNT, id=place, **where)
        rows = self._read(PAGE, id=place, after=after, limit=limit, **where)
        return counted["people"], [self._personal().resident_of(row) for row in rows]
