"""Registry's door for who leads: whom a case can be put in charge of."""

import time
from collections.abc import Callable
from typing import Any, Final

from portal.adapters.admin_doors import RegisterDoor
from portal.adapters.desk_doors import Asker
from portal.application.ports import Away, Refused

FRESH_SECONDS: Final = 300.0
AGAIN_SECONDS: Final = 20.0


class LeaderDoor:
    """Asks who leads at most once in five minutes; every reader is told the same."""

    def __init__(self, url: str, now: Callable[[], float] = time.monotonic) -> None:
        self._door = RegisterDoor(url)
        self._now = now
        self._known: list[dict[str, Any]] = []
        self._again = 0.0

    def of(self, asker: Asker, line: frozenset[str] | None) -> list[dict[str, Any]]:
        """Return those who lead one of these units (None: any), by name.

        The last ones known where registry is away.
        """
        if self._now() >= self._again:
            try:
                self._known = self._door.everybody(asker, role="supervisor")
                pause = FRESH_SECONDS
            except (Away, Refused):
                pause = AGAIN_SECONDS
            self._again = self._now() + pause
        near = (e for e in self._known if line is None or e["organisation_id"] in line)
        return sorted(near, key=lambda each: str(each["name"]))
