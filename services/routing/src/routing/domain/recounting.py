"""暂定: what happens to a case's dates once a year's calendar is announced."""

from dataclasses import dataclass
from datetime import datetime

from routing.domain.case_core import CaseCore
from routing.domain.deadline import ClockKind, Clocks
from routing.domain.events import CaseFact


@dataclass(frozen=True, kw_only=True)
class DeadlineRecounted(CaseFact):
    """A provisional date was counted anew; `provisional`: it still is.

    `clock` is its kind; `calendar` names the edition that it was counted by.
    """

    clock: str
    due_at: datetime
    previous_due_at: datetime
    provisional: bool
    calendar: str


class Recounting(CaseCore):
    """The part of a case's life in which a newer calendar corrects its dates."""

    def recount(self, clocks: Clocks, *, at: datetime) -> None:
        """Count anew every running date that an older calendar left provisional.

        What this calendar has counted stays as it is. It is told only when a date moved
        or became certain.
        """
        for place, before in enumerate(self.deadlines):
            if not (before.is_running and before.is_outdated_by(clocks.calendar)):
                continue
            after = before.recounted(clocks, at=at)
            if before.kind is ClockKind.HANDLING:
                after = after.held(self.held_to, clocks, at=at)
            self.deadlines[place] = after
            if (after.due_at, after.provisional) != (before.due_at, True):
                self._tell(
                    DeadlineRecounted,
                    at=at,
                    clock=before.kind,
                    due_at=after.due_at,
                    previous_due_at=before.due_at,
                    provisional=after.provisional,
                    calendar=clocks.calendar.edition,
                )
