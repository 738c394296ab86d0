"""How much a neighbour may tell in an hour beside words about a matter.

Statements, requests and fingerprints are told again by themselves: what is passed over
today costs an hour or a day, and nobody's matter. Counted in the database, so that all
processes share one count; only what the neighbour signed counts as its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock
from routing.domain.same.matters import Marks
from routing.domain.statements.letters import Account, Request

MIB: Final = 1 << 20
ASKING: Final = 2
"""Questions have as much again: statements and fingerprints do not crowd them out."""
KEPT: Final = timedelta(days=8)
"""A week tells what is usual."""
COUNT: Final = """
insert into agency_hours as known (agency, hour, letters, bytes, prints, refused)
values (:agency, :hour, 1, :bytes, :prints, 0)
on conflict (agency, hour) do update set
    letters = known.letters + 1, bytes = known.bytes + :bytes,
    prints = known.prints + :prints
where known.letters < :most_letters and known.bytes + :bytes <= :most_bytes
returning letters
"""
REFUSE: Final = """
insert into agency_hours as known (agency, hour, letters, bytes, prints, refused)
values (:agency, :hour, 0, 0, 0, 1)
on conflict (agency, hour) do update set refused = known.refused + 1
"""
FORGET: Final = "delete from agency_hours where hour < :before"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The most that is taken of one neighbour within an hour."""

    letters: int = 2_000
    mib: int = 64


USUAL: Final = Limits()


class Volume:
    """Counts the letters of each neighbour, and says when it is enough."""

    def __init__(self, database: Database, clock: Clock, limits: Limits) -> None:
        self._rows, self._clock, self._limits = database.rows, clock, limits
        self._forgotten: datetime | None = None

    def admits(self, account: Account, size: int) -> bool:
        """Count a letter of that many bytes; tell whether it is within the limit."""
        hour = self._clock.now().replace(minute=0, second=0, microsecond=0)
        self._forget(hour)
        about = {"agency": account.sender, "hour": hour}
        times = ASKING if isinstance(account, Request) else 1
        most = self._limits.mib * MIB * times
        within = size <= most and self._rows(
            COUNT,
            **about,
            bytes=size,
            prints=prints_of(account),
            most_letters=self._limits.letters * times,
            most_bytes=most,
        )
        if not within:
            self._rows(REFUSE, **about)
        return bool(within)

    def _forget(self, hour: datetime) -> None:
        if self._forgotten != hour:
            self._rows(FORGET, before=hour - KEPT)
            self._forgotten = hour


def prints_of(account: Account) -> int:
    """Return how many fingerprints a letter has compared here."""
    marks = account.marks if isinstance(account, Marks) else ()
    return sum(len(each.prints) for each in marks)
