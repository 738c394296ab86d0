"""What is noted of each neighbour as its letters come: what it reads, and its clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock

A_DAY: Final = timedelta(days=1)
A_MINUTE: Final = timedelta(minutes=1)
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
    """What was last written down of a neighbour by this process."""

    edition: int
    skew: float
    since: datetime
    written: datetime


class NeighbourNotes:
    """Writes at most once a minute for each neighbour, beside what its letters do.

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
        if (
            known is not None
            and known.edition == edition
            and now - known.written < A_MINUTE
        ):
            self._noted[agency] = Noted(
                edition=edition, skew=skew, since=since, written=known.written
            )
            return
        self._noted[agency] = Noted(
            edition=edition, skew=skew, since=since, written=now
        )
        about = {"agency": agency, "edition": edition, "skew": skew, "now": now}
        self._database.rows(NOTE, **about)
