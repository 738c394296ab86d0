"""All that decides competence, kept in memory and looked after.

A case is opened without a question to the database. Whoever changes an organisation or
a rule counts up the edition; a process asks for it once a second at most, and reads all
anew when it has changed. A case that was judged by an older edition is judged again.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from minqing_chassis.database import Database
from routing.adapters.directory_tables import (
    jurisdiction_rules,
    organisations,
)
from routing.adapters.rule_rows import (
    rule_from,
)
from routing.domain.jurisdiction import Directory, Rulebook
from routing.domain.organisation import Organisation, OrganisationTree

EDITION = "select edition from directory_edition"


class DirectoryCache:
    """The newest directory that this process knows of, at most `seconds` old."""

    def __init__(
        self,
        database: Database,
        within: timedelta,
        *,
        seconds: float = 1.0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._within = within
        self._seconds = seconds
        self._now = now
        self._known: Directory | None = None
        self._asked_at = float("-inf")
        self._forgotten = 0

    def current(self) -> Directory:
        """Return the directory; at most once in `seconds` the database is asked."""
        if self._known is None or self._now() >= self._asked_at + self._seconds:
            asked_at, forgotten = self._now(), self._forgotten
            self._known = self._newest()
            if forgotten == self._forgotten:
                self._asked_at = asked_at
        return self._known

    def forget(self) -> None:
        """Ask again at the next use: it has changed, perhaps while it was read."""
        self._asked_at = float("-inf")
        self._forgotten += 1

    def _newest(self) -> Directory:
        """Read the edition first: what is read after it can only be newer."""
        edition: int = self._database.rows(EDITION)[0]["edition"]
        if self._known is not None and self._known.edition == edition:
            return self._known
        units = self._database.rows(select(organisations))
        rules = self._database.rows(select(jurisdiction_rules))
        return Directory(
            edition=edition,
            units=OrganisationTree(
                {row["organisation_id"]: Organisation(**row) for row in units}
            ),
            rules=Rulebook(rule_from(row) for row in rules),  # type: ignore[arg-type]
            within=self._within,
        )
