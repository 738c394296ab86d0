"""Differences as people see them, and what they settle."""

from typing import Any, Final
from uuid import UUID

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor
from routing.adapters.accusing import ACCUSED
from routing.adapters.paging import page, place_after, write_cursor
from routing.application.views import Page
from routing.domain.handover.errors import DifferenceNotFound

HIDDEN = f"""
(cast(:line as text[]) is null or not {ACCUSED} && cast(:line as text[]))
"""
LISTED = f"""
select d.* from agency_differences d
left join agency_legs l using (matter_id)
left join cases c on c.petition_id = l.petition_id
where (:state = '' or d.state = :state) and (:agency = '' or d.agency = :agency)
    and {HIDDEN}
    and (d.last_at, d.difference_id)
        < (cast(:last_at as timestamptz), cast(:difference_id as uuid))
order by d.last_at desc, d.difference_id desc limit :limit
"""
SETTLE = f"""
update agency_differences s
set state = 'settled', ended_at = :now, decided_by = :by, note = :note
from agency_differences d
left join agency_legs l using (matter_id)
left join cases c on c.petition_id = l.petition_id
where s.difference_id = d.difference_id and d.difference_id = :difference_id
    and d.state = 'open' and {HIDDEN}
returning s.difference_id
"""
NEWEST: Final = ("infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff")
Line = frozenset[str] | None


class DifferenceReader:
    """Lists what differed between neighbours, and notes that a person looked at it.

    To whom a case accuses, its differences are not there (条例第30条).
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._rows, self._clock = database.rows, clock

    def some(
        self, state: str, agency: str, *, line: Line, after: str | None, limit: int
    ) -> Page[dict[str, Any]]:
        """Return a page of differences, those last seen first."""
        last_at, difference_id = place_after(after, NEWEST)
        rows = self._rows(
            LISTED,
            state=state,
            agency=agency,
            line=None if line is None else sorted(line),
            last_at=last_at,
            difference_id=difference_id,
            limit=limit + 1,
        )
        cursors = [
            write_cursor(row["last_at"].isoformat(), str(row["difference_id"]))
            for row in rows
        ]
        return page([dict(row) for row in rows], limit, cursors)

    def settle(self, difference_id: UUID, note: str, by: Actor, *, line: Line) -> None:
        """Note what a person found; raise DifferenceNotFound for none that is open."""
        about = {"difference_id": difference_id, "note": note, "by": by.id}
        shown = None if line is None else sorted(line)
        if not self._rows(SETTLE, now=self._clock.now(), line=shown, **about):
            raise DifferenceNotFound
