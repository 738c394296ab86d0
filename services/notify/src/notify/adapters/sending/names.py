"""The names of organisations, for texts that tell of one."""

import time
from collections.abc import Callable

from minqing_chassis.database import UNAVAILABLE, Database

NAME = "select name from organisations where organisation_id = :id"
FRESH_SECONDS = 60.0


class UnitNames:
    """Finds names outside any transaction; what is renamed is seen a minute later.

    While the database is away the name known last goes on holding.
    """

    def __init__(
        self, database: Database, tick: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._tick = tick
        self._known: dict[str, tuple[float, str | None]] = {}

    def find(self, organisation_id: str) -> str | None:
        """Return an organisation's name; None: it is not known (yet)."""
        read_at, name = self._known.get(organisation_id, (None, None))
        if read_at is None or self._tick() - read_at >= FRESH_SECONDS:
            try:
                rows = self._database.rows(NAME, id=organisation_id)
            except UNAVAILABLE:
                return name
            name = str(rows[0]["name"]) if rows else None
            self._known[organisation_id] = (self._tick(), name)
        return name
