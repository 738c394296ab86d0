"""Periods in which something is owed: weeks, months, quarters; and days within them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

DAY: Final = timedelta(days=1)
WEEK: Final = 7
MOST_MOVED: Final = 14 * DAY
"""No stretch of holidays moves a day further."""
MONTHS_OF_A_YEAR: Final = 12


class Every(StrEnum):
    """每周, 每月, 每两月, 每季度, 每年; `always`: on every day anew, as it stands."""

    WEEK = "week"
    MONTH = "month"
    TWO_MONTHS = "two-months"
    QUARTER = "quarter"
    YEAR = "year"
    ALWAYS = "always"


RECURRING: Final = tuple(each for each in Every if each is not Every.ALWAYS)
MONTHS: Final = {
    Every.MONTH: 1,
    Every.TWO_MONTHS: 2,
    Every.QUARTER: 3,
    Every.YEAR: MONTHS_OF_A_YEAR,
}
"""How many months a period has; they are counted from January."""


@dataclass(frozen=True, order=True)
class Period:
    """Days from the first to the last, which counts."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: date) -> bool:
        """Tell whether a day lies within."""
        return self.first <= day <= self.last

    def until(self, day: date) -> "Period":
        """Return its days up to a day; before it began, there is its first alone."""
        return Period(self.first, max(self.first, min(self.last, day)))


def period_of(day: date, every: Every, week_starts: int = 0) -> Period:
    """Return the period in which a day lies; `week_starts` counts Monday as 0."""
    if every is Every.ALWAYS:
        return Period(day, day)
    if every is Every.WEEK:
        first = day - (day.weekday() - week_starts) % WEEK * DAY
        return Period(first, first + (WEEK - 1) * DAY)
    months = MONTHS[every]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, _month_after(first, months) - DAY)


def periods_of(span: Period, every: Every, week_starts: int = 0) -> Iterator[Period]:
    """Yield every period that has a day within a span, the earliest first."""
    day = span.first
    while day <= span.last:
        period = period_of(day, every, week_starts)
        yield period
        day = period.last + DAY


def _month_after(first: date, months: int) -> date:
    month = first.month - 1 + months
    return date(first.year + month // MONTHS_OF_A_YEAR, month % MONTHS_OF_A_YEAR + 1, 1)
