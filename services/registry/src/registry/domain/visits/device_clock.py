"""Clocks that may be wrong: how far a device's is from ours (C-26)."""

from datetime import datetime, timedelta
from typing import Final

TOLERANCE: Final = timedelta(minutes=5)
MINUTE: Final = timedelta(minutes=1)


def offset_of(sent_at: datetime, received_at: datetime) -> timedelta:
    """Return what is to be added to a device's times, in whole minutes.

    Nothing for a few minutes: that may be the road, and the same records sent again
    are to mean the same.
    """
    apart = received_at - sent_at
    if abs(apart) <= TOLERANCE:
        return timedelta(0)
    return round(apart / MINUTE) * MINUTE
