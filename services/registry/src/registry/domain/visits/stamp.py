"""When something was said, and by which device: what is said last holds (C-26)."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

HOUSE: Final = ""
"""The device of whoever says it at the door itself, by the house's own clock."""


@dataclass(frozen=True, kw_only=True, order=True)
class Stamp:
    """A place in the one order of all that was said.

    By time, then by device, then by the device's own count: never two alike, so that
    two devices' words end the same in whatever order they come in.
    """

    at: datetime
    device: str = HOUSE
    sequence: int = 0

    @classmethod
    def next(cls, now: datetime, known: "Stamp | None") -> "Stamp":
        """Return the place of what is said at the door itself: after all that is known.

        A device's clock that is a little ahead lets nobody's correction come too late.
        """
        if known is None or known.at < now:
            return cls(at=now)
        return replace(known, sequence=known.sequence + 1)
