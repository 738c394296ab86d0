"""What is only ever added to at the door: changes and later contacts."""

from intake.adapters.tables import CONTACT_ENTRIES, PETITION_CHANGES
from intake.domain.change import Change
from intake.domain.contacts import ContactEntry
from minqing_chassis.unit_of_work import SqlWork


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
