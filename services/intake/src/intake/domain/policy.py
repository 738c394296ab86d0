"""What differs from place to place at the door; the defaults are the statute's."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
LAST_SECOND: Final = time(23, 59, 59)


@dataclass(frozen=True, kw_only=True)
class IntakePolicy:
    """The rules of one agency's door.

    `acceptance_days`: calendar days within which a petitioner learns whether the
    petition is accepted (条例第22、23条). `zone` says when a day ends. `labour_unit`
    and `labour_category` are who is alerted of an informer's alarming answer, and under
    what category (domain.md D-22).
    """

    acceptance_days: int = 15
    zone: tzinfo = SHANGHAI
    labour_unit: str | None = None
    labour_category: str = "labour"

    def accept_by(self, received_at: datetime) -> datetime:
        """Return the last moment at which the acceptance may be told.

        Days count from the day after (民法典第201、203条) and end with their last
        second; a rest day moves nothing.
        """
        return self.day_end(received_at, self.acceptance_days)

    def day_end(self, at: datetime, days: int) -> datetime:
        """Return the end of the local day so many days after that of `at`."""
        day = at.astimezone(self.zone).date() + timedelta(days=days)
        return datetime.combine(day, LAST_SECOND, self.zone).astimezone(at.tzinfo)

    def days_between(self, earlier: datetime, later: datetime) -> int:
        """Return how many local midnights lie between two moments."""
        return (self.day(later) - self.day(earlier)).days

    def day(self, at: datetime) -> date:
        """Return the local day of a moment."""
        return at.astimezone(self.zone).date()


STATUTORY_POLICY: Final = IntakePolicy()
"""What holds where an agency says nothing else."""
