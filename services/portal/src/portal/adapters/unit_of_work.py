"""One transaction of the portal."""

from collections.abc import Callable, Sequence
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.errors import DomainError
from portal.adapters.links import SqlPersonalLinks
from portal.adapters.projection import SqlHeard
from portal.adapters.repositories import SqlKeptMatters
from portal.adapters.tables import SPINE
from portal.adapters.translation import TELL
from portal.domain.errors import KeptTwice

REFUSALS: dict[str, type[DomainError]] = {"kept_matters_pkey": KeptTwice}
"""What the database decides, by the name of the constraint that decided."""


class JournalInbox:
    """Every message may be heard again: the journal's key keeps each fact once.

    What a message does here is one row of the journal, found by whose fact it is and
    its revision; what is folded from the journal is the same however often it is.
    """

    def admit(self, message_ids: Sequence[UUID]) -> set[UUID]:
        """Let all of them in; nothing is asked of the database."""
        return set(message_ids)


class SqlPortalWork(SqlWork):
    """State, journal, timeline, outbox; `committed` is called once facts are stored."""

    def __init__(
        self,
        database: Database,
        *,
        source: str,
        committed: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(
            database,
            SPINE,
            source=source,
            tell=TELL,
            refusals=REFUSALS,
            committed=committed,
        )
        self.inbox = JournalInbox()
        self.kept = SqlKeptMatters(self)
        self.links = SqlPersonalLinks(self)
        self.heard = SqlHeard(self)
