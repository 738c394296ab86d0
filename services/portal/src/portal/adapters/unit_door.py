"""Registry's door for the units: asked once in five minutes, and remembered."""

import time
from collections.abc import Callable
from typing import Any, Final

from portal.adapters import desk_replies as replies
from portal.adapters.desk_doors import Asker, StaffDoor
from portal.application.ports import Away, Refused
from portal.domain.tiles import Unit

PAGE: Final = 200
FRESH_SECONDS: Final = 300.0
AGAIN_SECONDS: Final = 10.0


class UnitDoor:
    """Registry's door: what units are called; every process asks now and then."""

    def __init__(self, url: str, now: Callable[[], float] = time.monotonic) -> None:
        self._door = StaffDoor(url)
        self._now = now
        self._known: list[dict[str, Any]] = []
        self._again = 0.0

    def names(self, asker: Asker) -> dict[str, str]:
        """Return the name of every unit; the last ones known where registry is away."""
        return {each["organisation_id"]: each["name"] for each in self._units(asker)}

    def are_known(self, asker: Asker) -> bool:
        """Say whether registry ever told the units since this process began."""
        return bool(self._units(asker))

    def divisions(self, asker: Asker) -> tuple[dict[str, str], str]:
        """Return the divisions by code, each with a unit's name, and the asker's own.

        Of the units of one division the one with the shortest name stands for it.
        """
        found: dict[str, str] = {}
        own = ""
        for each in self._units(asker):
            code, name = each["division_code"], each["name"]
            if code:
                found[code] = min(found.get(code, name), name, key=len)
            if each["organisation_id"] == asker.who.organisation_id:
                own = code
        return dict(sorted(found.items())), own

    def tree(self, asker: Asker) -> list[Unit]:
        """Return the units that serve, each with the one above it, by id."""
        return [
            Unit(
                unit_id=each["organisation_id"],
                name=each["name"],
                parent_id=each["parent_id"],
                division=each["division_code"],
                kind=each["kind"],
            )
            for each in self._units(asker)
            if each["active"]
        ]

    def _units(self, asker: Asker) -> list[dict[str, Any]]:
        if self._now() >= self._again:
            try:
                self._known, pause = self._asked(asker), FRESH_SECONDS
            except (Away, Refused):
                pause = AGAIN_SECONDS
            self._again = self._now() + pause
        return self._known

    def _asked(self, asker: Asker) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        query: dict[str, Any] = {"limit": PAGE}
        while True:
            told = self._door.read(
                "/v1/organisations", asker, replies.UnitsReply, query
            )
            found += told["items"]
            if not told["next"]:
                return found
            query["after"] = told["next"]
