"""Where somebody stands with an obligation on a day, and where the pace leads."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Final

from minqing_kernel.working_time import WorkCalendar
from registry.domain.obligations.counting import Tally
from registry.domain.obligations.days import Due, working_days
from registry.domain.obligations.periods import DAY, Period
from registry.domain.obligations.rules import Measure, Rule, Source

WHOLE: Final = 10_000


class State(StrEnum):
    """已完成, 已说明, 进行中, 落后, 待定, 未完成.

    `closing`: the period is over, late entries are still taken (its grace).
    """

    MET = "met"
    EXCUSED = "excused"
    OPEN = "open"
    BEHIND = "behind"
    CLOSING = "closing"
    MISSED = "missed"


LAGGING: Final = frozenset({State.BEHIND, State.CLOSING, State.MISSED})


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """Where the pace so far leads by the end, and how much will be missing then."""

    projected: int
    shortfall: int


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How far somebody is with a rule in a period, as of a day."""

    rule: Rule
    bearer_id: str
    name: str
    organisation_id: str
    period: Period
    as_of: date
    due: Due
    tally: Tally
    forecast: Forecast
    state: State

    @property
    def share(self) -> int:
        """Return the share done in hundredths of a per cent, at most all of it.

        Rounded down: while one is missing it is less than all.
        """
        return share_of(self.tally.done, self.tally.required)

    @property
    def rank(self) -> tuple[int, str, str]:
        """Return what sorts the worst first."""
        return self.share, self.rule.code, self.bearer_id


def share_of(done: int, required: int) -> int:
    """Return a share in hundredths of a per cent; of nothing, all is done.

    Rounded half to even, but never whole while one is lacking.
    """
    if done >= required:
        return WHOLE
    return min(round(Fraction(done * WHOLE, required)), WHOLE - 1)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What a count is judged in: a rule's period, its due day, the end of a day.

    As of a day to come it is judged as if nothing more were done until then.
    """

    rule: Rule
    period: Period
    due: Due
    as_of: date
    today: date
    calendar: WorkCalendar

    @property
    def span(self) -> Period | None:
        """Return the days whose doings count; None while there are none."""
        window = self.period
        if self.rule.dayed and self.due.day is not None:
            window = Period(self.due.day, self.due.day)
        return window.until(self.as_of) if window.first <= self.as_of else None

    def forecast(self, tally: Tally) -> Forecast:
        """Project the pace of the working days so far on those that are left.

        Rounded down; before the first working day nothing is projected. What is owed
        on one day, or is held, has no pace.
        """
        projected = tally.done
        if self._has_pace:
            gone = self._gone_by_today
            left = self._whole - gone
            projected += tally.done * left // gone if gone else 0
        if self.rule.measure in {Measure.COVER, Measure.CELLS}:
            projected = min(projected, tally.required)
        return Forecast(
            projected=projected, shortfall=max(0, tally.required - projected)
        )

    def state(self, tally: Tally, *, excused: bool = False) -> State:
        """Say how somebody stands at the end of the day."""
        if tally.met:
            return State.MET
        if excused:
            return State.EXCUSED
        over = self._over
        if self.rule.counts.source is Source.DUTIES:
            return State.MISSED
        if self.as_of > over + self.rule.grace_days * DAY:
            return State.MISSED
        if self.as_of > over:
            return State.CLOSING
        return State.BEHIND if self._lags(tally) else State.OPEN

    @property
    def _over(self) -> date:
        if self.rule.dayed and self.due.day is not None:
            return self.due.day
        return self.period.last

    @property
    def _has_pace(self) -> bool:
        return not self.rule.dayed and self.rule.counts.source is not Source.DUTIES

    @cached_property
    def _whole(self) -> int:
        """Return how many working days the period has."""
        return working_days(self.period, self.calendar)

    @cached_property
    def _gone(self) -> int:
        """Return how many of them were over at the end of the day that is judged."""
        return self._over_by(self.as_of)

    @cached_property
    def _gone_by_today(self) -> int:
        return self._over_by(min(self.as_of, self.today))

    def _over_by(self, day: date) -> int:
        if day < self.period.first:
            return 0
        return working_days(self.period.until(day), self.calendar)

    def _lags(self, tally: Tally) -> bool:
        behind = tally.done * self._whole < tally.required * self._gone
        return self._has_pace and behind
