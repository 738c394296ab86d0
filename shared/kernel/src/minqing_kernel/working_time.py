"""Lengths of time as statutes count them: hours, days, working days, working hours.

A span of days begins with the day after its start and ends with its last day
(民法典第201、203条), in China's time; so a printed date is the last good day. Spans of
hours are exact. Only a span that says so moves from a rest day to the next working day.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
"""China has kept one time, without daylight saving, since 1992."""

DAY = timedelta(days=1)
LAST_SECOND = time(23, 59, 59)
SETTLED_WITH_NEXT_YEAR = (12, 29)
"""From this month and day on, the New Year's notice of the next year decides."""

OFFICE_HOURS = ((time(9), time(12)), (time(14), time(18)))


class SpanUnit(StrEnum):
    """What a span is counted in."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working-days"
    WORKING_HOURS = "working-hours"


@dataclass(frozen=True)
class Span:
    """A length of time, at least one of its unit.

    `rolls`: one that would end on a rest day ends on the next working day instead; it
    matters to calendar days alone. Raises ValueError for an amount below one.
    """

    amount: int
    unit: SpanUnit = SpanUnit.DAYS
    rolls: bool = False

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError("a span is at least one long")


@dataclass(frozen=True)
class Due:
    """When a span ends: the last good second, in UTC.

    `provisional` (暂定): counted over days whose official calendar is not known yet.
    """

    at: datetime
    provisional: bool = False

    @property
    def day(self) -> date:
        """The last day, as China's calendar has it."""
        return local_day(self.at)


def local_day(at: datetime) -> date:
    """Return the day that a moment falls on in China."""
    return at.astimezone(CHINA).date()


def end_of(day: date) -> datetime:
    """Return the last second of a day in China, in UTC."""
    return datetime.combine(day, LAST_SECOND, CHINA).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class WorkCalendar:
    """Which days are worked, 调休 included.

    `exceptions` says of a date whether it is worked, against what its weekday says;
    `official_years` are those whose arrangement was announced; `edition` names what it
    was made of, so that a change of it can be noticed. `rest_weekdays` counts Monday
    as 0; `office_hours` are the spells of a working day, in order. Raises ValueError
    when no weekday is worked, or no hour.
    """

    exceptions: Mapping[date, bool] = field(default_factory=dict)
    official_years: frozenset[int] = frozenset()
    rest_weekdays: frozenset[int] = frozenset({5, 6})
    office_hours: tuple[tuple[time, time], ...] = OFFICE_HOURS
    edition: str = ""

    def __post_init__(self) -> None:
        if len(self.rest_weekdays) >= 7:
            raise ValueError("a week needs a working day")
        spells = [moment for spell in self.office_hours for moment in spell]
        if not spells or spells != sorted(set(spells)):
            raise ValueError("office hours are spells, one after the other")

    def is_working(self, day: date) -> bool:
        """Say whether a day is worked."""
        said = self.exceptions.get(day)
        return day.weekday() not in self.rest_weekdays if said is None else said

    def is_official(self, day: date) -> bool:
        """Say whether it was announced if a day is worked."""
        if day.year not in self.official_years:
            return False
        own = (day.month, day.day) < SETTLED_WITH_NEXT_YEAR
        return own or day.year + 1 in self.official_years

    def days_known(self, day: date, most: int = 400) -> int:
        """Return for how many days from `day` on the arrangement was announced.

        Looks no more than `most` days ahead; 0 where `day` itself is a guess.
        """
        guessed = (n for n in range(most) if not self.is_official(day + n * DAY))
        return next(guessed, most)

    def due(self, start: datetime, span: Span) -> Due:
        """Return when a span that begins at `start` ends."""
        if span.unit is SpanUnit.HOURS:
            return Due(start.astimezone(UTC) + timedelta(hours=span.amount))
        if span.unit is SpanUnit.WORKING_HOURS:
            return self._after_office_hours(start, timedelta(hours=span.amount))
        first = local_day(start)
        if span.unit is SpanUnit.WORKING_DAYS:
            return self._ends(first, self.add_working_days(first, span.amount))
        last = first + span.amount * DAY
        if not span.rolls:
            return Due(end_of(last))
        return self._ends(last - DAY, self.next_working_day(last))

    def add_working_days(self, day: date, amount: int) -> date:
        """Return the last of so many working days after `day`, which does not count."""
        while amount > 0:
            day += DAY
            amount -= self.is_working(day)
        return day

    def next_working_day(self, day: date) -> date:
        """Return the day itself, or the first one after it, that is worked."""
        while not self.is_working(day):
            day += DAY
        return day

    def opening(self, day: date) -> datetime:
        """Return when the office opens on a day, were it worked, in UTC."""
        opens, _ = self.office_hours[0]
        return datetime.combine(day, opens, CHINA).astimezone(UTC)

    def moment_before(self, end: datetime, span: Span) -> datetime:
        """Return when so much is left until `end`; for days, at the opening."""
        if span.unit is SpanUnit.HOURS:
            return end.astimezone(UTC) - timedelta(hours=span.amount)
        if span.unit is SpanUnit.WORKING_HOURS:
            return self._before_office_hours(end, timedelta(hours=span.amount))
        day = local_day(end)
        if span.unit is SpanUnit.DAYS:
            return self.opening(day - span.amount * DAY)
        left = span.amount
        while left > 0:
            day -= DAY
            left -= self.is_working(day)
        return self.opening(day)

    def moment_after(self, end: datetime, span: Span) -> datetime:
        """Return when so much has passed since `end`; for days, at the opening."""
        due = self.due(end, span)
        days = span.unit in (SpanUnit.DAYS, SpanUnit.WORKING_DAYS)
        return self.opening(due.day) if days else due.at

    def working_days_between(self, first: date, last: date) -> int:
        """Count the working days after `first`, up to `last`, which counts."""
        return sum(self.is_working(day) for day in _days(first, last))

    def _ends(self, first: date, last: date) -> Due:
        known = all(self.is_official(day) for day in _days(first, last))
        return Due(end_of(last), provisional=not known)

    def _after_office_hours(self, start: datetime, left: timedelta) -> Due:
        begun = start.astimezone(CHINA)
        day = begun.date()
        while True:
            for opens, closes in self._open(day):
                opens = max(opens, begun)
                if opens + left <= closes:
                    known = self._ends(begun.date() - DAY, day)
                    return Due((opens + left).astimezone(UTC), known.provisional)
                left -= max(closes - opens, timedelta())
            day += DAY

    def _before_office_hours(self, end: datetime, left: timedelta) -> datetime:
        ended = end.astimezone(CHINA)
        day = ended.date()
        while True:
            for opens, closes in reversed([*self._open(day)]):
                closes = min(closes, ended)
                if closes - left >= opens:
                    return (closes - left).astimezone(UTC)
                left -= max(closes - opens, timedelta())
            day -= DAY

    def _open(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        if self.is_working(day):
            for opens, closes in self.office_hours:
                yield (
                    datetime.combine(day, opens, CHINA),
                    datetime.combine(day, closes, CHINA),
                )


def _days(first: date, last: date) -> Iterator[date]:
    """Yield the days after `first`, up to `last`."""
    for number in range(first.toordinal() + 1, last.toordinal() + 1):
        yield date.fromordinal(number)
