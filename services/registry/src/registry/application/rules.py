"""The rules in force: the place's policy, and which days are worked."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from minqing_kernel.working_time import Span, SpanUnit, WorkCalendar
from registry.domain.aid.rules import STATUTORY_HELP, HelpPolicy
from registry.domain.assessments.form import USUAL_ASSESSMENTS, AssessmentPolicy
from registry.domain.checks.rules import USUAL_CHECKS, CheckPolicy
from registry.domain.ledgers.policy import STATUTORY_LEDGERS, LedgerPolicy
from registry.domain.obligations.rules import NO_OBLIGATIONS, ObligationPolicy
from registry.domain.privacy.policy import STATUTORY_PRIVACY, PrivacyPolicy
from registry.domain.visits.kinds import STATUTORY_VISITS, VisitPolicy


def the_statute(_: datetime) -> PrivacyPolicy:
    """Return what holds where a place says nothing."""
    return STATUTORY_PRIVACY


def the_house(_: datetime) -> VisitPolicy:
    """Return which kinds of visits there are where a place says nothing."""
    return STATUTORY_VISITS


def the_ledgers(_: datetime) -> LedgerPolicy:
    """Return which ledgers there are where a place says nothing."""
    return STATUTORY_LEDGERS


def the_usual_checks(_: datetime) -> CheckPolicy:
    """Return who checks whom where a place says nothing."""
    return USUAL_CHECKS


def the_usual_assessments(_: datetime) -> AssessmentPolicy:
    """Return by which forms somebody is assessed where a place says nothing."""
    return USUAL_ASSESSMENTS


def the_rows(_: datetime) -> HelpPolicy:
    """Return which classes of households there are where a place says nothing."""
    return STATUTORY_HELP


def nobody_owes(_: date) -> ObligationPolicy:
    """Return what is owed where a place says nothing."""
    return NO_OBLIGATIONS


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Which policies hold at a moment, and the calendar."""

    policy_at: Callable[[datetime], PrivacyPolicy] = the_statute
    visits_at: Callable[[datetime], VisitPolicy] = the_house
    ledgers_at: Callable[[datetime], LedgerPolicy] = the_ledgers
    checks_at: Callable[[datetime], CheckPolicy] = the_usual_checks
    assessments_at: Callable[[datetime], AssessmentPolicy] = the_usual_assessments
    help_at: Callable[[datetime], HelpPolicy] = the_rows
    obligations_at: Callable[[date], ObligationPolicy] = nobody_owes
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    def due(self, asked_at: datetime) -> date:
        """Return the last day on which a request may be decided in time."""
        days = self.policy_at(asked_at).decision_days
        return self.calendar.due(asked_at, Span(days, SpanUnit.WORKING_DAYS)).day


STATUTORY_RULES = Rules()
