"""Days as documents write them."""

from datetime import date


def chinese_date(day: date) -> str:
    """Write a day as a document does: 2026年11月22日."""
    return f"{day.year}年{day.month}月{day.day}日"
