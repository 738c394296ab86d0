"""Whose dates another calendar would move: those counted over guessed days."""

from collections.abc import Iterable
from dataclasses import dataclass

from minqing_kernel.working_time import WorkCalendar
from routing.domain.counted import Counted


@dataclass(frozen=True, kw_only=True)
class CalendarEffect:
    """What a calendar would do to the dates that are provisional now (暂定).

    `earlier` and `later` would move, each to the other side; `settled` would be
    provisional no more. A date that counts on announced days alone never moves.
    """

    provisional: int
    earlier: int
    later: int
    settled: int


def calendar_effect(
    running: Iterable[Counted], calendar: WorkCalendar
) -> CalendarEffect:
    """Return what a calendar would do to running dates; nothing is changed."""
    found = [each.again(calendar) for each in running]
    moved = [by.total_seconds() for _, by, _ in found]
    return CalendarEffect(
        provisional=len(found),
        earlier=sum(by < 0 for by in moved),
        later=sum(by > 0 for by in moved),
        settled=sum(not still for _, _, still in found),
    )
