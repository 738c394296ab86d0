"""Clocks that may be wrong: how far a device's is from ours (C-26).

A clock of the day may be set, forth and back. What counts on since the device was
started cannot: by that we place what was noted, and by it alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

TOLERANCE: Final = timedelta(minutes=5)
MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A moment of a device: in which of its runs, and how long after that began.

    A run lasts from one start of the device to the next; runs are counted upwards.
    """

    run: int
    after: timedelta


@dataclass(frozen=True, kw_only=True)
class EarlierRun:
    """A run that is over: when its last record was noted, how long it was off then.

    `off` is by the device's own clock of the day, for nothing else counted meanwhile.
    """

    last: Tick
    off: timedelta


def offset_of(sent_at: datetime, received_at: datetime) -> timedelta:
    """Return what is to be added to a device's times, in whole minutes.

    Nothing for a few minutes: that may be the road, and the same records sent again
    are to mean the same.
    """
    apart = received_at - sent_at
    if abs(apart) <= TOLERANCE:
        return timedelta(0)
    return round(apart / MINUTE) * MINUTE


def beginnings(
    sent: Tick,
    earlier: Sequence[EarlierRun],
    known: Mapping[int, datetime],
    received_at: datetime,
) -> Mapping[int, datetime]:
    """Return when the run that sends, and each earlier one, began by our clock.

    What is known stays. A run that sends begins as long before the arrival as it has
    counted; one that never sent lies before its successor by how long it was off. No
    run begins before the last record of the one before it.
    """
    floors = _floors(sent, earlier, known)
    begun = received_at - sent.after
    following = known.get(sent.run, max(begun, floors.get(sent.run, begun)))
    told = {sent.run: following}
    for each in reversed(earlier):
        run = each.last.run
        begun = following - each.off - each.last.after
        following = known.get(run, max(begun, floors.get(run, begun)))
        told[run] = following
    return told


def _floors(
    sent: Tick, earlier: Sequence[EarlierRun], known: Mapping[int, datetime]
) -> Mapping[int, datetime]:
    """Return before which moment each run cannot have begun, where that is known."""
    floors: dict[int, datetime] = {}
    runs = [*(each.last.run for each in earlier), sent.run]
    for each, following in zip(earlier, runs[1:], strict=True):
        began = known.get(each.last.run, floors.get(each.last.run))
        if began is not None:
            floors[following] = began + each.last.after
    return floors
