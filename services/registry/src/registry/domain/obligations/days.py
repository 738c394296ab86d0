"""The day on which something is due, moved off holidays as its rule says."""

from dataclasses import dataclass
from datetime import date

from minqing_kernel.working_time import WorkCalendar
from registry.domain.obligations.periods import DAY, WEEK, Period
from registry.domain.obligations.rules import OnRest, Rule


@dataclass(frozen=True, kw_only=True)
class Due:
    """The day as it was planned, and as it holds; None where it is let off.

    `provisional` (暂定): the calendar of the days that it moved over is not official.
    """

    planned: date
    day: date | None
    provisional: bool

    @property
    def moved(self) -> bool:
        """Tell whether it is not on the day that was planned."""
        return self.day != self.planned


def due_of(rule: Rule, period: Period, calendar: WorkCalendar) -> Due:
    """Return when a rule's period is due; a month without such a day has its last."""
    planned = _planned(rule, period)
    day = _moved(planned, rule.on_rest, calendar)
    looked_at = _between(planned, day or planned)
    known = rule.on_rest is OnRest.STAY or all(map(calendar.is_official, looked_at))
    return Due(planned=planned, day=day, provisional=not known)


def working_days(period: Period, calendar: WorkCalendar) -> int:
    """Return how many days of a period are worked."""
    return calendar.working_days_between(period.first - DAY, period.last)


def _planned(rule: Rule, period: Period) -> date:
    if rule.weekday is not None:
        return period.first + (rule.weekday - period.first.weekday()) % WEEK * DAY
    if rule.month_day is not None:
        return min(period.first + (rule.month_day - 1) * DAY, period.last)
    return period.last


def _moved(day: date, on_rest: OnRest, calendar: WorkCalendar) -> date | None:
    if on_rest is OnRest.STAY or calendar.is_working(day):
        return day
    if on_rest is OnRest.SKIP:
        return None
    if on_rest is OnRest.NEXT:
        return calendar.next_working_day(day)
    while not calendar.is_working(day):
        day -= DAY
    return day


def _between(one: date, other: date) -> list[date]:
    first, last = sorted((one, other))
    return [first + step * DAY for step in range((last - first).days + 1)]
