"""Periods: how they are named, what came before them, how sums cover them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.domain.errors import BadPeriod
from notify.domain.figures.period import Period, Span, cover, ten_start

pytestmark = pytest.mark.unit

DAYS = st.dates(date(1950, 1, 1), date(2190, 1, 1))


def between(first, last):
    return Period(first=date.fromisoformat(first), last=date.fromisoformat(last))


@pytest.mark.parametrize(
    ("span", "first", "last"),
    [
        (Span.WEEK, "2026-11-16", "2026-11-22"),
        (Span.MONTH, "2026-11-01", "2026-11-30"),
        (Span.QUARTER, "2026-10-01", "2026-12-31"),
        (Span.YEAR, "2026-01-01", "2026-12-31"),
    ],
)
def test_a_day_has_its_week_month_quarter_and_year(span, first, last):
    assert Period.holding(date(2026, 11, 22), span) == between(first, last)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (between("2026-03-01", "2026-03-31"), between("2026-02-01", "2026-02-28")),
        (between("2026-01-01", "2026-03-31"), between("2025-10-01", "2025-12-31")),
        (between("2026-03-09", "2026-03-15"), between("2026-03-02", "2026-03-08")),
        (between("2026-03-01", "2026-03-15"), between("2026-02-14", "2026-02-28")),
    ],
)
def test_the_period_before_has_as_many_months_or_as_many_days(period, before):
    assert period.before() == before


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (between("2026-03-01", "2026-03-31"), between("2025-03-01", "2025-03-31")),
        (between("2024-02-01", "2024-02-29"), between("2023-02-01", "2023-02-28")),
        (between("2024-02-29", "2024-03-05"), between("2023-02-28", "2023-03-05")),
    ],
)
def test_the_same_period_of_last_year_ends_where_the_month_ends(period, before):
    assert period.a_year_before() == before


def test_one_day_is_held_against_one_day_of_the_year_before():
    assert between("2025-02-28", "2025-02-28").a_year_before() == between(
        "2024-02-28", "2024-02-28"
    )
    assert between("2024-02-29", "2024-02-29").a_year_before() == between(
        "2023-02-28", "2023-02-28"
    )


def test_a_period_has_a_day_at_least():
    with pytest.raises(BadPeriod):
        between("2026-03-02", "2026-03-01")


@pytest.mark.parametrize(
    ("period", "marks"),
    [
        (
            between("2026-01-05", "2026-04-15"),
            "01-05 01-11 02-01 04-01 04-11 04-16",
        ),
        (
            between("2026-01-25", "2026-02-25"),
            "01-25 02-01 02-21 02-21 02-21 02-26",
        ),
        (
            between("2026-01-11", "2026-04-30"),
            "01-11 01-11 02-01 05-01 05-01 05-01",
        ),
        (
            between("2026-01-12", "2026-01-15"),
            "01-12 01-16 01-16 01-16 01-16 01-16",
        ),
    ],
)
def test_a_period_is_summed_by_months_between_tens_between_days(period, marks):
    assert " ".join(f"{day:%m-%d}" for day in vars(cover(period)).values()) == marks


@given(first=DAYS, days=st.integers(0, 1200))
def test_the_parts_of_a_period_follow_one_another_and_leave_no_day_out(first, days):
    period = Period(first=first, last=first + timedelta(days=days))
    parts = cover(period)
    marks = [*vars(parts).values()]
    assert marks == sorted(marks)
    assert (marks[0], marks[-1]) == (period.first, period.end)
    assert parts.tens == period.end or ten_start(parts.tens) == parts.tens
    assert parts.tens_end == period.end or ten_start(parts.tens_end) == parts.tens_end
    if parts.months < parts.months_end:
        assert parts.months.day == parts.months_end.day == 1
    assert (parts.tens - parts.first).days < 11 or parts.tens == period.end
    assert (parts.end - parts.tens_end).days < 11 or parts.tens_end == period.end


@given(day=DAYS)
def test_ten_days_begin_on_the_1st_the_11th_or_the_21st(day):
    start = ten_start(day)
    assert start.day in (1, 11, 21)
    assert 0 <= (day - start).days <= 10
