"""Questions about firms that change nothing."""

from collections.abc import Sequence
from uuid import UUID

from minqing_chassis.database import Database
from registry.adapters.places import LIVED_IN, UNDER
from registry.application.firms.views import FirmView, VisitedCount

ONE = "select * from firms where firm_id = :id"
PAGE = f"""
{UNDER}
select firms.* from firms join under using (organisation_id)
where firm_id > :after and (cast(:kind as text) is null or kind = :kind)
order by firm_id limit :limit
"""
COUNTS = f"""
{UNDER}
select kind, count(*) as number from firms join under using (organisation_id)
where active group by kind
union all
select 'household', count(*) from households join under using (organisation_id)
where {LIVED_IN}
"""
FIRST = UUID(int=0)


class FirmReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def one(self, firm_id: UUID) -> FirmView | None:
        """Return a firm by its id."""
        rows = self._read(ONE, id=firm_id)
        return FirmView(**rows[0]) if rows else None

    def page(
        self,
        organisation_id: str,
        *,
        kind: str | None = None,
        after: UUID | None = None,
        limit: int = 100,
    ) -> Sequence[FirmView]:
        """Return the firms of an organisation and those below it; by id."""
        found = self._read(
            PAGE, id=organisation_id, kind=kind, after=after or FIRST, limit=limit
        )
        return [FirmView(**row) for row in found]

    def counts(self, organisation_id: str) -> VisitedCount:
        """Return how many there are to visit, by type."""
        rows = self._read(COUNTS, id=organisation_id)
        return VisitedCount(
            organisation_id=organisation_id,
            counts={row["kind"]: row["number"] for row in rows},
        )
