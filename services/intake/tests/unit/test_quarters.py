"""B-31: a quarter begins and ends with the agency's own days."""

from datetime import datetime

import pytest

from intake.domain.policy import SHANGHAI
from intake.domain.quarter import Quarter

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    "word, first, end",
    [
        ("2026Q1", "2025-12-31T16:00Z", "2026-03-31T16:00Z"),
        ("2026Q3", "2026-06-30T16:00Z", "2026-09-30T16:00Z"),
        ("2026Q4", "2026-09-30T16:00Z", "2026-12-31T16:00Z"),
    ],
)
def test_b31_a_quarter_is_three_months_of_the_local_calendar(word, first, end):
    quarter = Quarter.of(word)
    assert quarter.begins(SHANGHAI) == datetime.fromisoformat(first)
    assert quarter.ends(SHANGHAI) == datetime.fromisoformat(end)
