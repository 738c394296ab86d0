"""Who is in charge of what on a day, and what nobody is in charge of."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import RowMapping

from registry.adapters.places import LIVED_IN, UNDER
from registry.application.charges.views import ChargeCoverage, WorkerView
from registry.domain.profiles import DutyKind, DutyProfile, ScopeKind

Read = Callable[..., Sequence[RowMapping]]

HOLDS = "since <= :day and (until is null or until > :day)"
PRESENT = f"select * from duties where staff_id = :id and {HOLDS} order by duty_id"
WITHIN = """
with recursive within (premises_id) as (
    select unnest(cast(:ids as text[]))
    union
    select p.premises_id from within join premises p on p.parent_id = within.premises_id
    where kind <> all('{unit,door}')
)
select premises_id from within
"""
BUILDING = "select building_id from households where household_id = :id"
NAME = "select name from staff where staff_id = :id"
BUILDINGS = f"""
{UNDER}
select b.premises_id, exists (
    select from duties where duty = 'building-captain' and scope_kind = 'building'
        and scope_id in (b.premises_id, up.premises_id, up.parent_id) and {HOLDS}
) as captained
from premises b join under using (organisation_id)
    left join premises up on up.premises_id = b.parent_id
where b.kind = 'building' and b.active order by b.premises_id
"""
SERVED = f"""
{UNDER}
select household_id, (
    select min(staff_id) from duties
    where duty = 'social-worker' and scope_kind = 'household'
        and scope_id = household_id::text and {HOLDS}
) as staff_id
from households join under using (organisation_id)
where {LIVED_IN} order by household_id
"""
NAMED = 100


class SqlCharges:
    """Answers by `read`, be it inside a unit of work or outside any."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def present(self, staff_id: str, day: date) -> Sequence[DutyProfile]:
        """Return the duties that a member has on a day."""
        return [
            DutyProfile(
                staff_id=staff_id,
                duty=DutyKind(row["duty"]),
                scope_kind=ScopeKind(row["scope_kind"]),
                scope_id=row["scope_id"],
                since=row["since"],
                until=row["until"],
            )
            for row in self._read(PRESENT, id=staff_id, day=day)
        ]

    def within(self, premises_ids: Collection[str]) -> frozenset[str]:
        """Return these premises and all that stands in them, down to buildings."""
        rows = self._read(WITHIN, ids=sorted(premises_ids))
        return frozenset(row["premises_id"] for row in rows)

    def building_of(self, household_id: UUID | None) -> str | None:
        """Return the building of a household, if it hangs on a door."""
        rows = self._read(BUILDING, id=household_id)
        return rows[0]["building_id"] if rows else None

    def work_name(self, staff_id: str) -> str | None:
        """Return the work name of a member of staff; None for who is none."""
        rows = self._read(NAME, id=staff_id)
        return str(rows[0]["name"]) if rows else None

    def coverage(self, organisation_id: str, day: date) -> ChargeCoverage:
        """Return what nobody is in charge of, there and below."""
        buildings = self._read(BUILDINGS, id=organisation_id, day=day)
        homes = self._read(SERVED, id=organisation_id, day=day)
        bare = [row["premises_id"] for row in buildings if not row["captained"]]
        unserved = [row["household_id"] for row in homes if row["staff_id"] is None]
        return ChargeCoverage(
            organisation_id=organisation_id,
            buildings=len(buildings),
            uncaptained=len(bare),
            uncaptained_ids=bare[:NAMED],
            households=len(homes),
            unserved=len(unserved),
            unserved_ids=unserved[:NAMED],
            workers=_workers(homes),
        )


def _workers(homes: Sequence[RowMapping]) -> list[WorkerView]:
    served = [row["staff_id"] for row in homes if row["staff_id"] is not None]
    return [
        WorkerView(staff_id=staff_id, households=served.count(staff_id))
        for staff_id in sorted(set(served))
    ]
