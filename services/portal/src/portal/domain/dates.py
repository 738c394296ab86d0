"""Dates as people say them, with the weekday, in the three languages of the pages."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

_WEEKDAYS: Final = "一二三四五六日"
_EN_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EN_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def say_date(at: datetime, language: str, zone: ZoneInfo) -> str:
    """Return a day as the agency's wall calendar shows it."""
    return say_day(at.astimezone(zone).date(), language)


def say_day(day: date, language: str) -> str:
    """Return a day with its weekday."""
    if language == "en":
        name, month = _EN_DAYS[day.weekday()], _EN_MONTHS[day.month - 1]
        return f"{name} {day.day} {month} {day.year}"
    week = "周" if language == "zh-CN" else "週"
    return f"{day.year}年{day.month}月{day.day}日 {week}{_WEEKDAYS[day.weekday()]}"


def say_month(month: str, language: str) -> str:
    """Return a month (YYYY-MM) in words."""
    year, number = month.split("-")
    if language == "en":
        return f"{_EN_MONTHS[int(number) - 1]} {year}"
    return f"{year}年{int(number)}月"


def say_moment(at: datetime, language: str, zone: ZoneInfo) -> str:
    """Return a day and the time of the day."""
    return f"{say_date(at, language, zone)} {at.astimezone(zone):%H:%M}"


def days_left(until: datetime, now: datetime, zone: ZoneInfo) -> int:
    """Return how many days of the calendar are left; negative once it is past."""
    last, today = until.astimezone(zone).date(), now.astimezone(zone).date()
    return (last - today).days


def say_shortly(at: datetime, now: datetime, language: str, zone: ZoneInfo) -> str:
    """Return a moment as lists tell it: the year only where it is another one."""
    said = say_moment(at, language, zone)
    year = str(now.astimezone(zone).year)
    if at.astimezone(zone).year != now.astimezone(zone).year:
        return said
    return said.replace(f" {year}" if language == "en" else f"{year}年", "", 1)
