"""Mergings in their table, and the notices that follow from them.

A follower's notice is made in the database from the lead's, by whichever of the two
comes later: the step, or the word of the merging. So any order ends the same.
"""

from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from notify.adapters.following_tables import followings
from notify.domain.following import Following

TAKE = f"""
insert into {followings.name}
select * from jsonb_populate_recordset(null::{followings.name}, :rows)
on conflict (petition_id, revision) do update set
    merged_at = coalesce({followings.name}.merged_at, excluded.merged_at),
    separated_at = coalesce({followings.name}.separated_at, excluded.separated_at)
"""
ECHO = """
insert into notices (notice_id, petition_id, correlation_id, case_revision, step,
    audience, recipient, organisation_id, urgency, at, params, state, attempts,
    next_attempt_at)
select md5(n.notice_id::text || f.petition_id::text)::uuid, f.petition_id,
    n.correlation_id, n.case_revision, n.step, 'follower', n.recipient,
    n.organisation_id, n.urgency, n.at,
    n.params || jsonb_build_object('receipt', f.receipt), 'waiting', 0,
    coalesce(n.next_attempt_at, n.settled_at, n.recorded_at)
from (select distinct lead from jsonb_to_recordset(:rows) as r(lead uuid)) as touched
join followings f on f.lead_petition_id = touched.lead
join notices n on n.petition_id = touched.lead
where n.audience = 'petitioner' and f.reachable and n.at >= f.merged_at
    and (f.separated_at is null or n.at < f.separated_at)
    and n.step in ('assigned', 'escalated', 'resolved', 'reopened')
order by f.petition_id, n.notice_id
on conflict (notice_id) do nothing
"""


class SqlFollowings:
    """What is told of mergings, and whose petitioners follow whom."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work
        self._taken: dict[tuple[UUID, int], Following] = {}
        self._touched: set[UUID] = set()
        work.before_commit(self._write)

    def take(self, following: Following) -> None:
        """Join what is told of one merging to what is known."""
        key = (following.petition_id, following.revision)
        known = self._taken.get(key)
        self._taken[key] = known.joined(following) if known else following
        self.echo(following.lead_petition_id)

    def echo(self, lead_petition_id: UUID) -> None:
        """Tell those who follow a petition what its petitioner is told."""
        self._touched.add(lead_petition_id)

    def _write(self) -> None:
        if self._taken:
            rows = [vars(self._taken[key]) for key in sorted(self._taken)]
            self._work.write(TAKE, rows)
        if self._touched:
            self._work.write(ECHO, [{"lead": each} for each in sorted(self._touched)])
