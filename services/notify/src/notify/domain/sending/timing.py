"""When somebody may be told: not at night, not on a rest day, or once a day."""

from datetime import date, datetime, time, timedelta

from minqing_kernel.working_time import CHINA, DAY, WorkCalendar
from notify.domain.notice import Audience, Notice, Urgency
from notify.domain.sending.means import PETITIONERS, Means
from notify.domain.sending.policy import QuietHours, SendingPolicy


def held_until(
    notice: Notice,
    means: Means,
    *,
    at: datetime,
    policy: SendingPolicy,
    calendar: WorkCalendar,
) -> datetime | None:
    """Return until when a notice waits; None: it may go. The urgent never wait."""
    if notice.urgency is Urgency.URGENT:
        return None
    holds = [
        _quiet_until(policy.quiet, means, at),
        _rests_until(notice.audience, means, at, policy, calendar),
    ]
    return max((each for each in holds if each is not None), default=None)


def gathers(notice: Notice, policy: SendingPolicy) -> bool:
    """Say whether a notice comes with the day's digest instead of by itself."""
    apart = notice.audience in PETITIONERS or notice.audience is Audience.SUBSCRIBER
    return policy.digest_at is not None and notice.urgency is Urgency.LOW and not apart


def digest_after(
    at: datetime, clock: time, *, holidays: bool, calendar: WorkCalendar
) -> datetime:
    """Return the next moment after `at` when digests go; on working days, if told."""
    day = at.astimezone(CHINA).date()
    while True:
        moment = datetime.combine(day, clock, CHINA)
        if moment > at and (not holidays or calendar.is_working(day)):
            return moment
        day += DAY


def _quiet_until(
    quiet: QuietHours | None, means: Means, at: datetime
) -> datetime | None:
    if quiet is None or means not in quiet.means:
        return None
    begun = _last(quiet.begins, at)
    length = _between(quiet.begins, quiet.ends)
    return begun + length if at < begun + length else None


def _last(clock: time, at: datetime) -> datetime:
    """Return the last moment up to `at` when the clock stood so."""
    moment = datetime.combine(at.astimezone(CHINA).date(), clock, CHINA)
    return moment if moment <= at else moment - DAY


def _between(begins: time, ends: time) -> timedelta:
    day = date.min
    length = datetime.combine(day, ends) - datetime.combine(day, begins)
    return length if length > timedelta() else length + DAY


def _rests_until(
    audience: Audience,
    means: Means,
    at: datetime,
    policy: SendingPolicy,
    calendar: WorkCalendar,
) -> datetime | None:
    if audience in PETITIONERS or means not in policy.holidays_hold:
        return None
    today = at.astimezone(CHINA).date()
    opens = calendar.next_working_day(today)
    if opens == today:
        return None
    return datetime.combine(opens, calendar.office_hours[0][0], CHINA)
