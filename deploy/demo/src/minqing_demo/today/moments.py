"""Moments of the open matters: told from today, so that what is overdue really is."""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from minqing_demo.story import CHINA

MOMENT: Final = re.compile(r"(?P<days>-?\d+)( (?P<clock>\d\d:\d\d))?")
AGO: Final = re.compile(r"(?P<minutes>\d+)m")


def moment(said: str, now: datetime) -> datetime:
    """Return the moment that `-12 09:20` (12 days ago) or `40m` (ago) names."""
    ago = AGO.fullmatch(said)
    if ago is not None:
        return now - timedelta(minutes=int(ago["minutes"]))
    found = MOMENT.fullmatch(said)
    if found is None:
        raise ValueError(f"{said} names no moment")
    clock = time.fromisoformat(found["clock"] or "12:00")
    return datetime.combine(day(said, now), clock, CHINA)


def day(said: str, now: datetime) -> date:
    """Return the day so many days from today, as calendars in China show it."""
    days = int(said.split(" ")[0])
    return now.astimezone(CHINA).date() + timedelta(days=days)
