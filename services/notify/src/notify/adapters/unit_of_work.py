"""State, inbox, timeline and outbox in one transaction of notify's database."""

from collections.abc import Callable

from minqing_chassis.database import Database
from notify.adapters import tables
from notify.adapters.follow_ups.room import ROOM_REFUSALS, SqlFollowUpRoom
from notify.adapters.followings import SqlFollowings
from notify.adapters.repositories import SqlFollowUps, SqlNotices, SqlOrganisations
from notify.adapters.translation import TELL


class SqlNotifyWork(SqlFollowUpRoom):
    """Notify's unit of work over PostgreSQL; `source` is `agency/notify`."""

    def __init__(
        self,
        database: Database,
        *,
        source: str,
        committed: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(
            database,
            tables.spine,
            source=source,
            tell=TELL,
            refusals=ROOM_REFUSALS,
            committed=committed,
        )
        self.notices = SqlNotices(self)
        self.follow_ups = SqlFollowUps(self)
        self.organisations = SqlOrganisations(self)
        self.followings = SqlFollowings(self)
