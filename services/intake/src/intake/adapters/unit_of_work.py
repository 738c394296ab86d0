"""One transaction of intake."""

from collections.abc import Callable

from intake.adapters.bookings import REFUSALS as BOOKING_REFUSALS
from intake.adapters.channel_records import ChannelRecords
from intake.adapters.following import SqlFollowers
from intake.adapters.marks import SqlMarks
from intake.adapters.merges import SqlMerges
from intake.adapters.persons import STAFF_ACCOUNTS
from intake.adapters.pictures import SqlPictures
from intake.adapters.raised import SqlRaised
from intake.adapters.repeats import SqlRepeats
from intake.adapters.repositories import (
    SqlCaseFacts,
    SqlCategories,
    SqlOnceKeys,
    SqlOrganisations,
    SqlWrongCodes,
)
from intake.adapters.rows import petition_from, petition_row
from intake.adapters.signs import SqlSigns
from intake.adapters.splits import SqlSplits
from intake.adapters.tables import PETITIONS, SPINE
from intake.adapters.translation import TELL
from intake.domain.errors import (
    AlreadyImported,
    KeyTaken,
    ReportedBefore,
    UnknownPetition,
)
from intake.domain.petition import Petition
from minqing_chassis.database import Database
from minqing_chassis.persons import SqlPersons
from minqing_chassis.repository import Repository
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Cause

REFUSALS = {
    "once_keys_pkey": KeyTaken,
    "receptions_pkey": KeyTaken,
    "petitions_by_record": AlreadyImported,
    "informer_reports_pkey": ReportedBefore,
    **BOOKING_REFUSALS,
}


class SqlIntakeWork(ChannelRecords):
    """State, inbox, timeline and outbox of intake.

    `committed` is called after facts were stored, `reference_changed` after the
    organisations or the categories were.
    """

    def __init__(
        self,
        database: Database,
        *,
        source: str,
        clock: Clock,
        committed: Callable[[], None] = lambda: None,
        reference_changed: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(
            database,
            SPINE,
            source=source,
            tell=TELL,
            refusals=REFUSALS,
            committed=committed,
        )
        self._reference_changed = reference_changed
        self.petitions = Repository(
            self,
            PETITIONS,
            to_row=petition_row,
            from_row=petition_from,
            missing=UnknownPetition,
        )
        self.case_facts = SqlCaseFacts(self)
        self.organisations = SqlOrganisations(self)
        self.categories = SqlCategories(self)
        self.once_keys = SqlOnceKeys(self)
        self.wrong_codes = SqlWrongCodes(self)
        self.signs = SqlSigns(self)
        self.merges = SqlMerges(self)
        self.splits = SqlSplits(self)
        self.repeats = SqlRepeats(self)
        self.raised = SqlRaised(self)
        self.followers = SqlFollowers(self, clock)
        self.marks = SqlMarks(self)
        self.pictures = SqlPictures(self)
        self.persons = SqlPersons(self, STAFF_ACCOUNTS)

    def collect(self, cause: Cause) -> None:
        """Move facts to timeline and outbox; note whose followers may want to know.

        A unit that has read nothing has met no petition that was there before.
        """
        seen = self._stirred if self._transaction is not None else []
        changed = [each for each in seen if isinstance(each, Petition)]
        super().collect(cause)
        self.followers.saw(changed, self.case_facts.fresh(), cause)
        self.marks.tell(cause)

    def commit(self) -> None:
        """Make everything lasting; then let the cached lists be read again."""
        super().commit()
        if self.organisations.touched or self.categories.touched:
            self._reference_changed()
