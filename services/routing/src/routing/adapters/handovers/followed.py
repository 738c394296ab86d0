"""What a petitioner sees of a matter that another agency received first."""

import hmac
import secrets
import time
from collections import OrderedDict
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock
from routing.domain.handover.errors import NotFollowed, TooManyGuesses
from routing.domain.handover.following_by_code import (
    TRIES,
    WINDOW,
    fits,
    read_code,
)

FOUND: Final = """
select l.petition_id, l.leg, l.owner, c.state, c.received_at, c.receipt,
    (select jsonb_agg(told.value) from agency_legs every, jsonb_each(every.theirs) told
        where every.petition_id = l.petition_id) as told,
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
COUNT: Final = """
insert into followed_tries (receipt, tries, ends_at) values (:receipt, 1, :ends_at)
on conflict (receipt) do update set
    tries = case when followed_tries.ends_at <= :now then 1
        else followed_tries.tries + 1 end,
    ends_at = case when followed_tries.ends_at <= :now then excluded.ends_at
        else followed_tries.ends_at end
returning tries
"""
"""Before a code is looked at: a hundred at once are still a hundred."""
RIGHT: Final = """
update followed_tries set tries = tries - 1 where receipt = :receipt and tries > 0
returning tries
"""
A_LOOK: Final = 0.05
"""Seconds that a look at a code takes, before the first was measured."""
TIDY: Final = timedelta(minutes=1)
MOST_OPENED: Final = 10_000
FORGET: Final = "delete from followed_tries where ends_at <= :now"
OVER: Final = frozenset({"resolved", "closed"})


class FollowedReader:
    """Opens a matter to who has its number and code; guesses are counted and end.

    A code that opened a matter here opens it again at once, however many others guess:
    nobody keeps its petitioner out for long by wrong codes.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._rows, self._clock = database.rows, clock
        self._secret = secrets.token_bytes(32)
        self._opened: OrderedDict[bytes, None] = OrderedDict()
        self._look, self._tidied = A_LOOK, datetime.min.replace(tzinfo=UTC)

    def open(self, receipt: str, code: str) -> dict[str, Any]:
        """Return where it stands; raise NotFollowed, TooManyGuesses.

        While too many were wrong a right one that is new here waits, too: at the first
        agency it opens always. Whether a number is known is told by nothing but the
        right code: neither by the answer, nor by its time.
        """
        found = self._rows(FOUND, receipt=receipt)
        row = dict(found[0]) if found else None
        checks = _checks(row)
        mark = self._mark(row, code, checks) if row else b""
        if row is not None and mark in self._opened:
            return row
        if self._count(receipt) > TRIES:
            raise TooManyGuesses
        if row is None or not checks:
            # It takes as long and is counted as any other, and costs us nothing:
            # there is no end of numbers that nobody has.
            time.sleep(self._look)
            raise NotFollowed
        if not self._fits(code, UUID(str(row["petition_id"])), checks):
            raise NotFollowed
        self._rows(RIGHT, receipt=receipt)
        self._opened[mark] = None
        if len(self._opened) > MOST_OPENED:
            self._opened.popitem(last=False)
        return row

    def _fits(self, code: str, petition_id: UUID, checks: list[str]) -> bool:
        began = time.perf_counter()
        right = fits(code, petition_id, checks)
        self._look = time.perf_counter() - began
        return right

    def _count(self, receipt: str) -> int:
        now = self._clock.now()
        if abs(now - self._tidied) >= TIDY:
            self._rows(FORGET, now=now)
            self._tidied = now
        about = {"receipt": receipt, "now": now, "ends_at": now + WINDOW}
        return int(self._rows(COUNT, **about)[0]["tries"])

    def _mark(self, row: dict[str, Any], code: str, checks: list[str]) -> bytes:
        told = [str(row["petition_id"]), read_code(code), *checks]
        said = "\n".join(told).encode("utf-8", "replace")
        return hmac.digest(self._secret, said, "sha256")


def _checks(row: dict[str, Any] | None) -> list[str]:
    """Return what a code is known by here: a later round need not have told it."""
    told = row["told"] or () if row else ()
    return [each["code_check"] for each in told if each.get("code_check")]
