"""Who looks at a case just now, as their pages tell every half minute."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer

EXPIRES: Final = timedelta(seconds=90)
"""Whoever did not tell for so long is no longer there."""
MOST: Final = 5
BEAT: Final = """
insert into presence (matter, staff_id, writes, seen_at)
values (:matter, :staff_id, :writes, now())
on conflict (matter, staff_id) do update
set writes = excluded.writes, seen_at = excluded.seen_at
"""
OTHERS: Final = """
select staff_id, writes from presence
where matter = :matter and staff_id <> :staff_id and seen_at > now() - :expires
order by writes desc, staff_id limit :most
"""
SWEEP: Final = "delete from presence where seen_at < now() - :expires"


@dataclass(frozen=True, kw_only=True)
class Present:
    """A colleague at the same case; `writes`: something stands in a form there."""

    staff_id: str
    writes: bool


class SqlPresence:
    """Kept under fingerprints of cases; nothing of it lasts."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def beat(self, number: str, staff_id: str, *, writes: bool) -> None:
        """Note that somebody is there."""
        matter = self._matter(number)
        self._database.rows(BEAT, matter=matter, staff_id=staff_id, writes=writes)

    def others(self, number: str, staff_id: str) -> list[Present]:
        """Return who else is there, those who write first; five at most."""
        about = {"matter": self._matter(number), "staff_id": staff_id}
        rows = self._database.rows(OTHERS, **about, expires=EXPIRES, most=MOST)
        return [Present(**row) for row in rows]

    def ticket(self, number: str, staff_id: str, day: date) -> str:
        """Return what proves that somebody was shown a case on a day."""
        told = f"{staff_id}\n{number}\n{day.isoformat()}"
        return self._sealer.blind_index(told, "portal.presence")

    def sweep(self) -> None:
        """Forget who went."""
        self._database.rows(SWEEP, expires=EXPIRES)

    def _matter(self, number: str) -> str:
        return self._sealer.blind_index(number, "portal.present-at")
