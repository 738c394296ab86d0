"""What residents are told on the first page: notices of units, and days off to come."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Protocol

from minqing_kernel.working_time import DAY, WorkCalendar

PLAIN: Final = "zh-CN"
"""The language that every notice is written in; the others are extra."""
MOST_AT_ONCE: Final = 3
"""More on one day are read by nobody."""
LONGEST_SHOWN: Final = timedelta(days=92)
"""From its first to its last day; what holds longer is no news."""
SAID_BEFORE: Final = timedelta(days=7)
"""So long before days off begin they are told of."""
WORKED_NEAR: Final = timedelta(days=14)
"""So far around them a worked Saturday or Sunday belongs to them (调休)."""


class Spanned(Protocol):
    """Something that is shown from its first day to its last, both counted."""

    @property
    def first(self) -> date:
        """The first day."""
        ...

    @property
    def last(self) -> date:
        """The last day."""
        ...


@dataclass(frozen=True, kw_only=True)
class Saying:
    """A notice in one language; `language` is that of its words."""

    language: str
    title: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Rest:
    """Days off, as announced; `back`: the first day worked again.

    `worked`: the days of weekends around them that are worked instead.
    """

    first: date
    last: date
    back: date
    worked: tuple[date, ...]


def crowded(others: Iterable[Spanned], first: date, last: date) -> bool:
    """Tell whether one more notice would be too many on any day of its own.

    The fullest day is the first of one of them: no other needs to be counted.
    """
    met = [each for each in others if each.first <= last and each.last >= first]
    days = {first} | {each.first for each in met if each.first > first}
    return any(_on(met, day) >= MOST_AT_ONCE for day in days)


def fault_of_span(first: date, last: date, today: date) -> str | None:
    """Return the key of what is wrong with the days of a new notice, if anything."""
    if last < first:
        return "fault.notice.order"
    if last < today:
        return "fault.notice.past"
    return "fault.notice.long" if last - first > LONGEST_SHOWN else None


def said_in(texts: Mapping[str, Saying], language: str) -> Saying:
    """Return a notice in a reader's language; where it has none, as it was written."""
    return texts.get(language) or texts[PLAIN]


def coming_rest(calendar: WorkCalendar, today: date) -> Rest | None:
    """Return the days off that have begun, or begin within a week; None for none.

    A usual weekend is none: one of the days has to be off against its weekday. Days of
    which nobody announced yet whether they are worked (暂定) are not told of.
    """
    start = _begun(calendar, today)
    for day in _days(start, today + SAID_BEFORE):
        if not calendar.is_working(day) and not _is_weekend(calendar, day):
            rest = _around(calendar, day, today)
            known = all(map(calendar.is_official, (rest.first, rest.last)))
            return rest if known else None
    return None


def _begun(calendar: WorkCalendar, day: date) -> date:
    """Return the first of the days off that a day is among; else the day itself."""
    while not calendar.is_working(day) and not calendar.is_working(day - DAY):
        day -= DAY
    return day


def _around(calendar: WorkCalendar, day: date, today: date) -> Rest:
    first, back = _begun(calendar, day), calendar.next_working_day(day)
    near = _days(max(first - WORKED_NEAR, today), back + WORKED_NEAR)
    worked = (each for each in near if _is_weekend(calendar, each))
    return Rest(
        first=first,
        last=back - DAY,
        back=back,
        worked=tuple(each for each in worked if calendar.is_working(each)),
    )


def _is_weekend(calendar: WorkCalendar, day: date) -> bool:
    return day.weekday() in calendar.rest_weekdays


def _on(notices: Iterable[Spanned], day: date) -> int:
    return sum(each.first <= day <= each.last for each in notices)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(number)
