"""催办: at which moments a place's policy reminds of a clock. Pure."""

from collections.abc import Iterable
from datetime import datetime

from minqing_kernel.working_time import WorkCalendar
from routing.domain.policy import Reminder, RoutingPolicy


def unsent(policy: RoutingPolicy, kind: str, sent: tuple[str, ...]) -> list[Reminder]:
    """Return the policy's reminders of such a clock that were not sent yet."""
    if not policy.reminders:
        return []
    own = (each for each in policy.reminders if each.kind == kind)
    return [each for each in own if each.word not in sent]


def moment_of(reminder: Reminder, due_at: datetime, calendar: WorkCalendar) -> datetime:
    """Return when a clock that ends at `due_at` is reminded of."""
    when = calendar.moment_after if reminder.after else calendar.moment_before
    return when(due_at, reminder.span)


def next_moment(
    reminders: Iterable[Reminder],
    due_at: datetime,
    calendar: WorkCalendar,
    *,
    after: datetime,
) -> datetime | None:
    """Return the first of their moments that comes after `after`, None if none does."""
    moments = (moment_of(each, due_at, calendar) for each in reminders)
    return min((each for each in moments if each > after), default=None)


def passed(
    reminders: Iterable[Reminder],
    due_at: datetime,
    calendar: WorkCalendar,
    *,
    since: datetime,
    at: datetime,
) -> list[Reminder]:
    """Return those whose moment came from `since` to `at`, in the order of moments.

    One that was to come before the end is no use after it, and is left out.
    """
    moments = [(moment_of(each, due_at, calendar), each) for each in reminders]
    came = [
        (moment, each)
        for moment, each in moments
        if since <= moment <= at and (each.after or at < due_at)
    ]
    return [each for _, each in sorted(came, key=lambda pair: pair[0])]
