"""Dates as people say them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.domain.dates import (
    days_left,
    say_date,
    say_moment,
    say_month,
    say_shortly,
)

pytestmark = pytest.mark.unit

HERE = ZoneInfo("Asia/Shanghai")
LATE = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-CN", "2026年11月21日 周六"),
        ("zh-TW", "2026年11月21日 週六"),
        ("en", "Sat 21 Nov 2026"),
    ],
)
def test_a_day_is_that_of_the_wall_calendar_with_its_weekday(language, said):
    assert say_date(LATE, language, HERE) == said


def test_a_moment_has_the_time_of_day():
    assert say_moment(LATE, "zh-CN", HERE).endswith("周六 00:30")


def test_days_left_are_days_of_the_calendar():
    assert days_left(LATE, datetime(2026, 11, 20, 15, 59, tzinfo=UTC), HERE) == 1
    assert days_left(LATE, datetime(2026, 11, 21, 1, tzinfo=UTC), HERE) == 0
    assert days_left(LATE, datetime(2026, 11, 22, 16, 1, tzinfo=UTC), HERE) == -2


@pytest.mark.parametrize(
    ("language", "this_year", "other_year"),
    [
        ("zh-CN", "11月19日 周四 12:00", "2026年11月19日 周四 12:00"),
        ("zh-TW", "11月19日 週四 12:00", "2026年11月19日 週四 12:00"),
        ("en", "Thu 19 Nov 12:00", "Thu 19 Nov 2026 12:00"),
    ],
)
def test_lists_tell_the_year_only_where_it_is_another(language, this_year, other_year):
    at, zone = datetime(2026, 11, 19, 4, tzinfo=UTC), ZoneInfo("Asia/Shanghai")
    assert say_shortly(at, at, language, zone) == this_year
    later = datetime(2026, 12, 31, 17, tzinfo=UTC)
    assert say_shortly(at, later, language, zone) == other_year


def test_a_month_is_told_in_words():
    told = [say_month("2026-01", each) for each in ("zh-CN", "zh-TW", "en")]
    assert told == ["2026年1月", "2026年1月", "Jan 2026"]
