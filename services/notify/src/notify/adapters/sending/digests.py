"""Digests: one notice for each desk and day, and the notices that go with it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from notify.adapters import tables
from notify.domain.delivery import Settlement
from notify.domain.notice import Notice

ROWS = """
jsonb_to_recordset(:rows) as r(notice_id uuid, digest_at timestamptz, wall timestamptz)
"""
DIGEST_ID = "md5('digest' || n.organisation_id || r.digest_at::text)::uuid"
MAKE = f"""
insert into notices (notice_id, petition_id, correlation_id, step, audience, recipient,
  organisation_id, urgency, at, params, state, attempts, next_attempt_at)
select distinct {DIGEST_ID}, {DIGEST_ID}, {DIGEST_ID}, 'digest', 'owner',
  n.organisation_id, n.organisation_id, 1, r.digest_at,
  '{{"receipt": "digest"}}'::jsonb, 'waiting', 0, r.digest_at
from {ROWS} join notices n on n.notice_id = r.notice_id
where n.state = 'gathered' and n.digest_id is null and n.organisation_id is not null
order by 1
on conflict (notice_id) do nothing
"""
JOIN = f"""
with taken as (
  select g.notice_id from notices g where g.notice_id in (
    select {DIGEST_ID} from {ROWS} join notices n on n.notice_id = r.notice_id)
    and g.state = 'waiting' and g.attempts = 0
  order by g.notice_id for update
)
update notices n set digest_id = taken.notice_id
from {ROWS}, taken
where n.notice_id = r.notice_id and n.state = 'gathered' and n.digest_id is null
  and taken.notice_id = {DIGEST_ID}
"""
"""A digest that a sender holds is locked or no more waiting: nobody joins it late."""
LEFT_OUT = f"""
update notices n set state = 'waiting', next_attempt_at = r.wall, urgency = 1
from {ROWS}
where n.notice_id = r.notice_id and n.state = 'gathered' and n.digest_id is null
"""
MEMBERS = "select * from notices where digest_id = any(:ids) order by at, notice_id"


class SqlDigests:
    """The day's small news of each desk."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def gather(self, settlements: Sequence[Settlement], *, wall: datetime) -> None:
        """Join notices to their desk's digest; who comes too late goes alone, now."""
        rows = [
            {"notice_id": each.notice_id, "digest_at": each.digest_at, "wall": wall}
            for each in settlements
        ]
        if rows:
            for statement in (MAKE, JOIN, LEFT_OUT):
                self._work.write(statement, rows)

    def members(self, ids: Collection[UUID]) -> Mapping[UUID, Sequence[Notice]]:
        """Return what the digests hold, the oldest first."""
        found = defaultdict[UUID, list[Notice]](list)
        if ids:
            for row in self._work.read(MEMBERS, ids=sorted(ids)):
                found[row["digest_id"]].append(tables.notice_from(dict(row)))
        return found
