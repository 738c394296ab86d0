"""What a petitioner sees of a matter that another agency received first."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock
from routing.domain.handover.errors import NotFollowed, TooManyGuesses
from routing.domain.handover.following_by_code import TRIES, WINDOW, fits

FOUND: Final = """
select l.petition_id, l.leg, l.owner, l.theirs, c.state, c.received_at, c.receipt,
    a.organisation_id, o.name as unit_name, d.due_at, r.reply, r.resolved_at
from agency_legs l join cases c using (petition_id)
left join lateral (select organisation_id from assignments a
    where a.petition_id = c.petition_id and a.until is null
    order by revision desc limit 1) a on true
left join organisations o on o.organisation_id = a.organisation_id
left join lateral (select due_at from deadlines d
    where d.petition_id = c.petition_id and d.kind = 'handling'
    order by revision desc limit 1) d on true
left join lateral (select reply, resolved_at from resolutions r
    where r.petition_id = c.petition_id order by revision desc limit 1) r on true
where l.receipt = :receipt order by l.round desc limit 1
"""
GUESSED: Final = """
select tries from followed_tries where receipt = :receipt and ends_at > :now
"""
COUNT: Final = """
insert into followed_tries (receipt, tries, ends_at) values (:receipt, 1, :ends_at)
on conflict (receipt) do update set
    tries = case when followed_tries.ends_at <= :now then 1
        else followed_tries.tries + 1 end,
    ends_at = case when followed_tries.ends_at <= :now then excluded.ends_at
        else followed_tries.ends_at end
"""
FORGET: Final = "delete from followed_tries where ends_at <= :now"
OVER: Final = frozenset({"resolved", "closed"})


class FollowedReader:
    """Opens a matter to who has its number and code; guesses are counted and end."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._rows, self._clock = database.rows, clock

    def open(self, receipt: str, code: str) -> dict[str, Any]:
        """Return where it stands; raise NotFollowed, TooManyGuesses.

        A wrong number and a wrong code are told apart by nobody. While too many were
        wrong the right one waits, too: at the first agency it opens always.
        """
        now, found = self._clock.now(), self._rows(FOUND, receipt=receipt)
        row = dict(found[0]) if found else None
        checks = _checks(row)
        if row is None or not checks:
            raise NotFollowed
        guessed = self._rows(GUESSED, receipt=receipt, now=now)
        if guessed and guessed[0]["tries"] >= TRIES:
            raise TooManyGuesses
        if not fits(code, UUID(str(row["petition_id"])), checks):
            self._count(receipt, now)
            raise NotFollowed
        return row

    def _count(self, receipt: str, now: datetime) -> None:
        self._rows(FORGET, now=now)
        self._rows(COUNT, receipt=receipt, now=now, ends_at=now + WINDOW)


def _checks(row: dict[str, Any] | None) -> list[str]:
    told = row["theirs"].values() if row else ()
    return [each["code_check"] for each in told if each.get("code_check")]
