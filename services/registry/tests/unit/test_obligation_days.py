"""Periods, and the days on which something is due, moved off holidays by the rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.domain.obligations.days import due_of, working_days
from registry.domain.obligations.periods import (
    DAY,
    RECURRING,
    Every,
    Period,
    period_of,
    periods_of,
)
from registry.domain.obligations.rules import OnRest
from services.registry.tests.obligation_builders import CALENDAR, a_rule

pytestmark = pytest.mark.unit

DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 1))
TWENTIETH = {"every": Every.MONTH, "month_day": 20}
TUESDAY = {"every": Every.WEEK, "weekday": 1}


@given(DAYS, st.sampled_from(RECURRING), st.integers(0, 6))
def test_every_day_lies_in_one_period_and_periods_leave_no_gap(day, every, starts):
    period = period_of(day, every, starts)
    assert day in period
    assert period_of(period.first, every, starts) == period
    assert period_of(period.last, every, starts) == period
    after = period_of(period.last + DAY, every, starts)
    assert after.first == period.last + DAY
    both = list(periods_of(Period(day, after.first), every, starts))
    assert both == [period, after]


def test_periods_by_the_calendar():
    day = date(2026, 12, 31)
    spans = {each: period_of(day, each) for each in Every}
    assert spans[Every.QUARTER] == Period(date(2026, 10, 1), day)
    assert spans[Every.TWO_MONTHS] == Period(date(2026, 11, 1), day)
    assert spans[Every.YEAR].days == 365
    assert spans[Every.ALWAYS] == Period(day, day)
    assert spans[Every.WEEK].first == date(2026, 12, 28)
    assert period_of(day, Every.WEEK, 6).first == date(2026, 12, 27)


@given(DAYS, st.sampled_from([TWENTIETH, TUESDAY]))
def test_a_day_moves_to_the_nearest_working_day_in_its_direction(day, on):
    period = period_of(day, on["every"])
    planned = due_of(a_rule(**on), period, CALENDAR).planned
    works = CALENDAR.is_working
    for on_rest, step in ((OnRest.NEXT, 1), (OnRest.PREVIOUS, -1)):
        due = due_of(a_rule(**on, on_rest=on_rest), period, CALENDAR)
        assert works(due.day)
        assert due.moved is not works(planned)
        over = abs((due.day - planned).days)
        assert not any(works(planned + n * step * DAY) for n in range(over))
    skipped = due_of(a_rule(**on, on_rest=OnRest.SKIP), period, CALENDAR)
    assert (skipped.day is None) is not works(planned)
    assert due_of(a_rule(**on), period, CALENDAR).day == planned


@pytest.mark.parametrize(
    ("month", "day"),
    [
        (date(2026, 6, 1), date(2026, 6, 22)),
        (date(2026, 9, 1), date(2026, 9, 20)),
        (date(2025, 4, 1), date(2025, 4, 21)),
        (date(2024, 10, 1), date(2024, 10, 21)),
    ],
)
def test_c14_the_twentieth_on_a_rest_day_is_due_on_the_next_working_day(month, day):
    rule = a_rule(**TWENTIETH, on_rest=OnRest.NEXT)
    due = due_of(rule, period_of(month, Every.MONTH), CALENDAR)
    assert (due.planned, due.day) == (month.replace(day=20), day)
    assert not due.provisional


@pytest.mark.parametrize(
    ("tuesday", "later"),
    [
        (date(2024, 10, 1), date(2024, 10, 8)),
        (date(2025, 10, 7), date(2025, 10, 9)),
        (date(2026, 10, 6), date(2026, 10, 8)),
        (date(2026, 3, 3), date(2026, 3, 3)),
    ],
)
def test_b24_a_tuesday_in_the_national_holidays_moves_skips_or_stays(tuesday, later):
    week = period_of(tuesday, Every.WEEK)
    days = {
        each: due_of(a_rule(**TUESDAY, on_rest=each), week, CALENDAR).day
        for each in OnRest
    }
    assert days[OnRest.NEXT] == later
    assert days[OnRest.STAY] == tuesday
    assert days[OnRest.SKIP] == (tuesday if later == tuesday else None)
    assert days[OnRest.PREVIOUS] <= tuesday


def test_a_sunday_that_is_worked_in_exchange_is_a_working_day():
    sunday = date(2026, 9, 20)
    assert sunday.weekday() == 6
    assert working_days(Period(sunday, sunday), CALENDAR) == 1


def test_days_of_a_year_that_is_not_announced_are_provisional():
    january = period_of(date(2027, 3, 1), Every.MONTH)
    rule = a_rule(**TWENTIETH, on_rest=OnRest.NEXT)
    assert due_of(rule, january, CALENDAR).provisional
    stays = a_rule(**TWENTIETH)
    assert not due_of(stays, january, CALENDAR).provisional


def test_a_month_without_such_a_day_has_its_last_day():
    rule = a_rule(every=Every.MONTH, month_day=31)
    february = period_of(date(2026, 2, 3), Every.MONTH)
    assert due_of(rule, february, CALENDAR).planned == date(2026, 2, 28)


def test_a_week_may_start_on_any_day_and_still_has_its_tuesday():
    week = period_of(date(2026, 3, 4), Every.WEEK, 3)
    due = due_of(a_rule(**TUESDAY), week, CALENDAR)
    assert due.planned == date(2026, 3, 3)
    assert due.planned in week
    assert week.first == date(2026, 3, 4) - timedelta(days=6)
