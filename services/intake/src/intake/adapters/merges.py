"""Merged petitions in their table, and what both parts are told as."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping

from intake.adapters.merge_tables import MERGES
from intake.adapters.telling import shared
from intake.domain.merging import Bond, Merge, PetitionMerged, PetitionSeparated
from minqing_chassis.unit_of_work import SqlWork, Told
from minqing_contracts.intake_repeats import PetitionMergedV1, PetitionSeparatedV1
from minqing_kernel.messages import DomainEvent

BONDS = """
select p.petition_id, c.state as case_state, p.accused,
    c.facts -> c.revision::text ->> 'organisation_id' as owner_id,
    (
        select max((told.fact ->> 'at')::timestamptz)
        from jsonb_each(c.facts) told (revision, fact)
        where told.fact ->> 'step' = 'reopened'
    ) as reopened_at,
    m.lead_petition_id, m.revision, m.merged_at,
    exists (select from merges f where f.lead_petition_id = p.petition_id) as leads
from petitions p left join case_progress c using (petition_id)
left join merges m using (petition_id)
where p.petition_id = any(:ids)
"""
DROP = """
delete from merges using jsonb_to_recordset(:rows) as gone(petition_id uuid)
where merges.petition_id = gone.petition_id
"""


class SqlMerges:
    """Which petitions are merged into which."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def of(self, petition_ids: Sequence[UUID]) -> Mapping[UUID, Bond]:
        """Return the bond of each; to be asked once the petitions are locked."""
        rows = self._work.read(BONDS, ids=list(petition_ids))
        return {row["petition_id"]: _bond(row) for row in rows}

    def keep(self, merge: Merge) -> None:
        """Let a petition be merged."""
        self._work.insert(MERGES, vars(merge))

    def drop(self, petition_id: UUID) -> None:
        """Let a petition stand for itself."""
        self._work.write(DROP, [{"petition_id": petition_id}])


def _bond(row: RowMapping) -> Bond:
    return Bond(
        petition_id=row["petition_id"],
        case_state=row["case_state"],
        reopened_at=row["reopened_at"],
        owner_id=row["owner_id"],
        accused=tuple(sorted(row["accused"] or ())),
        merge=_merge(row) if row["lead_petition_id"] else None,
        leads=row["leads"],
    )


def _merge(row: RowMapping) -> Merge:
    return Merge(**{name: row[name] for name in Merge.__dataclass_fields__})


def _merged(fact: PetitionMerged) -> Told:
    event = PetitionMergedV1(
        **shared(fact),
        lead_petition_id=fact.lead_petition_id,
        lead_receipt=fact.lead_receipt,
        merged_at=fact.merged_at,
    )
    return Told(
        subject=str(fact.petition_id),
        revision=fact.revision,
        step="merged",
        at=fact.merged_at,
        event=event,
        detail={"lead": fact.lead_receipt, "reason": fact.reason},
    )


def _separated(fact: PetitionSeparated) -> Told:
    event = PetitionSeparatedV1(
        **shared(fact),
        lead_petition_id=fact.lead_petition_id,
        merge_revision=fact.merge_revision,
        separated_at=fact.separated_at,
    )
    return Told(
        subject=str(fact.petition_id),
        revision=fact.revision,
        step="separated",
        at=fact.separated_at,
        event=event,
        detail={"merge_revision": fact.merge_revision, "reason": fact.reason},
    )


MERGE_TELL: Mapping[type[DomainEvent], Callable[[Any], Told]] = {
    PetitionMerged: _merged,
    PetitionSeparated: _separated,
}
