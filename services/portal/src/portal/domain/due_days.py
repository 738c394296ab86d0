"""The days by which staff plan: what falls due today, tomorrow, until Sunday."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

DAYS: Final = ("today", "tomorrow", "week")


def spans_of(now: datetime, zone: ZoneInfo) -> dict[str, tuple[datetime, datetime]]:
    """Return from when until before when each of them lasts; what is past is late."""
    today = now.astimezone(zone).date()
    ends = [
        datetime.combine(today + timedelta(days=days), time(), zone)
        for days in (1, 2, 7 - today.weekday())
    ]
    return {
        "today": (now, ends[0]),
        "tomorrow": (ends[0], ends[1]),
        "week": (now, ends[2]),
    }


def ends_of(spans: Mapping[str, tuple[datetime, datetime]]) -> list[datetime]:
    """Return the moments at which one of them ends, each once, in their order."""
    return sorted({end for _, end in spans.values()})


def counts_of(
    spans: Mapping[str, tuple[datetime, datetime]], between: Sequence[int]
) -> dict[str, int]:
    """Return how many fall due in each, of the counts `between` the ends of all."""
    counted = list(zip(ends_of(spans), between, strict=True))
    return {
        name: sum(n for until, n in counted if begin < until <= end)
        for name, (begin, end) in spans.items()
    }
