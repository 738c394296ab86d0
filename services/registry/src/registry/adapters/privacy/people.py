"""Who lives in the buildings, grids and homes in somebody's charge, and these homes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from registry.adapters.archive.read_model import SqlArchiveReader
from registry.adapters.places import UNDER
from registry.application.charges.views import HomeInCharge
from registry.domain.charges.captaincy import Charge
from registry.domain.resident import Resident

MINE = f"""
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
"""
LIVING = f"""
{MINE}
select %s from residents r join mine using (household_id)
where r.state = 'living' and r.organisation_id in (select organisation_id from under)
"""
COUNT = LIVING % "count(*) as people"
PAGE = LIVING % "r.*" + "and r.resident_id > :after order by r.resident_id limit :limit"
HOMES = f"""
{MINE}, planned as (
    select cast(s ->> 'id' as uuid) as household_id, min(p.first_on) as planned_on
    from visit_plans p, jsonb_array_elements(p.subjects) s
    where p.staff_id = :staff and p.state = 'planned' and p.last_on >= :today
        and s ->> 'kind' = 'household'
    group by 1
), listed as (
    select household_id, null as planned_on from mine
    union all
    select household_id, planned_on from planned
), once as (
    select household_id, min(planned_on) as planned_on from listed group by 1
)
select h.*, planned_on, (
    select max(held_on) from visit_subjects v where v.household_id = h.household_id
) as visited_on
from once join households h using (household_id)
where h.organisation_id in (select organisation_id from under)
order by planned_on nulls last, visited_on nulls first, household_id limit :limit
"""
WITHIN = """
select * from residents where household_id = any(:ids) and state = 'living'
order by resident_id
"""


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

    def homes_in_charge(
        self, charge: Charge, staff_id: str, place: str, today: date, limit: int
    ) -> Sequence[HomeInCharge]:
        """Return the homes of a charge and of one's plans: what is planned first."""
        where = {name: sorted(value) for name, value in vars(charge).items()}
        rows = self._read(
            HOMES, id=place, staff=staff_id, today=today, limit=limit, **where
        )
        personal, living = self._personal(), defaultdict(list)
        for row in self._read(WITHIN, ids=[each["household_id"] for each in rows]):
            living[row["household_id"]].append(personal.resident_of(row))
        return [
            HomeInCharge(
                household=personal.household_of(row),
                members=living[row["household_id"]],
                planned_on=row["planned_on"],
                visited_on=row["visited_on"],
            )
            for row in rows
        ]
