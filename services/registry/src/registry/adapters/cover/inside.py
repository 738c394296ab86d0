"""What a grid holds, as statements begin: the grids in it, its ground, its homes."""

from typing import Final

from registry.adapters.places import LIVED_IN

INSIDE: Final = f"""
with recursive inside (grid_id) as (
    select grid_id from grids where grid_id = :grid_id and active
    union
    select g.grid_id from inside join grids g on g.parent_id = inside.grid_id
    where g.active
), under (organisation_id) as (
    select organisation_id from organisations where organisation_id = :place
    union
    select o.organisation_id from under
        join organisations o on o.parent_id = under.organisation_id
), reach (premises_id) as (
    select unnest(cast(:buildings as varchar[]))
    union
    select p.premises_id from reach join premises p on p.parent_id = reach.premises_id
), ground (premises_id) as (
    select premises_id from grid_claims join inside using (grid_id)
    union
    select p.premises_id from ground join premises p on p.parent_id = ground.premises_id
), there as (
    select p.premises_id, p.kind, p.name, p.parent_id
    from ground join premises p using (premises_id) join under using (organisation_id)
    where p.active and (cast(:buildings as text[]) is null
        or p.premises_id in (select premises_id from reach))
), homes as (
    select household_id from households join under using (organisation_id)
    where (grid_id in (select grid_id from inside)
            or building_id in (select premises_id from ground))
        and (cast(:buildings as text[]) is null or building_id = any(:buildings))
        and {LIVED_IN}
)
"""
"""A grid and the grids in it, what they claim, who lives there: as the cover has it.

`buildings` bounds a 楼栋长 to the own ones (A-07), `place` everybody to theirs.
"""
IN_GRID: Final = f"""
{INSIDE}
select household_id as id from homes
union all
select resident_id from residents join homes using (household_id)
where state = 'living'
order by 1
"""
