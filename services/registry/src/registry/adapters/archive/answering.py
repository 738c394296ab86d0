"""Who answers for a household: by the door it hangs on, by grid, by itself."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping

from registry.adapters.charges.reader import HOLDS
from registry.application.archive.views import Answering

UP: Final = """
with recursive home as (
    select grid_id, building_id from households where household_id = :id
), up (premises_id, parent_id) as (
    select premises_id, parent_id from premises
    where premises_id = (select building_id from home)
    union
    select p.premises_id, p.parent_id
    from up join premises p on p.premises_id = up.parent_id
)
"""
GRID: Final = f"""{UP}
select g.name as grid, s.name as head from grids g
    left join duties d on d.duty = 'grid-head' and d.scope_id = g.grid_id
        and d.since <= :day and (d.until is null or d.until > :day)
    left join staff s using (staff_id)
where g.grid_id = coalesce(
    (select grid_id from home),
    (
        select c.grid_id from grid_claims c join up using (premises_id)
            join grids own using (grid_id)
        where own.active order by own.level desc, c.grid_id limit 1
    )
)
"""
"""The grid that the file names, else the smallest one that claims its building."""
SERVING: Final = f"""{UP}
select distinct duty, name from duties join staff using (staff_id)
where duty = any('{{building-captain,social-worker,contact}}') and {HOLDS} and (
    (scope_kind = 'household' and scope_id = cast(cast(:id as uuid) as text))
    or (scope_kind = 'building' and scope_id in (select premises_id from up))
)
union
select 'partner', coalesce(s.name, o.name, partner_id) from pairings
    left join staff s on partner_kind = 'staff' and staff_id = partner_id
    left join organisations o
        on partner_kind = 'unit' and o.organisation_id = partner_id
where household_id = :id and {HOLDS}
order by 1, 2
"""


def who_answers(
    read: Callable[..., Sequence[RowMapping]], household_id: UUID, day: date
) -> Answering:
    """Return it as it stands on a day."""
    said = {"id": household_id, "day": day}
    grids, serving = read(GRID, **said), read(SERVING, **said)

    def names(duty: str) -> list[str]:
        return [row["name"] for row in serving if row["duty"] == duty]

    return Answering(
        grid=grids[0]["grid"] if grids else None,
        grid_head=grids[0]["head"] if grids else None,
        captains=names("building-captain"),
        workers=names("social-worker"),
        contacts=names("contact"),
        partners=names("partner"),
    )
