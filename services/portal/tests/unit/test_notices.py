"""Notices on the first page: not too many on a day; days off come by themselves."""

from dataclasses import dataclass
from datetime import date

import pytest

from minqing_chassis.calendars import load_calendar
from minqing_kernel.working_time import WorkCalendar
from portal.domain.notices import (
    Rest,
    Saying,
    coming_rest,
    crowded,
    fault_of_span,
    said_in,
)

pytestmark = pytest.mark.unit

OFFICIAL = load_calendar()


@dataclass(frozen=True)
class Span:
    first: date
    last: date


def may(day):
    return date(2026, 5, day)


@pytest.mark.parametrize(
    ("last", "full"), [(3, False), (4, True), (6, True), (12, True)]
)
def test_a_fourth_notice_on_one_day_is_too_many(last, full):
    others = [Span(may(4), may(6)), Span(may(4), may(4)), Span(may(1), may(30))]
    assert crowded(others, may(2), may(last)) is full
    assert not crowded(others, may(5), may(last) if last > 5 else may(5))


def test_notices_one_after_the_other_are_never_too_many():
    week = [Span(may(day), may(day)) for day in range(1, 8)]
    assert not crowded([*week, *week], may(1), may(30))
    assert crowded([*week, *week, Span(may(7), may(7))], may(1), may(30))


@pytest.mark.parametrize(
    ("first", "last", "fault"),
    [
        (date(2026, 5, 1), date(2026, 5, 1), None),
        (date(2026, 4, 1), date(2026, 5, 1), None),
        (date(2026, 5, 2), date(2026, 5, 1), "fault.notice.order"),
        (date(2026, 4, 1), date(2026, 4, 30), "fault.notice.past"),
        (date(2026, 5, 1), date(2026, 8, 1), None),
        (date(2026, 5, 1), date(2026, 8, 2), "fault.notice.long"),
    ],
)
def test_the_days_of_a_notice_make_sense(first, last, fault):
    assert fault_of_span(first, last, date(2026, 5, 1)) == fault


def test_a_notice_is_read_in_ones_own_language_or_as_it_was_written():
    plain = Saying(language="zh-CN", title="停水", body="明天停水")
    english = Saying(language="en", title="No water", body="tomorrow")
    texts = {"zh-CN": plain, "en": english}
    assert said_in(texts, "en") == english
    assert said_in(texts, "zh-TW") == plain


NATIONAL_DAY = Rest(
    first=date(2026, 10, 1),
    last=date(2026, 10, 7),
    back=date(2026, 10, 8),
    worked=(date(2026, 10, 10),),
)


@pytest.mark.parametrize("today", [(9, 28), (10, 1), (10, 4), (10, 7)])
def test_days_off_are_told_a_week_ahead_and_until_they_end(today):
    assert coming_rest(OFFICIAL, date(2026, *today)) == NATIONAL_DAY


def test_a_weekend_that_is_worked_for_them_is_told_while_it_is_to_come():
    told = coming_rest(OFFICIAL, date(2026, 9, 18))
    assert (told.first, told.last) == (date(2026, 9, 25), date(2026, 9, 27))
    assert told.worked == (date(2026, 9, 20), date(2026, 10, 10))


@pytest.mark.parametrize("today", [(10, 8), (11, 14), (9, 17)])
def test_a_usual_weekend_is_no_holiday(today):
    assert coming_rest(OFFICIAL, date(2026, *today)) is None


def test_a_last_weekend_day_belongs_to_the_days_off_before_it():
    told = coming_rest(OFFICIAL, date(2026, 6, 21))
    assert (told.first, told.back) == (date(2026, 6, 19), date(2026, 6, 22))


def test_what_nobody_announced_is_not_told():
    new_year = date(2027, 1, 1)
    assert coming_rest(WorkCalendar(exceptions={new_year: False}), new_year) is None
    assert coming_rest(OFFICIAL, date(2026, 12, 28)) is None
