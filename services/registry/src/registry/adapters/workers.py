"""The staff as rules look at them: unit, roles, and duties on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from minqing_kernel.messages import Role
from registry.adapters.places import Read
from registry.domain.profiles import SERVES_ITS_PARENT, DutyKind, OrganisationKind
from registry.domain.workers import Worker

WORKERS: Final = """
select s.staff_id, s.organisation_id, o.kind as unit_kind, s.roles, array(
    select distinct duty::text from duties d where d.staff_id = s.staff_id
        and d.since <= :day and (d.until is null or d.until > :day)
) as duties
from staff s join organisations o using (organisation_id)
where s.active and case when o.kind = any(:serving) then o.parent_id
    else o.organisation_id end = any(:line)
order by s.staff_id
"""
KIND: Final = "select kind from organisations where organisation_id = :id"


class SqlWorkers:
    """Answers by `read`, be it inside a unit of work or outside any."""

    def __init__(self, read: Read) -> None:
        self._read = read

    def kind_of(self, organisation_id: str) -> OrganisationKind | None:
        """Return what an organisation is; None if it is unknown."""
        rows = self._read(KIND, id=organisation_id)
        return OrganisationKind(rows[0]["kind"]) if rows else None

    def workers(self, lineage: Sequence[str], day: date) -> Sequence[Worker]:
        """Return the active staff who work for one of these places on a day."""
        serving = sorted(SERVES_ITS_PARENT)
        rows = self._read(WORKERS, line=list(lineage), day=day, serving=serving)
        return [
            Worker(
                staff_id=row["staff_id"],
                organisation_id=row["organisation_id"],
                unit_kind=OrganisationKind(row["unit_kind"]),
                roles=frozenset(map(Role, row["roles"])),
                duties=frozenset(map(DutyKind, row["duties"])),
            )
            for row in rows
        ]
