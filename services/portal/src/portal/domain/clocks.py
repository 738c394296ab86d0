"""A clock in words: how late, how many hours yet, how many days; computed when read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

SOON: Final = timedelta(hours=24)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Left:
    """What is left: the look of its chip, the key of its words, their number."""

    look: str
    key: str
    n: int = 0


def left(due: datetime | None, now: datetime, *, paused: bool = False) -> Left | None:
    """Return what is left of a clock; None where nothing is owed.

    What is begun counts as late, what is not yet over counts as left: nobody reads
    `0 days`.
    """
    if paused:
        return Left("paused", "clock.paused")
    if due is None:
        return None
    rest = due - now
    if rest <= timedelta(0):
        return _late(-rest)
    if rest < SOON:
        return Left("due", "clock.hours", max(1, rest // HOUR))
    return Left("clock", "clock.days", rest // DAY)


def _late(by: timedelta) -> Left:
    if by < SOON:
        return Left("overdue", "clock.over-hours", max(1, by // HOUR))
    return Left("overdue", "clock.over-days", by // DAY)
