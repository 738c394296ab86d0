"""Registry's door for who somebody is: pages show names, never ids."""

import time
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from portal.adapters import desk_replies as replies
from portal.adapters.desk_doors import Asker, StaffDoor
from portal.application.ports import Away, Refused

FRESH_SECONDS: Final = 600.0
AGAIN_SECONDS: Final = 20.0
MOST_KNOWN: Final = 2_000
LONGEST_ID: Final = 60


class PeopleDoor:
    """Asks who somebody is at most once in ten minutes."""

    def __init__(self, url: str, now: Callable[[], float] = time.monotonic) -> None:
        self._door = StaffDoor(url)
        self._now = now
        self._known: dict[str, tuple[float, str]] = {}
        self._away_until = 0.0

    def name(self, asker: Asker, staff_id: str | None) -> str:
        """Return the name of a member of staff; the id of whom registry does not know.

        Acts name some by role and id, such as `clerk:li.xiao`.
        """
        if not staff_id:
            return ""
        plain = staff_id.rpartition(":")[2][:LONGEST_ID]
        known = self._known.get(plain)
        now = self._now()
        if known is not None and now < known[0]:
            return known[1]
        if now < self._away_until:
            return known[1] if known is not None else plain
        return self._asked(asker, plain, known[1] if known is not None else plain)

    def _asked(self, asker: Asker, plain: str, otherwise: str) -> str:
        path = f"/v1/staff/{quote(plain, safe='')}"
        try:
            name = str(self._door.read(path, asker, replies.MemberReply)["name"])
        except Away:
            self._away_until = self._now() + AGAIN_SECONDS
            return otherwise
        except Refused:
            name = otherwise
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[plain] = (self._now() + FRESH_SECONDS, name)
        return name
