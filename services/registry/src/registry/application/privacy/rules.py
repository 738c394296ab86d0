"""The rules in force: the place's policy, and which days are worked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from minqing_kernel.working_time import Span, SpanUnit, WorkCalendar
from registry.domain.obligations.rules import NO_OBLIGATIONS, ObligationPolicy
from registry.domain.privacy.policy import STATUTORY_PRIVACY, PrivacyPolicy
from registry.domain.visits.kinds import STATUTORY_VISITS, VisitPolicy


def the_statute(_: datetime) -> PrivacyPolicy:
    """Return what holds where a place says nothing."""
    return STATUTORY_PRIVACY


def the_house(_: datetime) -> VisitPolicy:
    """Return which kinds of visits there are where a place says nothing."""
    return STATUTORY_VISITS


def nobody_owes(_: date) -> ObligationPolicy:
    """Return what is owed where a place says nothing."""
    return NO_OBLIGATIONS


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Which policies hold at a moment, and the calendar."""

    policy_at: Callable[[datetime], PrivacyPolicy] = the_statute
    visits_at: Callable[[datetime], VisitPolicy] = the_house
    obligations_at: Callable[[date], ObligationPolicy] = nobody_owes
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    def due(self, asked_at: datetime) -> date:
        """Return the last day on which a request may be decided in time."""
        days = self.policy_at(asked_at).decision_days
        return self.calendar.due(asked_at, Span(days, SpanUnit.WORKING_DAYS)).day


STATUTORY_RULES = Rules()
