"""集中下访日: the day of each week on which every cadre goes out (B-24)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from minqing_kernel.working_time import WorkCalendar


class OnHoliday(StrEnum):
    """What becomes of a day that is a public holiday: 顺延 within its week, or none."""

    SKIP = "skip"
    SHIFT = "shift"


@dataclass(frozen=True, kw_only=True)
class WeeklyDay:
    """A weekday, Monday being 1; the kind of visit; what a holiday does to it."""

    weekday: int
    kind: str
    on_holiday: OnHoliday
    basis: str

    def day_of(self, week: date, calendar: WorkCalendar) -> date | None:
        """Return the day of the week that a date lies in, None where it falls away."""
        monday = week - timedelta(days=week.weekday())
        day = monday + timedelta(days=self.weekday - 1)
        while not calendar.is_working(day):
            if self.on_holiday is OnHoliday.SKIP:
                return None
            day += timedelta(days=1)
        return day if day < monday + timedelta(days=7) else None
