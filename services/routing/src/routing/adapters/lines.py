"""The lines of cases that wait for a moment or for news, as the sweeps walk them."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock
from minqing_kernel.sweeping import Due
from routing.adapters.tables import OWING_STATES

OVERDUE = """
select watch_from, petition_id from deadlines
where watch_from <= :now and (watch_from, petition_id)
    > (cast(:moment as timestamptz), cast(:petition_id as uuid))
order by watch_from, petition_id limit :limit
"""
REMINDED = """
select remind_at, petition_id from deadlines
where remind_at <= :now and (remind_at, petition_id)
    > (cast(:moment as timestamptz), cast(:petition_id as uuid))
order by remind_at, petition_id limit :limit
"""
WAITING = """
select petition_id from cases
where edition < (select edition from directory_edition)
    and edition is not null and merged_into is null
    and petition_id > cast(:petition_id as uuid)
order by petition_id limit :limit
"""
PROVISIONAL = """
select distinct petition_id from deadlines join cases using (petition_id)
where provisional and met_at is null and replaced_at is null
    and counted ->> 'by' is distinct from :edition and counted is not null
    and (merged_into is not null) = :resting
    and petition_id > cast(:petition_id as uuid)
order by petition_id limit :limit
"""
UNSETTLED = """
select distinct n.petition_id from merge_notes n
join cases c on c.petition_id = n.petition_id
join cases l on l.petition_id = n.lead_petition_id
where not n.done and n.petition_id > cast(:petition_id as uuid)
order by n.petition_id limit :limit
"""
UNVISITED = """
select r.petition_id from repeats r
join cases c on c.petition_id = r.petition_id
join cases f on f.petition_id = r.first_petition_id
where not r.done and r.petition_id > cast(:petition_id as uuid)
order by r.petition_id limit :limit
"""
ACCUSING = """
select petition_id from cases
where accused is not null and petition_id > cast(:petition_id as uuid)
order by petition_id limit :limit
"""
SILENT = f"""
select coalesce(silence_at, spoken_at), petition_id from cases
where {OWING_STATES} and coalesce(silence_at, spoken_at) <= :now and not from_archive
    and (coalesce(silence_at, spoken_at), petition_id)
    > (cast(:moment as timestamptz), cast(:petition_id as uuid))
order by coalesce(silence_at, spoken_at), petition_id limit :limit
"""
FIRST = UUID(int=0)


class SqlLines:
    """Reads outside any unit of work what is to be looked at, in order."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def overdue(self, place: tuple[Any, ...] | None, limit: int) -> Sequence[Due]:
        """Return cases whose deadline is to be looked at, the longest waiting first."""
        return self._by_moment(OVERDUE, place, limit)

    def silent(
        self, days: Callable[[], int], place: tuple[Any, ...] | None, limit: int
    ) -> Sequence[Due]:
        """Return open cases whose petitioners heard nothing for so many days.

        Those whose silence was noticed come again after as many more.
        """
        since = timedelta(days=days())
        return self._by_moment(SILENT, place, limit, ago=since) if since else []

    def _by_moment(
        self,
        sql: str,
        place: tuple[Any, ...] | None,
        limit: int,
        ago: timedelta = timedelta(),
    ) -> Sequence[Due]:
        moment, petition_id = place or ("-infinity", FIRST)
        rows = self._database.rows(
            sql,
            now=self._clock.now() - ago,
            moment=str(moment),
            petition_id=str(petition_id),
            limit=limit,
        )
        return [
            Due(place=tuple(row.values()), petition_id=row["petition_id"])
            for row in rows
        ]

    def reminded(self, place: tuple[Any, ...] | None, limit: int) -> Sequence[Due]:
        """Return cases whose unit is to be reminded, the longest waiting first."""
        return self._by_moment(REMINDED, place, limit)

    def waiting(self, place: tuple[Any, ...] | None, limit: int) -> Sequence[Due]:
        """Return the cases that were judged by an older directory, the oldest first."""
        return self._by_id(WAITING, place, limit)

    def unsettled(self, place: tuple[Any, ...] | None, limit: int) -> Sequence[Due]:
        """Return merged petitions whose cases came after the word of the merging."""
        return self._by_id(UNSETTLED, place, limit)

    def unvisited(self, place: tuple[Any, ...] | None, limit: int) -> Sequence[Due]:
        """Return repeat visits whose cases came after the word of them."""
        return self._by_id(UNVISITED, place, limit)

    def accusing(self, place: tuple[Any, ...] | None, limit: int) -> Sequence[Due]:
        """Return the cases that accuse a unit."""
        return self._by_id(ACCUSING, place, limit)

    def _by_id(
        self,
        sql: str,
        place: tuple[Any, ...] | None,
        limit: int,
        **asked: Any,  # noqa: ANN401
    ) -> Sequence[Due]:
        [petition_id] = place or [FIRST]
        rows = self._database.rows(
            sql, petition_id=str(petition_id), limit=limit, **asked
        )
        return [
            Due(place=(row["petition_id"],), petition_id=row["petition_id"])
            for row in rows
        ]

    def provisional(
        self,
        edition: str,
        place: tuple[Any, ...] | None,
        limit: int,
        *,
        resting: bool = False,
    ) -> Sequence[Due]:
        """Return the cases whose dates another edition of the calendar left open.

        Those that rest for a lead are asked for apart.
        """
        asked = {"edition": edition, "resting": resting}
        return self._by_id(PROVISIONAL, place, limit, **asked)
