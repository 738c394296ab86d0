"""When a counter is open in a week, and how many windows and items it says it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import pairwise

from minqing_kernel.errors import Invalid
from registry.domain.values import ADDRESS_LENGTH, CHINA, checked_text


@dataclass(frozen=True, kw_only=True, order=True)
class Span:
    """From `opens` to `closes` on a day of the week, 1 Monday to 7 Sunday."""

    weekday: int
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.weekday not in range(1, 8):
            raise Invalid(fields={"weekday": "bad-weekday"})
        if self.closes <= self.opens:
            raise Invalid(fields={"closes": "closes-before-it-opens"})


def checked_hours(spans: Sequence[Span]) -> list[Span]:
    """Return a week's spans in order; raise Invalid where two of a day overlap."""
    ordered = sorted(spans)
    for former, later in pairwise(ordered):
        if former.weekday == later.weekday and later.opens < former.closes:
            raise Invalid(fields={"spans": "overlapping-hours"})
    return ordered


def is_open(spans: Sequence[Span], begins: datetime, length: timedelta) -> bool:
    """Tell whether a counter is open in any part of a time (on China's clocks)."""
    start = begins.astimezone(CHINA)
    end = start + length
    return any(
        span.weekday == start.isoweekday()
        and span.opens < _end_of_day(start, end)
        and start.time() < span.closes
        for span in spans
    )


def _end_of_day(start: datetime, end: datetime) -> time:
    return end.time() if end.date() == start.date() else time.max


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """What a station says of itself, and where; it may differ from what is listed."""

    organisation_id: str
    windows: int | None
    items: int | None
    source: str

    def __post_init__(self) -> None:
        source = checked_text(self.source, "source", ADDRESS_LENGTH)
        object.__setattr__(self, "source", source)
