"""A calendar tried out: whose provisional dates it would move, and which settle."""

from datetime import UTC, date, datetime

import pytest

from minqing_kernel.working_time import Span, SpanUnit, WorkCalendar
from routing.domain.calendar_change import CalendarEffect, calendar_effect
from routing.domain.counted import Counted

pytestmark = pytest.mark.unit
DECEMBER = datetime(2026, 12, 28, 4, tzinfo=UTC)
GUESS = WorkCalendar(official_years=frozenset({2026}), edition="guess")


def counted(days, calendar=GUESS):
    span = Span(days, SpanUnit.WORKING_DAYS)
    found = Counted.of(DECEMBER, span, calendar.due(DECEMBER, span), calendar)
    assert found is not None
    return found


def official(exceptions):
    days = {date.fromisoformat(day): works for day, works in exceptions.items()}
    years = frozenset({2026, 2027})
    return WorkCalendar(exceptions=days, official_years=years, edition="new")


def test_days_off_move_dates_later_and_made_up_days_earlier():
    running = [counted(5), counted(10)]
    holiday = official({"2027-01-01": False})
    assert calendar_effect(running, holiday) == CalendarEffect(
        provisional=2, earlier=0, later=2, settled=2
    )
    made_up = official({"2027-01-09": True})
    assert calendar_effect(running, made_up) == CalendarEffect(
        provisional=2, earlier=1, later=0, settled=2
    )


def test_what_reaches_further_stays_provisional_and_nothing_running_is_nothing():
    far = counted(300)
    effect = calendar_effect([far], official({}))
    assert (effect.provisional, effect.settled) == (1, 0)
    assert calendar_effect([], official({})).provisional == 0
