"""What devices pressed, in its table; one device at a time."""

from datetime import datetime

from intake.adapters.channel_tables import DEVICE_PRESSES
from intake.application.pressing import Recent
from intake.domain.device import Press, Pressed
from minqing_chassis.unit_of_work import SqlWork

QUEUE_UP = "select pg_advisory_xact_lock(hashtextextended(:device, 20))"
RECENT = """
select d.presses, d.first_at, u.unknown, u.first_unknown_at, (
    select c.petition_id from device_presses d join device_calls c using (petition_id)
    join petitions p using (petition_id)
    left join case_progress g using (petition_id)
    where d.device_id = :device and d.taken_at > :since
        and d.resident_id is not distinct from cast(:resident as varchar)
        and c.answered_at is null
        and p.state in ('received', 'awaiting-petitioner', 'accepted')
        and coalesce(g.state, '') not in ('resolved', 'closed', 'withdrawn')
    order by d.taken_at desc, d.id desc limit 1
) as open_call
from (
    select count(*) as presses, min(taken_at) as first_at from device_presses
    where device_id = :device and taken_at > :since
) d cross join (
    select count(*) as unknown, min(taken_at) as first_unknown_at from device_presses
    where caller = :caller and resident_id is null and taken_at > :since
) u
"""


class SqlPresses:
    """Every press that was taken."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def recent(self, pressed: Pressed, caller: str, since: datetime) -> Recent:
        """Return what was pressed since; two presses of one device come in turn."""
        self._work.read(QUEUE_UP, device=pressed.device_id)
        [row] = self._work.read(
            RECENT,
            device=pressed.device_id,
            resident=pressed.resident_id,
            caller=caller,
            since=since,
        )
        return Recent(**row)

    def add(self, press: Press) -> None:
        """Keep a press."""
        self._work.insert(DEVICE_PRESSES, vars(press))
