"""Parts of petitions in their table, and what both sides are told as."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from intake.adapters.rows import progress_from
from intake.adapters.split_tables import PARTS
from intake.adapters.telling import shared
from intake.domain.splitting import Kin, PetitionSplit
from minqing_chassis.unit_of_work import SqlWork, Told
from minqing_contracts.intake_splits import PetitionSplitV1
from minqing_kernel.messages import DomainEvent

QUEUE_UP: Final = """
select pg_advisory_xact_lock(hashtextextended(coalesce(
    (select first_petition_id from petition_parts where petition_id = :petition_id),
    cast(:petition_id as uuid)
)::text, 50))
"""
"""One lock for all that came together; what came first of them never changes."""
KIN: Final = """
select c.facts, coalesce(own.first_petition_id, p.petition_id) as first_petition_id,
    1 + (
        select count(*) from petition_parts each
        where each.first_petition_id = coalesce(own.first_petition_id, p.petition_id)
    ) as together
from petitions p left join petition_parts own using (petition_id)
left join case_progress c using (petition_id)
where p.petition_id = :petition_id
"""


class SqlSplits:
    """Which petitions are parts of which."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def queue_up(self, petition_id: UUID) -> None:
        """Wait until nobody else divides what came together with a petition."""
        self._work.read(QUEUE_UP, petition_id=petition_id)

    def of(self, petition_id: UUID) -> Kin:
        """Return what came together with a petition; to be asked once it is locked."""
        [row] = self._work.read(KIN, petition_id=petition_id)
        return Kin(
            first_petition_id=row["first_petition_id"],
            together=row["together"],
            elsewhere=progress_from(row["facts"]).elsewhere is not None,
        )

    def keep(self, parts: Iterable[UUID], first: UUID, at: datetime) -> None:
        """Let petitions be parts of what came as the first."""
        for each in parts:
            row = {"petition_id": each, "first_petition_id": first, "split_at": at}
            self._work.insert(PARTS, row)


def _split(fact: PetitionSplit) -> Told:
    event = PetitionSplitV1(
        **shared(fact),
        part_ids=[each.petition_id for each in fact.parts],
        part_receipts=[each.receipt for each in fact.parts],
        split_at=fact.split_at,
        category=fact.category,
        part_categories=[each.category for each in fact.parts],
    )
    receipts = [each.receipt for each in fact.parts]
    return Told(
        subject=str(fact.petition_id),
        revision=fact.revision,
        step="split",
        at=fact.split_at,
        event=event,
        detail={"parts": receipts, "reason": fact.reason},
    )


SPLIT_TELL: Mapping[type[DomainEvent], Callable[[Any], Told]] = {PetitionSplit: _split}
