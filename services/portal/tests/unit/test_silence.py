"""Of what nothing is told for a week, the page says so."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.silence import silent_days

pytestmark = pytest.mark.unit

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "days"), [(0, None), (7 * 24 - 1, None), (7 * 24, 7), (8 * 24 + 23, 8)]
)
def test_a_week_without_a_word_is_counted_in_whole_days(hours, days):
    assert silent_days(NOON - timedelta(hours=hours), NOON) == days
