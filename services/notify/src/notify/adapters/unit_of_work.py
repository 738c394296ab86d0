"""State, inbox, timeline and outbox in one transaction of notify's database."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from minqing_chassis.database import Database
from minqing_chassis.persons import SqlPersons
from minqing_chassis.unit_of_work import Told
from minqing_kernel.errors import DomainError
from notify.adapters import tables
from notify.adapters.categories import SqlCategories
from notify.adapters.figures.repository import SqlFigures
from notify.adapters.figures.sightings import Sightings
from notify.adapters.follow_ups.room import ROOM_REFUSALS, SqlFollowUpRoom
from notify.adapters.followings import SqlFollowings
from notify.adapters.organisations import SqlOrganisations
from notify.adapters.persons import STAFF_ACCOUNTS
from notify.adapters.policies import load_policies
from notify.adapters.repositories import SqlFollowUps, SqlNotices
from notify.adapters.sending.digests import SqlDigests
from notify.adapters.sending.errands import SqlErrands
from notify.adapters.sending.journal import SqlJournal
from notify.adapters.sending.preferences import SqlPreferences
from notify.adapters.sending.subscriptions import SqlSubscriptions
from notify.adapters.sending.text_drafts import SqlTextDrafts
from notify.adapters.sending.texts import SqlTexts
from notify.adapters.telling import TELL
from notify.domain.errors import DraftTaken, TextOutrun

REFUSALS: Final[Mapping[str, type[DomainError]]] = {
    "text_editions_pkey": TextOutrun,
    "text_drafts_pkey": DraftTaken,
}
"""What a broken constraint means to who asked."""


class SqlNotifyWork(SqlFollowUpRoom):
    """Notify's unit of work over PostgreSQL; `source` is `agency/notify`."""

    def __init__(
        self,
        database: Database,
        *,
        source: str,
        committed: Callable[[], None] = lambda: None,
        sightings: Sightings | None = None,
    ) -> None:
        tell = {kind: partial(self._overheard, each) for kind, each in TELL.items()}
        super().__init__(
            database,
            tables.spine,
            source=source,
            tell=tell,
            refusals={**REFUSALS, **ROOM_REFUSALS},
            committed=committed,
        )
        self._sightings = sightings or Sightings(
            book=load_policies().part(lambda rules: rules.rates)
        )
        self.notices = SqlNotices(self)
        self.follow_ups = SqlFollowUps(self, self.cases)
        self.organisations = SqlOrganisations(self)
        self.persons = SqlPersons(self, STAFF_ACCOUNTS)
        self.followings = SqlFollowings(self)
        self.journal = SqlJournal(self)
        self.preferences = SqlPreferences(self)
        self.errands = SqlErrands(self)
        self.texts = SqlTexts(self)
        self.text_drafts = SqlTextDrafts(self)
        self.subscriptions = SqlSubscriptions(self)
        self.digests = SqlDigests(self)
        self.figures = SqlFigures(self)
        self.categories = SqlCategories(self)

    def _overheard(self, tell: Callable[[Any], Told], fact: Any) -> Told:  # noqa: ANN401
        """Let our own facts count in the figures as those of others do."""
        told = tell(fact)
        if told.event is not None:
            self.figures.take(*self._sightings.of(told.event))
        return told
