"""Days as documents write them, and terms of so many days after one."""

from datetime import date, datetime, timedelta

from minqing_kernel.working_time import end_of


def days_after(day: date, days: int) -> datetime:
    """Return the end of the last of so many calendar days after `day`.

    The day itself is not counted; the last one is, to its end (民法典第201、203条).
    """
    return end_of(day + timedelta(days=days))


def chinese_date(day: date) -> str:
    """Write a day as a document does: 2026年11月22日."""
    return f"{day.year}年{day.month}月{day.day}日"
