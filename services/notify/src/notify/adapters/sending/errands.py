"""Errands in their table."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from notify.adapters.sending.tables import errands
from notify.domain.errors import ErrandUnknown
from notify.domain.notice import Audience
from notify.domain.occurrence import Step
from notify.domain.sending.errand import Errand, ErrandState, errand_id
from notify.domain.sending.means import Means

CALL_FOR = """
insert into errands (errand_id, notice_id, petition_id, means, organisation_id, step,
  audience, case_revision, receipt, state, asked_at)
select r.errand_id, n.notice_id, n.petition_id, 'call', n.organisation_id, n.step,
  n.audience, n.case_revision, n.params->>'receipt', 'open', r.asked_at
from jsonb_to_recordset(:rows) as r(errand_id uuid, notice_id uuid,
  asked_at timestamptz)
join notices n on n.notice_id = r.notice_id
where n.in_trouble and n.audience <> 'subscriber'
order by r.errand_id
on conflict (errand_id) do update set state = 'open', asked_at = excluded.asked_at
where errands.state = 'withdrawn'
"""
WITHDRAW = """
update errands e set state = 'withdrawn'
from jsonb_to_recordset(:rows) as r(notice_id uuid)
where e.notice_id = r.notice_id and e.means = 'call'
  and e.state in ('open', 'not-reached')
"""


class SqlErrands:
    """What people are to do."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._table = Repository(
            work, errands, to_row=_row, from_row=_errand, missing=ErrandUnknown
        )

    def call_for(self, notice_ids: Collection[UUID], *, at: datetime) -> None:
        """Ask people to call about notices that have failed."""
        rows = [
            {
                "errand_id": errand_id(each, Means.CALL),
                "notice_id": each,
                "asked_at": at,
            }
            for each in notice_ids
        ]
        self._work.write(CALL_FOR, rows)

    def one(self, errand_id: UUID) -> Errand:
        """Return one errand, locked, or raise ErrandUnknown."""
        return self._table.get(errand_id)

    def withdraw(self, notice_id: UUID) -> None:
        """Let nobody call any more about a notice that is sent again."""
        self._work.write(WITHDRAW, [{"notice_id": notice_id}])


def _row(errand: Errand) -> dict[str, Any]:
    return {
        "errand_id": errand.errand_id,
        "state": errand.state,
        "tries": errand.tries,
        "done_by": errand.by,
        "ended_at": errand.ended_at,
    }


def _errand(row: Mapping[str, Any]) -> Errand:
    return Errand(
        errand_id=row["errand_id"],
        notice_id=row["notice_id"],
        petition_id=row["petition_id"],
        means=Means(row["means"]),
        organisation_id=row["organisation_id"],
        step=Step(row["step"]),
        audience=Audience(row["audience"]),
        case_revision=row["case_revision"],
        state=ErrandState(row["state"]),
        tries=row["tries"],
        by=row["done_by"],
        ended_at=row["ended_at"],
    )
