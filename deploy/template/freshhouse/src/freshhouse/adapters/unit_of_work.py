"""One transaction of freshhouse."""

from collections.abc import Callable

from freshhouse.adapters.tables import SPINE
from freshhouse.adapters.translation import TELL
from minqing_chassis.database import Database
from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.errors import DomainError

REFUSALS: dict[str, type[DomainError]] = {}
"""What the database decides, by the name of the constraint that decided."""


class SqlFreshhouseWork(SqlWork):
    """State, inbox, timeline and outbox; `committed` is called after facts are stored.

    Repositories become attributes here.
    """

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
