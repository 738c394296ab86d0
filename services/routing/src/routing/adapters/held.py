"""What is open in somebody's hands, a unit's, or of a category: counted from the rows.

What accuses the asker, or who stands above them, is not counted (条例第30条).
"""

from typing import Any, Final

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock
from routing.adapters.worklist import NOT_AGAINST
from routing.application.views import Held, WhoseWork
from routing.domain.lifecycle import OPEN

CASES: Final = f"""
select count(*) as cases,
    count(*) filter (where coalesce(due_at, 'infinity'::timestamptz) < :now) as overdue
from cases
where state = any(:open)
    and (cast(:units as text[]) is null or organisation_id = any(:units))
    and (cast(:handler as text) is null or handler_id = :handler)
    and (cast(:category as text) is null or category = :category)
    and (cast(:line as text[]) is null or {NOT_AGAINST})
"""
TASKS: Final = f"""
select count(*) as tasks from deadlines d join cases c using (petition_id)
where d.organisation_id = :unit and d.kind = 'co-handling'
    and d.met_at is null and d.replaced_at is null
    and (cast(:line as text[]) is null or {NOT_AGAINST})
"""
RULES: Final = """
select count(*) as rules from jurisdiction_rules
where organisation_id = :unit and (valid_to is null or valid_to > :now)
"""


class SqlHeld:
    """Counts outside any unit of work."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def of(self, whose: WhoseWork) -> Held:
        """Return how much is open; tasks and rules of a unit alone."""
        line = None if whose.line is None else sorted(whose.line)
        units = None if whose.units is None else sorted(whose.units)
        values: dict[str, Any] = {"line": line, "now": self._clock.now()}
        [cases] = self._database.rows(
            CASES,
            open=sorted(OPEN),
            units=units,
            handler=whose.handler_id,
            category=whose.category,
            **values,
        )
        if whose.unit_id is None:
            return Held(**cases)
        [tasks] = self._database.rows(TASKS, unit=whose.unit_id, line=line)
        [rules] = self._database.rows(RULES, unit=whose.unit_id, now=values["now"])
        return Held(**cases, **tasks, **rules)
