"""What is only ever added to at the door: changes, later contacts, conduct."""

from typing import Final
from uuid import UUID

from intake.adapters.channel_tables import CONDUCT_ENTRIES
from intake.adapters.tables import CONTACT_ENTRIES, PETITION_CHANGES
from intake.domain.change import Change
from intake.domain.conduct import ConductEntry, ConductKind
from intake.domain.contacts import ContactEntry
from minqing_chassis.unit_of_work import SqlWork

NEWEST_CONDUCT: Final = """
select reception_id, kind, words, warned, recorded_by, organisation_id, at
from conduct_entries
where reception_id = :arrival and recorded_by = :by order by id desc limit 1
"""


class SqlChanges:
    """What was settled anew, field by field."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def note(self, change: Change) -> None:
        """Keep one field's change."""
        row = {
            "petition_id": change.petition_id,
            "field": change.field,
            "before": change.before,
            "after": change.after,
            "reason": change.reason,
            "actor": change.by.id,
            "role": change.by.role,
            "organisation_id": change.by.organisation_id,
            "at": change.at,
        }
        self._work.insert(PETITION_CHANGES, row)


class SqlContactEntries:
    """Who came again, by which channel."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def add(self, entry: ContactEntry) -> None:
        """Keep one contact."""
        self._work.insert(CONTACT_ENTRIES, vars(entry))


class SqlConduct:
    """What happened at the door."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def add(self, entry: ConductEntry) -> None:
        """Keep one entry."""
        self._work.insert(CONDUCT_ENTRIES, vars(entry))

    def newest(self, reception_id: UUID, by: str) -> ConductEntry | None:
        """Return what somebody wrote down last beside an arrival, if anything."""
        rows = self._work.read(NEWEST_CONDUCT, arrival=reception_id, by=by)
        if not rows:
            return None
        return ConductEntry(**{**rows[0], "kind": ConductKind(rows[0]["kind"])})
