"""Periods of days, and how sums over months and ten days (旬) cover them."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Self

from notify.domain.errors import BadPeriod

DAY = timedelta(days=1)


class Span(StrEnum):
    """The periods that have a report."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.YEAR: 12}


@dataclass(frozen=True, kw_only=True)
class Period:
    """The days from `first` to `last`, both counted. Raises BadPeriod for none."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise BadPeriod(fields={"to": "before-from"})

    @classmethod
    def holding(cls, day: date, span: Span) -> Self:
        """Return the week (Monday to Sunday), month, quarter or year of a day."""
        if span is Span.WEEK:
            monday = day - day.weekday() * DAY
            return cls(first=monday, last=monday + 6 * DAY)
        length = MONTHS[span]
        first = date(day.year, (day.month - 1) // length * length + 1, 1)
        return cls(first=first, last=_months_later(first, length) - DAY)

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.last + DAY

    def before(self) -> Self:
        """Return the period before: the months before, or as many days."""
        last = self.first - DAY
        if self.first.day == self.end.day == 1:
            months = (self.end.year - self.first.year) * 12
            months += self.end.month - self.first.month
            return type(self)(first=_months_later(self.first, -months), last=last)
        return type(self)(first=self.first - (self.end - self.first), last=last)

    def a_year_before(self) -> Self:
        """Return the same period of the year before (去年同期).

        Whole months stay whole; of other periods the last day is the same day.
        """
        first, last = _months_later(self.first, -12), _months_later(self.last, -12)
        if self.first.day == self.end.day == 1:
            last = _months_later(self.end, -12) - DAY
        return type(self)(first=first, last=last)


def _months_later(day: date, months: int) -> date:
    """Return the same day of another month; the 29th of February becomes the 28th."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return day.replace(year=years, month=month + 1)
    except ValueError:
        return date(years, month + 1, 28)


def ten_start(day: date) -> date:
    """Return the 1st, 11th or 21st on or before a day."""
    return day.replace(day=min((day.day - 1) // 10, 2) * 10 + 1)


def _ten_from(day: date) -> date:
    """Return the 1st, 11th or 21st on or after a day."""
    start = ten_start(day)
    if start == day:
        return day
    return _month_from(day) if start.day == 21 else start + 10 * DAY


def _month_from(day: date) -> date:
    return day if day.day == 1 else _months_later(day.replace(day=1), 1)


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The marks between which a period is summed, in order, ends not counted.

    Single days from `first` to `tens`, ten days at once to `months`, months to
    `months_end`, ten days to `tens_end`, single days to `end`.
    """

    first: date
    tens: date
    months: date
    months_end: date
    tens_end: date
    end: date


def cover(period: Period) -> Cover:
    """Return how a period is summed with the fewest parts."""
    first, end = period.first, period.end
    tens, tens_end = _ten_from(first), ten_start(end)
    if tens >= tens_end:
        tens = tens_end = end
    months, months_end = _month_from(tens), tens_end.replace(day=1)
    if months >= months_end:
        months = months_end = tens_end
    return Cover(
        first=first,
        tens=tens,
        months=months,
        months_end=months_end,
        tens_end=tens_end,
        end=end,
    )
