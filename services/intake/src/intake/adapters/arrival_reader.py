"""Arrivals one by one, as the desk of a door looks them up (D-10)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database

ARRIVED: Final = """
select a.reception_id, a.organisation_id, a.channel, a.people, a.arrived_at,
    a.recorded_by, a.state, a.ground, a.words, a.petition_id, a.settled_at, a.matter,
    a.contact, p.receipt,
    (select count(*) from conduct_entries c where c.reception_id = a.reception_id)
        as conduct
from receptions a left join petitions p using (petition_id)
"""
ONE: Final = ARRIVED + "where a.reception_id = :reception_id"
OF_A_TIME: Final = (
    ARRIVED
    + """
where a.arrived_at >= :since and a.arrived_at < :until
    and a.organisation_id = any(:organisations)
    and (cast(:after as uuid) is null or (a.arrived_at, a.reception_id) < (
        select b.arrived_at, b.reception_id from receptions b
        where b.reception_id = cast(:after as uuid)))
order by a.arrived_at desc, a.reception_id desc limit :limit
"""
)


class ArrivalReader:
    """Answers in one round trip each."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def one(self, reception_id: UUID) -> RowMapping | None:
        """Return one arrival, with its petition's number if it became one."""
        rows = self._database.rows(ONE, reception_id=reception_id)
        return rows[0] if rows else None

    def page(
        self,
        since: datetime,
        until: datetime,
        organisations: Sequence[str],
        after: UUID | None,
        limit: int,
    ) -> tuple[Sequence[RowMapping], UUID | None]:
        """Return who came from `since` on and before `until`, the latest first.

        `after` is the last arrival of the page before; with the rows comes what opens
        the next page, None at the end.
        """
        found = self._database.rows(
            OF_A_TIME,
            since=since,
            until=until,
            organisations=list(organisations),
            after=after,
            limit=limit + 1,
        )
        more = len(found) > limit
        return found[:limit], found[limit - 1]["reception_id"] if more else None
