"""Civil months, quarters and years: in which one somebody works or is scored."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from minqing_kernel.errors import Invalid


class PeriodKind(StrEnum):
    """月, 季, 年."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Return how many months it has."""
        return {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}[self]


@dataclass(frozen=True, kw_only=True)
class Period:
    """From its first day to its last, both within it."""

    since: date
    until: date


def period_from(kind: PeriodKind, since: date) -> Period:
    """Return the period that begins on a day; Invalid on `since` where none does."""
    begins = since.day == 1 and (since.month - 1) % kind.months == 0
    if not begins:
        raise Invalid(fields={"since": "not-first-day"})
    later = since.year * 12 + since.month - 1 + kind.months
    following = date(later // 12, later % 12 + 1, 1)
    return Period(since=since, until=following - timedelta(days=1))


def period_before(kind: PeriodKind, day: date) -> Period:
    """Return the last period that is over on a day."""
    month = (day.month - 1) // kind.months * kind.months + 1
    before = date(day.year, month, 1) - timedelta(days=1)
    first = (before.month - 1) // kind.months * kind.months + 1
    return period_from(kind, date(before.year, first, 1))
