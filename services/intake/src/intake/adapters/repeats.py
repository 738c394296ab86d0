"""Repeat visits in their table, how they are counted, and what they are told as."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from intake.adapters.repeat_tables import REPEATS
from intake.adapters.telling import shared
from intake.application.repeating import VisitCount
from intake.domain.repeating import (
    PetitionRepeated,
    PetitionUnrepeated,
    Repeat,
    Visits,
)
from minqing_chassis.database import Database
from minqing_chassis.unit_of_work import SqlWork, Told
from minqing_contracts.intake_repeats import PetitionRepeatedV1, PetitionUnrepeatedV1
from minqing_kernel.messages import DomainEvent

VISITS = """
select p.petition_id, r.first_petition_id, r.repeated_at, p.accused,
    f.repeats, f.highest, coalesce((
        select receipt from petitions q where q.petition_id = r.first_petition_id
    ), '') as first_receipt
from petitions p left join repeats r using (petition_id)
cross join lateral (
    select count(*) as repeats, coalesce(max(visit), 1) as highest
    from repeats f where f.first_petition_id = p.petition_id
) f
where p.petition_id = any(:ids)
"""
DROP = """
delete from repeats using jsonb_to_recordset(:rows) as gone(petition_id uuid)
where repeats.petition_id = gone.petition_id
"""
COUNT = """
select count(*) as visits, count(r.petition_id) as repeats,
    count(distinct coalesce(r.first_petition_id, p.petition_id)) as matters
from petitions p left join repeats r using (petition_id)
where p.organisation_id = any(:organisations)
    and p.received_at >= :start and p.received_at < :end
    and (p.accused is null or not p.accused && cast(:line as varchar[]))
"""


class SqlRepeats:
    """Which petitions are repeat visits of which."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def of(self, petition_ids: Sequence[UUID]) -> Mapping[UUID, Visits]:
        """Return how each stands; to be asked once the petitions are locked."""
        rows = self._work.read(VISITS, ids=list(petition_ids))
        return {
            row["petition_id"]: Visits(
                **{**row, "accused": tuple(sorted(row["accused"] or ()))}
            )
            for row in rows
        }

    def keep(self, repeated: Repeat) -> None:
        """Let a petition be a repeat visit."""
        self._work.insert(REPEATS, vars(repeated))

    def drop(self, petition_id: UUID) -> None:
        """Let a petition stand for itself."""
        self._work.write(DROP, [{"petition_id": petition_id}])


class SqlVisits:
    """Counts matters and visits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def count(
        self,
        organisations: Sequence[str],
        line: Sequence[str],
        start: datetime,
        end: datetime,
    ) -> VisitCount:
        """Return what came to these organisations from `start` until before `end`.

        A repeat visit whose first came earlier counts its matter once. What accuses one
        of the `line` is not counted (条例第30条).
        """
        [row] = self._database.rows(
            COUNT,
            organisations=list(organisations),
            line=list(line),
            start=start,
            end=end,
        )
        return VisitCount(**row)


def _repeated(fact: PetitionRepeated) -> Told:
    event = PetitionRepeatedV1(
        **shared(fact),
        first_petition_id=fact.first_petition_id,
        first_receipt=fact.first_receipt,
        visit=fact.visit,
        repeated_at=fact.repeated_at,
    )
    return Told(
        subject=str(fact.petition_id),
        revision=fact.revision,
        step="repeated",
        at=fact.repeated_at,
        event=event,
        detail={"first": fact.first_receipt, "visit": fact.visit},
    )


def _unrepeated(fact: PetitionUnrepeated) -> Told:
    event = PetitionUnrepeatedV1(
        **shared(fact),
        first_petition_id=fact.first_petition_id,
        first_receipt=fact.first_receipt,
        repeated_at=fact.repeated_at,
        unrepeated_at=fact.unrepeated_at,
    )
    return Told(
        subject=str(fact.petition_id),
        revision=fact.revision,
        step="unrepeated",
        at=fact.unrepeated_at,
        event=event,
        detail={"first": fact.first_receipt, "reason": fact.reason},
    )


REPEAT_TELL: Mapping[type[DomainEvent], Callable[[Any], Told]] = {
    PetitionRepeated: _repeated,
    PetitionUnrepeated: _unrepeated,
}
