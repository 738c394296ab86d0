"""One transaction of the portal."""

from collections.abc import Callable

from minqing_chassis.database import Database
from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.errors import DomainError
from portal.adapters.projection import SqlHeard
from portal.adapters.repositories import SqlKeptMatters
from portal.adapters.tables import SPINE
from portal.adapters.translation import TELL
from portal.domain.errors import KeptTwice

REFUSALS: dict[str, type[DomainError]] = {"kept_matters_pkey": KeptTwice}
"""What the database decides, by the name of the constraint that decided."""


class SqlPortalWork(SqlWork):
    """State, inbox, timeline, outbox; `committed` is called after facts are stored."""

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
        self.kept = SqlKeptMatters(self)
        self.heard = SqlHeard(self)
