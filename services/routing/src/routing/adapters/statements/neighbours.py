"""What is noted of each neighbour as its letters come: what it reads, and its clock."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock

A_DAY: Final = timedelta(days=1)
A_MINUTE: Final = timedelta(minutes=1)
A_SECOND: Final = 1.0
NOTE: Final = """
insert into agency_neighbours as known (agency, edition, dropped, due_at,
    skew_seconds, skew_at)
values (:agency, :edition, 0, :now, :skew, :now)
on conflict (agency) do update set
    edition = excluded.edition,
    due_at = coalesce(known.due_at, excluded.due_at),
    skew_seconds = excluded.skew_seconds,
    skew_at = excluded.skew_at
"""


@dataclass(frozen=True, kw_only=True)
class Noted:
    """What is known of a neighbour to this process, and what of it is written down."""

    edition: int
    skew: float
    since: datetime
    written: datetime
    written_skew: float


class NeighbourNotes:
    """Writes seldom, beside what the letters do; nobody waits for another's row.

    How far two clocks differ is the least time that a letter seemed to be on its way in
    a day: what lay in a queue for long tells nothing, and one that comes at once does.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._noted: dict[str, Noted] = {}

    def heard(self, agency: str, edition: int, said_at: datetime) -> None:
        """Take notice of a letter that was sound."""
        now, known = self._clock.now(), self._noted.get(agency)
        skew, since = (now - said_at).total_seconds(), now
        if known is not None and now - known.since < A_DAY and known.skew <= skew:
            skew, since = known.skew, known.since
        if known is not None and not _is_news(known, edition, skew, now):
            self._noted[agency] = replace(known, skew=skew, since=since)
            return
        self._noted[agency] = Noted(
            edition=edition, skew=skew, since=since, written=now, written_skew=skew
        )
        about = {"agency": agency, "edition": edition, "skew": skew, "now": now}
        self._database.rows(NOTE, **about)


def _is_news(known: Noted, edition: int, skew: float, now: datetime) -> bool:
    """Tell whether it is worth a row: other words, a better clock, or a minute."""
    better = known.written_skew - skew > A_SECOND
    return known.edition != edition or better or now - known.written >= A_MINUTE
