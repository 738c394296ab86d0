"""Visits as a collection: a row with its visitors, its subjects and its past."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.sealed import Seals
from registry.adapters.shelf import Shelf
from registry.adapters.visits import tables
from registry.adapters.visits.rows import VisitRows, subject_rows, visitor_rows
from registry.domain.visits.errors import VisitUnknown
from registry.domain.visits.visit import Edition, Visit

WHOLE = """
select visits.*, (
    select jsonb_object_agg(staff_id, organisation_id) from visit_visitors t
    where t.visit_id = visits.visit_id
) as units, (
    select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'id', s.id)), '[]')
    from visit_subjects s where s.visit_id = visits.visit_id
) as subjects
from visits
"""
FOR_CHANGE = f"{WHOLE} where visit_id = any(:ids) order by visit_id for update"
BEFORE = "select * from visit_editions where visit_id = :id order by revision"
FORGET = """
update visit_editions old set sealed = null, restricted = null
from jsonb_populate_recordset(null::visit_editions, :rows) gone
where old.visit_id = gone.visit_id
"""
EDITED = "select distinct subject_id from section_entries where visit_id = :id"
HOLDERS = "select distinct to_id from visit_forms where visit_id = :id"
LIVING = "select resident_id from residents where household_id = any(:ids)"
UNTIE = tuple(
    f"delete from {table.name} old"
    " using jsonb_populate_recordset(null::visits, :rows) changed"
    " where old.visit_id = changed.visit_id"
    for table in (tables.visit_visitors, tables.visit_subjects)
)


class SqlVisits(Shelf[Visit]):
    """All visits."""

    def __init__(self, work: SqlWork, seals: Seals) -> None:
        self._rows = VisitRows(seals)
        super().__init__(
            work,
            tables.visits,
            to_row=self._rows.row,
            from_row=self._rows.visit,
            missing=VisitUnknown,
        )

    def editions(self, visit_id: UUID) -> Sequence[Edition]:
        """Return what was said of it before it was corrected, the oldest first."""
        return [self._rows.edition(row) for row in self._work.read(BEFORE, id=visit_id)]

    def forget_editions(self, visit_id: UUID) -> None:
        """Forget the words of what was said of it before it was corrected."""
        self._work.write(FORGET, [{"visit_id": visit_id}])

    def edited(self, visit_id: UUID) -> Collection[UUID]:
        """Return in whose files a section was written from this visit (A-06)."""
        return {row["subject_id"] for row in self._work.read(EDITED, id=visit_id)}

    def living_in(self, household_ids: Collection[UUID]) -> Collection[UUID]:
        """Return who lives in these homes; nobody is locked for it."""
        rows = self._work.read(LIVING, ids=list(household_ids))
        return {row["resident_id"] for row in rows}

    def holders(self, visit_id: UUID) -> Collection[str]:
        """Return the organisations that its form was handed to (D-16)."""
        return {row["to_id"] for row in self._work.read(HOLDERS, id=visit_id)}

    def _load(self, keys: list[Any]) -> None:
        for row in self._work.read(FOR_CHANGE, ids=keys):
            self.adopt(row)

    def _write_back(self) -> None:
        super()._write_back()
        for key, visit in self._held.items():
            loaded = self._loaded.get(key)
            if loaded is None or loaded["revision"] != visit.revision:
                self._write_ties(visit)

    def _write_ties(self, visit: Visit) -> None:
        for sql in UNTIE:
            self._work.write(sql, [{"visit_id": visit.visit_id}])
        for row in visitor_rows(visit):
            self._work.insert(tables.visit_visitors, row)
        for row in subject_rows(visit):
            self._work.insert(tables.visit_subjects, row)
        for edition in visit.replaced:
            row = self._rows.edition_row(visit.visit_id, edition)
            self._work.insert(tables.visit_editions, row)
