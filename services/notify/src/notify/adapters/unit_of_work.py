"""State, inbox, timeline and outbox in one transaction of notify's database."""

from collections.abc import Callable
from functools import partial
from typing import Any

from minqing_chassis.database import Database
from minqing_chassis.unit_of_work import SqlWork, Told
from notify.adapters import tables
from notify.adapters.figures.repository import SqlFigures
from notify.adapters.figures.sightings import Sightings
from notify.adapters.followings import SqlFollowings
from notify.adapters.policies.rates import load_rates
from notify.adapters.repositories import SqlFollowUps, SqlNotices, SqlOrganisations
from notify.adapters.translation import TELL


class SqlNotifyWork(SqlWork):
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
            database, tables.spine, source=source, tell=tell, committed=committed
        )
        self._sightings = sightings or Sightings(book=load_rates())
        self.notices = SqlNotices(self)
        self.follow_ups = SqlFollowUps(self)
        self.organisations = SqlOrganisations(self)
        self.followings = SqlFollowings(self)
        self.figures = SqlFigures(self)

    def _overheard(self, tell: Callable[[Any], Told], fact: Any) -> Told:  # noqa: ANN401
        """Let our own facts count in the figures as those of others do."""
        told = tell(fact)
        if told.event is not None:
            self.figures.take(*self._sightings.of(told.event))
        return told
