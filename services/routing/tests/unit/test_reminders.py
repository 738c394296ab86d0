"""催办 by the policy: each clock's reminders at their moments, once; no date moves."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.working_time import Span, SpanUnit, WorkCalendar
from routing.application.commands import RemindUnits, SetRule
from routing.bootstrap import command_handlers
from routing.domain.deadline import ClockKind, Clocks
from routing.domain.dossier import Ground, Measure
from routing.domain.merging import go_on, rest_for
from routing.domain.policy import STATUTE, Reminder, RoutingPolicy, Term, TermKind
from routing.domain.reminding import moment_of, passed
from routing.domain.resolution import Outcome
from routing.domain.side_events import CaseUrged
from services.routing.tests.builders import (
    COMMUNITY,
    NOON,
    STATION,
    STREET,
    a_blank_case,
    a_cause,
    a_clerk,
    a_directory,
    a_handler,
    a_rule,
    a_supervisor,
    a_unit,
    an_operator,
    end,
    later,
    the_units,
    to_open,
)
from services.routing.tests.fakes import FakeDatabase

pytestmark = pytest.mark.unit

THREE_DAYS = Reminder(kind=TermKind.HANDLING, span=Span(3))
DAY_AFTER = Reminder(kind=TermKind.HANDLING, span=Span(1), after=True)
HOUR_AFTER = Reminder(kind=TermKind.SIGN, span=Span(1, SpanUnit.HOURS), after=True)
TWO_HOURS = Term(kind=TermKind.SIGN, span=Span(2, SpanUnit.HOURS), basis="本级")
FIVE_MORE = Term(kind=TermKind.URGING, span=Span(5), basis="催办后仍逾期")


def under(*reminders, terms=(), calendar=None):
    policy = RoutingPolicy(
        code="here@2022-05-01",
        terms=(*STATUTE.terms, *terms),
        reminders=reminders,
    )
    return Clocks(policy=policy, calendar=calendar or WorkCalendar())


def opened(clocks, directory=None):
    case = a_blank_case()
    case.judge(directory or a_directory(a_rule()), clocks, at=NOON)
    case.release()
    return case


def reminded(case, clocks, at):
    case.release()
    case.remind_if_due(clocks, at=at)
    return [(fact.clock, fact.rule) for fact in case.release()]


def nine(**when):
    """Nine in the morning in China, when the office opens."""
    return datetime(2026, 1, 1, 1, tzinfo=UTC).replace(**when)


# -- moments ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("span", "after", "moment"),
    [
        (Span(2, SpanUnit.HOURS), False, datetime(2026, 11, 13, 4, tzinfo=UTC)),
        (Span(2, SpanUnit.HOURS), True, datetime(2026, 11, 13, 8, tzinfo=UTC)),
        (Span(3), False, nine(month=11, day=10)),
        (Span(3), True, nine(month=11, day=16)),
        (Span(5, SpanUnit.WORKING_DAYS), False, nine(month=11, day=6)),
        (Span(1, SpanUnit.WORKING_DAYS), True, nine(month=11, day=16)),
    ],
)
def test_a_reminder_of_days_comes_when_the_office_opens(span, after, moment):
    friday = datetime(2026, 11, 13, 6, tzinfo=UTC)
    each = Reminder(kind=TermKind.HANDLING, span=span, after=after)
    assert moment_of(each, friday, WorkCalendar()) == moment


def test_one_that_was_to_come_before_the_end_is_no_use_after_it():
    came = passed(
        [THREE_DAYS, DAY_AFTER],
        end(days=10),
        WorkCalendar(),
        since=NOON,
        at=later(days=12),
    )
    assert came == [DAY_AFTER]


# -- a case ----------------------------------------------------------------------------


def test_the_unit_is_reminded_before_the_end_once_and_the_rule_is_told():
    clocks = under(THREE_DAYS)
    case = opened(clocks)
    assert case.deadline.remind_at == nine(month=12, day=29)
    assert reminded(case, clocks, nine(month=12, day=28)) == []
    case.remind_if_due(clocks, at=nine(month=12, day=29))
    [fact] = case.release()
    assert isinstance(fact, CaseUrged)
    assert (fact.measure, fact.unit_id, fact.superior_id) == (
        Measure.URGE,
        COMMUNITY,
        None,
    )
    assert (fact.clock, fact.rule) == ("handling", "here@2022-05-01:before-3-days")
    assert reminded(case, clocks, nine(month=12, day=30)) == []
    assert case.deadline.reminded == ("before-3-days",)


def test_a_reminder_moves_no_clock_and_is_no_escalation():
    clocks = under(THREE_DAYS, DAY_AFTER)
    case = opened(clocks)
    before = case.deadline
    for day in (57, 61):
        case.remind_if_due(clocks, at=later(days=day))
    told = ("remind_at", "reminded")
    kept = {name: getattr(before, name) for name in told}
    assert replace(case.deadline, **kept) == before
    assert case.deadline.reminded == ("before-3-days", "after-1-days")
    assert case.deadline.remind_at is None


def test_of_several_moments_gone_by_unseen_the_unit_hears_once():
    week = Reminder(kind=TermKind.HANDLING, span=Span(7))
    clocks = under(week, THREE_DAYS)
    case = opened(clocks)
    told = reminded(case, clocks, nine(month=12, day=30))
    assert told == [("handling", "here@2022-05-01:before-3-days")]
    assert case.deadline.reminded == ("before-7-days", "before-3-days")


def test_each_clock_has_its_own_reminders():
    clocks = under(HOUR_AFTER, terms=(TWO_HOURS,))
    case = opened(clocks)
    assert case.deadline.remind_at is None
    assert case.running(ClockKind.SIGN).remind_at == later(hours=3)
    told = reminded(case, clocks, later(hours=3))
    assert told == [("sign", "here@2022-05-01:after-1-hours")]


def test_what_was_done_in_time_is_not_reminded_of():
    clocks = under(HOUR_AFTER, THREE_DAYS, terms=(TWO_HOURS,))
    case = opened(clocks)
    case.sign(by=a_handler(), at=later(hours=1))
    assert reminded(case, clocks, later(hours=4)) == []
    case.resolve(Outcome.RESOLVED, "好", by=a_handler(), at=later(days=2))
    assert reminded(case, clocks, later(days=59)) == []
    assert all(each.remind_at is None for each in case.deadlines)


def test_a_case_that_stands_still_is_not_reminded_of_and_goes_on_later():
    clocks = under(THREE_DAYS)
    case = opened(clocks)
    here = {"by": a_supervisor(), "units": the_units()}
    case.suspend(Ground.HEARING, "听证", clocks, at=later(days=1), **here)
    assert reminded(case, clocks, later(days=58)) == []
    case.resume(clocks, at=later(days=61), **here)
    assert case.deadline.remind_at == nine(month=12, day=29) + timedelta(days=60)


def test_a_case_that_rests_is_not_reminded_of_and_goes_on_by_its_own_date():
    clocks = under(THREE_DAYS)
    case = opened(clocks)
    rest_for(case, case.petition_id, at=later(days=1))
    assert case.deadline.remind_at is None
    go_on(case, case.rest.was, clocks, at=later(days=2))
    assert case.deadline.remind_at == nine(month=12, day=29)


def test_a_case_without_a_unit_reminds_nobody_until_it_has_one():
    clocks = under(THREE_DAYS)
    case = opened(clocks, a_directory())
    assert reminded(case, clocks, nine(month=12, day=29)) == []
    case.judge(a_directory(a_rule(), edition=2), clocks, at=later(days=2))
    assert case.deadline.remind_at == nine(month=12, day=29)


def test_a_co_handler_is_reminded_of_its_own_task():
    term = Reminder(kind=TermKind.CO_HANDLING, span=Span(1, SpanUnit.WORKING_DAYS))
    clocks = under(term)
    case = opened(clocks)
    case.ask_co_handler(
        a_unit(STATION),
        "检测",
        None,
        clocks,
        by=a_handler(),
        units=the_units(),
        at=later(days=1),
    )
    case.release()
    case.remind_if_due(clocks, at=later(days=14))
    assert [fact.unit_id for fact in case.release()] == [STATION]


def test_a_clock_looked_at_too_early_finds_its_next_reminder():
    clocks = under(THREE_DAYS)
    case = opened(clocks)
    case.deadlines[-1] = replace(case.deadline, remind_at=later(days=1))
    assert reminded(case, clocks, later(days=1)) == []
    assert case.deadline.remind_at == nine(month=12, day=29)


# -- 催办后仍逾期 ----------------------------------------------------------------------


def test_a_unit_that_was_urged_has_so_long_before_the_next_above_hears():
    clocks = under(terms=(FIVE_MORE,))
    case = opened(clocks)
    above = {"by": a_clerk(STREET), "units": the_units()}
    case.urge("请尽快", clocks, at=later(days=1), **above)
    clock = case.running(ClockKind.URGING)
    assert (clock.due_at, clock.basis) == (end(days=6), "催办后仍逾期")
    case.release()
    case.escalate_if_overdue(the_units(), clocks, at=end(days=6))
    [fact] = case.release()
    assert (fact.clock, fact.unit_id, fact.superior_id) == (
        ClockKind.URGING,
        COMMUNITY,
        STREET,
    )


def test_so_has_one_that_was_reminded_after_its_time_but_not_before():
    clocks = under(THREE_DAYS, DAY_AFTER, terms=(FIVE_MORE,))
    case = opened(clocks)
    case.remind_if_due(clocks, at=nine(month=12, day=29))
    assert case.running(ClockKind.URGING) is None
    case.remind_if_due(clocks, at=later(days=61))
    assert case.running(ClockKind.URGING) is not None


def test_where_the_policy_has_no_such_term_nothing_runs_after_a_reminder():
    case = opened(under())
    above = {"by": a_clerk(STREET), "units": the_units(), "at": later(days=1)}
    case.urge("请尽快", under(), **above)
    assert case.running(ClockKind.URGING) is None


def test_the_sweep_reminds_every_case_that_is_due():
    database, clock = FakeDatabase(), FrozenClock(NOON)
    database.stored.units = the_units()
    bus = CommandBus(database.work, command_handlers(clock, under(THREE_DAYS)))
    bus.handle(SetRule(actor=an_operator(), rule=a_rule()), a_cause())
    opening = to_open()
    bus.handle(opening, a_cause())
    clock.move_to(nine(month=12, day=29))
    bus.handle(RemindUnits(petition_ids=[opening.petition_id]), a_cause())
    assert isinstance(database.facts[-1], CaseUrged)
