"""What resembles words that are not written down yet, for a call and at the window."""

from typing import Any, Final

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.entrypoints.web.desk.looks import asker

NEAREST: Final = 5
SAID: Final = ("text", "place", "category", "telephone")


def resembling(parts: Parts, told: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the nearest; what is told is taken, too, where nobody can tell of them.

    A telephone finds what the same person told this unit before; intake compares it
    without keeping it.
    """
    wanted = {name: told[name] for name in SAID if told[name]}
    try:
        return parts.desk.matters.resembling(asker(), wanted)[:NEAREST]
    except (Away, Refused):
        return []
