"""Questions about service counters that change nothing."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from minqing_chassis.database import Database
from registry.adapters.places import UNDER
from registry.application.counters.views import (
    AppointmentView,
    Catalogue,
    Count,
    ItemView,
    WindowView,
)
from registry.domain.counters.hours import Span

WINDOWS = """
select organisation_id, name, organisation_id = :id as is_station from organisations
where (organisation_id = :id or parent_id = :id) and active
order by is_station desc, organisation_id
"""
ITEMS = f"""
{UNDER}
select i.* from service_items i join under using (organisation_id)
where active order by item_id
"""
HOURS = f"""
{UNDER}
select h.* from opening_hours h join under using (organisation_id)
order by organisation_id, weekday, opens
"""
CLAIMED = "select * from claimed_counters where organisation_id = :id"
APPOINTMENT = "select * from appointments where appointment_id = :id"
APPOINTMENTS = """
select * from appointments
where organisation_id = :id and begins >= :since and not cancelled
order by begins limit 500
"""


class CounterReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def catalogue(self, organisation_id: str) -> Catalogue | None:
        """Return a station with its windows (what stands right below it) and items."""
        places = self._read(WINDOWS, id=organisation_id)
        if not places:
            return None
        hours = self._hours(organisation_id)
        items = [ItemView(**row) for row in self._read(ITEMS, id=organisation_id)]
        said = self._read(CLAIMED, id=organisation_id)
        claimed = said[0] if said else {"windows": None, "items": None, "source": None}
        windows = sum(not row["is_station"] for row in places)
        return Catalogue(
            organisation_id=organisation_id,
            source=claimed["source"],
            window_count=Count(claimed=claimed["windows"], listed=windows),
            item_count=Count(claimed=claimed["items"], listed=len(items)),
            windows=[
                WindowView(
                    organisation_id=row["organisation_id"],
                    name=row["name"],
                    hours=hours[row["organisation_id"]],
                )
                for row in places
            ],
            items=items,
        )

    def _hours(self, organisation_id: str) -> defaultdict[str, list[Span]]:
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for row in self._read(HOURS, id=organisation_id):
            said = {**row}
            found[said.pop("organisation_id")].append(Span(**said))
        return found

    def appointment(self, appointment_id: UUID) -> AppointmentView | None:
        """Return one appointment."""
        rows = self._read(APPOINTMENT, id=appointment_id)
        return AppointmentView(**rows[0]) if rows else None

    def appointments(
        self, organisation_id: str, since: datetime
    ) -> Sequence[AppointmentView]:
        """Return what is still to come at a counter, the next one first."""
        rows = self._read(APPOINTMENTS, id=organisation_id, since=since)
        return [AppointmentView(**row) for row in rows]
