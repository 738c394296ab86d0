"""Dates as people say them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from portal.domain.dates import days_left, say_date, say_moment

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
