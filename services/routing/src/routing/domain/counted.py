"""What a provisional date was counted from, so that a newer calendar can correct it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from minqing_kernel.working_time import Due, Span, WorkCalendar


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A date as it was counted: from when, how long, to when, by which calendar.

    A pause or an extension moves the deadline later, and leaves this as it is.
    """

    start: datetime
    span: Span
    to: datetime
    by: str

    @classmethod
    def of(
        cls, start: datetime, span: Span, due: Due, calendar: WorkCalendar
    ) -> Self | None:
        """Return it for a provisional date; None for one that no calendar can move."""
        if not due.provisional:
            return None
        return cls(start=start, span=span, to=due.at, by=calendar.edition)

    def again(self, calendar: WorkCalendar) -> tuple[Self, timedelta, bool]:
        """Count by that calendar; return how, by how much it moved, if it may again."""
        due = calendar.due(self.start, self.span)
        fresh = replace(self, to=due.at, by=calendar.edition)
        return fresh, due.at - self.to, due.provisional
