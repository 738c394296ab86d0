"""What stands beside a call while it is typed: who calls, what it is, who answers."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from portal.bootstrap import Parts
from portal.domain.danger import calls_for
from portal.domain.staff import DECIDING
from portal.entrypoints.web.desk.looks import (
    asker,
    category_names,
    told_or_none,
    unit_names,
)
from portal.entrypoints.web.desk.resembling import resembling
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.soon import soon

Said = Mapping[str, str]

SHORTEST_NUMBER: Final = 7
SHORTEST_TEXT: Final = 4
LONGEST: Final = {"text": 10_000, "telephone": 32, "category": 64, "place": 200}
LONGEST_SEARCH: Final = 60
NOTHING: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "who": None,
        "likely": (),
        "near": (),
        "goes": None,
        "places": (),
        "guide": None,
        "dangers": (),
    }
)
"""What stands beside an empty form."""
DANGERS: Final = ("110", "119", "120")


class CallHelp:
    """Asks the owners at once: one that is away leaves its part out."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._door = parts.desk.telephone

    def beside(self, typed: Said) -> dict[str, Any]:
        """Return all that can be told of what was typed so far."""
        said = {n: typed.get(n, "").strip()[:most] for n, most in LONGEST.items()}
        said["community"] = typed.get("community", "")
        says = len(said["text"]) >= SHORTEST_TEXT
        finds = bool(said["place"]) and not said["community"]
        digits = sum(each.isdigit() for each in said["telephone"])
        asked = (
            self._asked(digits >= SHORTEST_NUMBER, self._caller, said),
            self._asked(says, self._likely, said),
            self._asked(says, self._near, said),
            self._asked(bool(said["category"]), self._goes, said),
            self._asked(finds, self._found, said),
        )
        caller, likely, near, goes, places = (told() for told in asked)
        return {
            "who": caller,
            "likely": likely or [],
            "near": near or [],
            "goes": goes,
            "places": places or [],
            "guide": self._door.guides(asker()).get(said["category"]),
            "dangers": DANGERS
            if typed.get("urgency") == "danger"
            else calls_for(said["text"]),
            "names": category_names(self._parts),
            "units": unit_names(self._parts),
            "may_join": staff().role in DECIDING,
        }

    @staticmethod
    def _asked(
        wanted: bool, ask: Callable[[Said], Any], said: Said
    ) -> Callable[[], Any]:
        return soon(lambda: told_or_none(lambda: ask(said)) if wanted else None)

    def _caller(self, said: Said) -> Any:  # noqa: ANN401
        return self._door.caller(asker(), said["telephone"])

    def _likely(self, said: Said) -> Any:  # noqa: ANN401
        return self._door.suggested(asker(), said["text"])

    def _near(self, said: Said) -> Any:  # noqa: ANN401
        return resembling(self._parts, dict(said))

    def _goes(self, said: Said) -> Any:  # noqa: ANN401
        own = self._parts.desk.units.divisions(asker())[1]
        division = division_of(self._parts, said) or own
        unit = staff().organisation_id
        return self._door.would_go(asker(), said["category"], division, unit)

    def _found(self, said: Said) -> Any:  # noqa: ANN401
        return self._door.places(asker(), said["place"][:LONGEST_SEARCH])


def division_of(parts: Parts, said: Said) -> str:
    """Return the division of the community that a picked place belongs to."""
    community = said.get("community", "")
    if not community or not said.get("place", "").strip():
        return ""
    units = parts.desk.units.tree(asker())
    return next((e.division for e in units if e.unit_id == community), "")
