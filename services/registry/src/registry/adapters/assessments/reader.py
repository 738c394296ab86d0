"""Questions about assessments that change nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from minqing_chassis.database import Database
from registry.adapters.assessments.store import SERVED, sheet_of
from registry.adapters.places import UNDER
from registry.domain.assessments.sheet import Sheet
from registry.domain.periods import Period
from registry.domain.profiles import DutyKind

OF_STAFF: Final = """
select * from assessment_sheets
where staff_id = :staff and (cast(:form as text) is null or form = :form)
order by since desc, form, by limit 500
"""
OF_PLACE: Final = f"""
{UNDER}
select a.* from assessment_sheets a join under using (organisation_id)
where form = :form and since = :first order by staff_id, by
"""
RATED: Final = f"""
{UNDER}
select distinct staff_id from ({SERVED}) served
join under on under.organisation_id = served.unit order by staff_id
"""


class SqlSheetReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def of_staff(self, staff_id: str, form: str | None) -> Sequence[Sheet]:
        """Return all sheets about somebody, the latest period first."""
        rows = self._read(OF_STAFF, staff=staff_id, form=form)
        return [sheet_of(row) for row in rows]

    def of_place(self, organisation_id: str, form: str, since: date) -> Sequence[Sheet]:
        """Return the sheets of a period about the staff of a place and below."""
        rows = self._read(OF_PLACE, id=organisation_id, form=form, first=since)
        return [sheet_of(row) for row in rows]

    def rated(
        self, organisation_id: str, duty: DutyKind, period: Period
    ) -> Sequence[str]:
        """Return who of a place and below had a duty within a period."""
        rows = self._read(RATED, id=organisation_id, duty=duty, **vars(period))
        return [row["staff_id"] for row in rows]
