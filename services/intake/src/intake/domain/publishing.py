"""What an agency tells the public of its doors, and when it receives (条例第18条)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from minqing_kernel.working_time import WorkCalendar


class Way(StrEnum):
    """What is to be published: 网络渠道、通信地址、电话、接待地点、查询方式."""

    NETWORK = "network"
    ADDRESS = "address"
    TELEPHONE = "telephone"
    RECEPTION = "reception"
    PROGRESS = "progress"


class OnRestDay(StrEnum):
    """What becomes of a reception that falls on a rest day (B-24, C-14)."""

    SKIP = "skip"
    NEXT = "next-working-day"


@dataclass(frozen=True, kw_only=True)
class PublishedWay:
    """One way to the agency; `where` is an address, a number or a link."""

    way: Way
    name: str
    where: str
    hours: str = ""


@dataclass(frozen=True, kw_only=True)
class ReceptionRule:
    """When somebody receives: on a `weekday` (Monday is 0) or on a `day_of_month`.

    A month that has no such day has no reception. `seats`: so many people may book one
    (0: whoever comes, comes); `organisation` is the unit whose desk receives them.
    """

    begins: time
    ends: time
    place: str
    host: str
    weekday: int | None = None
    day_of_month: int | None = None
    on_rest_day: OnRestDay = OnRestDay.SKIP
    seats: int = 0
    organisation: str | None = None

    def falls_on(self, day: date) -> bool:
        """Say whether the rule names a day, rest or not."""
        if self.weekday is not None:
            return day.weekday() == self.weekday
        return day.day == self.day_of_month


@dataclass(frozen=True, kw_only=True)
class Reception:
    """One reception on one day; `moved_from` is the rest day that the rule named."""

    day: date
    rule: ReceptionRule
    moved_from: date | None = None

    @property
    def session(self) -> str:
        """Return its name: the same for as long as day, hour, place and host are."""
        told = f"{self.rule.begins:%H%M}|{self.rule.place}|{self.rule.host}"
        return f"{self.day:%Y%m%d}-{sha256(told.encode()).hexdigest()[:12]}"


LONGEST_MOVE: Final = 31
"""So many days later no working day is sought any more."""


def receptions(
    rules: tuple[ReceptionRule, ...], first: date, days: int, calendar: WorkCalendar
) -> list[Reception]:
    """Return who receives when, in so many days from the first one, in order.

    Two rules may name the same host, place and hour of a day: that is one reception.
    """
    last = first + timedelta(days=days - 1)
    begin = max(first.toordinal() - LONGEST_MOVE, date.min.toordinal())
    found = [
        one
        for ordinal in range(begin, last.toordinal() + 1)
        for rule in rules
        for one in _on(rule, date.fromordinal(ordinal), calendar)
        if first <= one.day <= last
    ]
    once = {one.session: one for one in reversed(found)}
    return sorted(once.values(), key=lambda one: (one.day, one.rule.begins))


def _on(rule: ReceptionRule, day: date, calendar: WorkCalendar) -> Iterator[Reception]:
    if not rule.falls_on(day):
        return
    if calendar.is_working(day):
        yield Reception(day=day, rule=rule)
    elif rule.on_rest_day is OnRestDay.NEXT:
        later = (day + timedelta(days=each) for each in range(1, LONGEST_MOVE))
        moved = next((each for each in later if calendar.is_working(each)), None)
        if moved is not None:
            yield Reception(day=moved, rule=rule, moved_from=day)
