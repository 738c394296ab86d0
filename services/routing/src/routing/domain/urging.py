"""催办: a unit is reminded, by those above or by the policy; no date moves by it."""

from dataclasses import replace
from datetime import datetime

from minqing_kernel.messages import Actor
from routing.domain.authority import ensure_dispatcher
from routing.domain.case_core import CaseCore
from routing.domain.deadline import ClockKind, Clocks, Deadline
from routing.domain.dossier import Measure, MeasureTaken
from routing.domain.lifecycle import CaseAct
from routing.domain.organisation import OrganisationTree
from routing.domain.policy import Reminder
from routing.domain.reminding import passed, unsent
from routing.domain.side_events import CaseUrged


class Urging(CaseCore):
    """The part of a case's life in which its unit is reminded.

    Where the policy has a term for it, a unit that was urged, or reminded after its
    time, has so long before that is told to the next above (催办后仍逾期).
    """

    def urge(
        self,
        reason: str,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Remind the unit: any dispatcher of it, or of a superior."""
        ensure_dispatcher(by, self.organisation_id, units)
        self.ensure_allowed(CaseAct.URGE)
        self._owe_urged(clocks, at=at)
        self._take(MeasureTaken(measure=Measure.URGE, reason=reason, by=by.id, at=at))

    def remind_if_due(self, clocks: Clocks, *, at: datetime) -> None:
        """Send what the policy's reminders ask for by now, each of a clock once."""
        for place, deadline in enumerate(self.deadlines):
            if deadline.remind_at is not None and deadline.remind_at <= at:
                due = _due(deadline, deadline.remind_at, clocks, at=at)
                if due:
                    self._remind(deadline, due[-1], clocks, at=at)
                sent = (*deadline.reminded, *(each.word for each in due))
                again = clocks.remind_at(deadline.kind, deadline.due_at, sent, at=at)
                told = replace(deadline, reminded=sent, remind_at=again)
                self.deadlines[place] = told

    def _remind(
        self, deadline: Deadline, due: Reminder, clocks: Clocks, *, at: datetime
    ) -> None:
        """Tell who owes it, once however many moments went by unseen."""
        owes = deadline.organisation_id or self.organisation_id
        if owes is None:
            return
        if due.after and deadline.kind is ClockKind.HANDLING:
            self._owe_urged(clocks, at=at)
        self._tell(
            CaseUrged,
            at=at,
            measure=Measure.URGE,
            clock=deadline.kind,
            unit_id=owes,
            superior_id=None,
            due_at=deadline.due_at,
            reason="",
            rule=f"{clocks.policy.code}:{due.word}",
        )

    def _owe_urged(self, clocks: Clocks, *, at: datetime) -> None:
        owed = clocks.owed(ClockKind.URGING, at, self.circumstances)
        if owed is not None:
            kind = ClockKind.URGING
            self._owe(clocks=clocks, at=at, kind=kind, **vars(owed))

    def _take(
        self,
        taken: MeasureTaken,
        *,
        clock: ClockKind = ClockKind.HANDLING,
        superior_id: str | None = None,
    ) -> None:
        self._note(measures=(*self.dossier.measures, taken))
        self._tell(
            CaseUrged,
            at=taken.at,
            measure=taken.measure,
            clock=clock,
            unit_id=self.organisation_id,
            superior_id=superior_id,
            due_at=taken.due_at,
            reason=taken.reason,
        )


def _due(
    deadline: Deadline, since: datetime, clocks: Clocks, *, at: datetime
) -> list[Reminder]:
    left = unsent(clocks.policy, deadline.kind, deadline.reminded)
    return passed(left, deadline.due_at, clocks.calendar, since=since, at=at)
