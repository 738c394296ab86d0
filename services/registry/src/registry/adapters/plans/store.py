"""Plans as a collection: a row with what every step left."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.plans import tables
from registry.adapters.plans.rows import PlanRows
from registry.adapters.sealed import Seals
from registry.adapters.shelf import Shelf
from registry.domain.plans.errors import PlanUnknown
from registry.domain.plans.plan import Plan, PlanEdition

STEPS = "select * from plan_editions where plan_id = :id order by revision"

OPEN = """
select plan_id from plans where household_id = :id and state = 'in-force'
order by plan_id
"""
FORGET = """
update plan_editions old set sealed = bare.sealed
from jsonb_populate_recordset(null::plan_editions, :rows) bare
where old.edition_id = bare.edition_id
"""


class SqlPlans(Shelf[Plan]):
    """All plans."""

    def __init__(self, work: SqlWork, seals: Seals) -> None:
        self._rows = PlanRows(seals)
        super().__init__(
            work,
            tables.plans,
            to_row=self._rows.row,
            from_row=self._rows.plan,
            missing=PlanUnknown,
        )

    def history(self, plan_id: UUID) -> Sequence[PlanEdition]:
        """Return what every step left, the oldest first."""
        return [self._rows.edition(row) for row in self._work.read(STEPS, id=plan_id)]

    def open_of(self, household_id: UUID) -> Sequence[Plan]:
        """Return for change the plan of a household that is in force, if any."""
        rows = self._work.read(OPEN, id=household_id)
        return list(self.get_many(row["plan_id"] for row in rows).values())

    def forget_editions(self, plan_id: UUID) -> None:
        """Forget what was said in every step: who and when stays."""
        for edition in self.history(plan_id):
            bare = replace(edition, words=edition.words.bare(), note=None)
            self._work.write(FORGET, [self._rows.edition_row(plan_id, bare)])

    def _write_back(self) -> None:
        super()._write_back()
        for key, plan in self._held.items():
            for edition in plan.added:
                row = self._rows.edition_row(key, edition)
                self._work.insert(tables.plan_editions, row)
