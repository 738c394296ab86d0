"""The weekly call-back day (周五回访日, B-27): which day, and whose cases."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from minqing_kernel.working_time import CHINA, WorkCalendar
from notify.domain.follow_ups.errors import BadPeriod
from notify.domain.follow_ups.policy import FollowUpPolicy, RestDay
from notify.domain.occurrence import TELLABLE

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Week:
    """The cases closed from `since` until just before `until` are called on `held_on`.

    Every moment belongs to exactly one week, also where a holiday moves the day.
    """

    held_on: date
    since: datetime
    until: datetime


def week_of(on: date, policy: FollowUpPolicy, calendar: WorkCalendar) -> Week:
    """Return the week whose call-back day is `on`, or the first one after it.

    Raises BadPeriod for a day beyond TELLABLE.
    """
    if on.year not in TELLABLE:
        raise BadPeriod(fields={"on": "out-of-range"})
    day = on + timedelta(days=(policy.weekday - on.weekday()) % 7)
    return Week(
        held_on=_held(day, policy, calendar),
        since=_midnight(day - WEEK),
        until=_midnight(day),
    )


def _held(day: date, policy: FollowUpPolicy, calendar: WorkCalendar) -> date:
    if policy.rest_day is RestDay.KEEP:
        return day
    step = -DAY if policy.rest_day is RestDay.BEFORE else DAY
    while not calendar.is_working(day):
        day += step
    return day


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)
