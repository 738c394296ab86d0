"""The journal of calls in its table."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from notify.domain.delivery import Settlement
from notify.domain.sending.journal import Begun, Doubt

BEGIN = """
insert into calls (notice_id, call_id, channel, keyed, doubled, state, begun_at)
select n.notice_id, r.call_id, r.channel, r.keyed, r.doubled, 'started', r.begun_at
from jsonb_to_recordset(:rows) as r(notice_id uuid, held_by uuid, call_id uuid,
  channel text, keyed boolean, doubled boolean, begun_at timestamptz)
join notices n on n.notice_id = r.notice_id and n.lease = r.held_by
"""
"""Who lost the lease writes nothing: the call is another's now."""

END = """
update calls c set state = r.result, error = r.error, ended_at = r.settled_at
from jsonb_to_recordset(:rows) as r(notice_id uuid, call_id uuid, result text,
  error text, settled_at timestamptz)
where c.notice_id = r.notice_id and c.call_id = r.call_id and c.state = 'started'
"""

DOUBTS = """
with fallen as (
  update calls set state = 'unsure', error = 'its sender died'
  where notice_id = any(:ids) and state = 'started'
  returning notice_id, call_id, channel, keyed
)
select * from fallen union all
select notice_id, call_id, channel, keyed from calls
where notice_id = any(:ids) and state = 'unsure'
order by call_id
"""

OVERRULE = """
update calls c set state = 'overruled'
from jsonb_to_recordset(:rows) as r(notice_id uuid)
where c.notice_id = r.notice_id and c.state = 'unsure'
"""


class SqlJournal:
    """Calls, written down before and after."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def begin(self, lease: UUID, calls: Sequence[Begun]) -> None:
        """Write down calls that are about to be made by the holder of `lease`."""
        rows = [vars(each) | {"held_by": lease} for each in calls]
        if rows:
            self._work.write(BEGIN, rows)

    def end(self, settlements: Sequence[Settlement]) -> None:
        """Write down how calls ended; one that ended before stays as it is."""
        rows = [vars(each) for each in settlements if each.call_id is not None]
        if rows:
            self._work.write(END, rows)

    def doubts(self, notice_ids: Collection[UUID]) -> Mapping[UUID, Sequence[Doubt]]:
        """Return which earlier calls may have told somebody, the oldest first."""
        found = defaultdict[UUID, list[Doubt]](list)
        if notice_ids:
            for row in self._work.read(DOUBTS, ids=sorted(notice_ids)):
                doubt = Doubt(channel=row["channel"], keyed=row["keyed"])
                found[row["notice_id"]].append(doubt)
        return found

    def overrule(self, notice_id: UUID) -> None:
        """Take away the doubts about a notice."""
        self._work.write(OVERRULE, [{"notice_id": notice_id}])
