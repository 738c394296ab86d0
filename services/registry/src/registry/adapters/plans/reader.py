"""Questions about plans that change nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from registry.adapters.places import UNDER
from registry.adapters.plans.rows import PlanRows
from registry.adapters.sealed import Seals
from registry.application.plans.views import PlanCard, card_of

ONE: Final = "select * from plans where plan_id = :id"
PAGE: Final = f"""
{UNDER}
select p.* from plans p left join households h using (household_id)
where p.plan_id > :after
    and (cast(:id as text) is null or coalesce(h.organisation_id, p.place_id)
        in (select organisation_id from under))
    and (cast(:owner as text) is null or p.owner = :owner)
    and (cast(:subject as text) is null or p.subject = :subject)
    and (cast(:state as text) is null or p.state = :state)
    and (cast(:late as date) is null or p.state = 'in-force' and p.review_on < :late)
order by p.plan_id limit :limit
"""


class SqlPlanReader:
    """Reads outside any unit of work; a household's words are not told."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._read = database.rows
        self._sealer = sealer

    def one(self, plan_id: UUID) -> PlanCard | None:
        """Return a plan; the words of a place's alone."""
        rows = self._read(ONE, id=plan_id)
        return self._card(rows[0]) if rows else None

    def page(
        self,
        *,
        organisation_id: str | None,
        owner: str | None,
        subject: str | None,
        state: str | None,
        late: date | None,
        after: UUID,
        limit: int,
    ) -> Sequence[PlanCard]:
        """Return plans of a place and below it, or of an owner; by id.

        `late`: those in force whose review was due before this day.
        """
        rows = self._read(
            PAGE,
            id=organisation_id,
            owner=owner,
            subject=subject,
            state=state,
            late=late,
            after=after,
            limit=limit,
        )
        return [self._card(row) for row in rows]

    def _card(self, row: Mapping[Any, Any]) -> PlanCard:
        return card_of(PlanRows(Seals(self._sealer)).plan(row))
