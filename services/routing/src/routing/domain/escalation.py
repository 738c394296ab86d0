"""What happens as time passes: each clock that has run out is told to those above.

The handling clock climbs superior by superior. The others are told to the unit that
owes and to the next above it; supervision (督办) that runs out shows the unit a yellow
card, and after the step a red one; of a ruling that is late (裁定, 条例第24条) the
arbiter is told, and one superior of it after the other. Whatever is told changes
neither owner nor state.
"""

from datetime import datetime

from routing.domain import events
from routing.domain.accused import kept_out, superiors_outside
from routing.domain.case_core import CaseCore
from routing.domain.deadline import ClockKind, Clocks, Deadline
from routing.domain.dossier import Measure, MeasureTaken
from routing.domain.organisation import OrganisationTree
from routing.domain.side_events import CaseUrged

BY_CLOCK = "system"
CARDS = (Measure.YELLOW, Measure.RED)


class Escalation(CaseCore):
    """The part of a case's life that nobody has to ask for."""

    def escalate_if_overdue(
        self, units: OrganisationTree, clocks: Clocks, *, at: datetime
    ) -> None:
        """Tell those above, once the time to do so has come."""
        for place, deadline in enumerate(self.deadlines):
            if deadline.must_be_looked_at(at):
                self.deadlines[place] = self._look(deadline, units, clocks, at=at)

    def _look(
        self,
        deadline: Deadline,
        units: OrganisationTree,
        clocks: Clocks,
        *,
        at: datetime,
    ) -> Deadline:
        if deadline.kind is ClockKind.HANDLING:
            return self._climb(deadline, units, clocks, at=at)
        if deadline.kind is ClockKind.SUPERVISION:
            return self._show_card(deadline, units, clocks, at=at)
        if deadline.kind is ClockKind.ARBITRATION:
            return self._press_arbiter(deadline, units, clocks, at=at)
        owes = deadline.organisation_id or self.organisation_id or ""
        self._press(Measure.URGE, deadline, owes, units, at=at)
        return deadline.breached(at, level=deadline.level, again=None)

    def _climb(
        self,
        deadline: Deadline,
        units: OrganisationTree,
        clocks: Clocks,
        *,
        at: datetime,
    ) -> Deadline:
        out = kept_out(self.matter.accused, units)
        superiors = superiors_outside(self.organisation_id or "", out, units)
        above = list(superiors)[deadline.level :]
        again = at + clocks.step if len(above) > 1 else None
        level = deadline.level + bool(above)
        if above:
            self._tell(
                events.CaseEscalated,
                at=at,
                superior_id=above[0].organisation_id,
                level=level,
                overdue_since=deadline.due_at,
                basis=deadline.basis,
                rule=clocks.policy.code,
            )
        else:
            self._tell(events.DeadlineMissed, at=at, deadline=deadline)
        return deadline.breached(at, level=level, again=again)

    def _show_card(
        self,
        deadline: Deadline,
        units: OrganisationTree,
        clocks: Clocks,
        *,
        at: datetime,
    ) -> Deadline:
        card = next((c for c in CARDS if not self.dossier.has(c)), None)
        if card is None:
            return deadline.breached(at, level=deadline.level, again=None)
        again = at + clocks.step if card is not CARDS[-1] else None
        shown = MeasureTaken(measure=card, reason="", by=BY_CLOCK, at=at)
        self._note(measures=(*self.dossier.measures, shown))
        self._press(card, deadline, self.organisation_id or "", units, at=at)
        return deadline.breached(at, level=deadline.level, again=again)

    def _press_arbiter(
        self,
        deadline: Deadline,
        units: OrganisationTree,
        clocks: Clocks,
        *,
        at: datetime,
    ) -> Deadline:
        arbiter = deadline.organisation_id
        if arbiter is None:
            self._tell(events.DeadlineMissed, at=at, deadline=deadline)
            return deadline.breached(at, level=deadline.level, again=None)
        out = kept_out(self.matter.accused, units)
        above = list(superiors_outside(arbiter, out, units))[deadline.level :]
        superior_id = above[0].organisation_id if above else None
        self._urge_of(Measure.URGE, deadline, arbiter, superior_id, at=at)
        again = at + clocks.step if len(above) > 1 else None
        return deadline.breached(at, level=deadline.level + bool(above), again=again)

    def _press(
        self,
        measure: Measure,
        deadline: Deadline,
        owes: str,
        units: OrganisationTree,
        *,
        at: datetime,
    ) -> None:
        out = kept_out(self.matter.accused, units)
        above = next(superiors_outside(owes, out, units), None)
        superior_id = above.organisation_id if above else None
        self._urge_of(measure, deadline, owes, superior_id, at=at)

    def _urge_of(
        self,
        measure: Measure,
        deadline: Deadline,
        owes: str,
        superior_id: str | None,
        *,
        at: datetime,
    ) -> None:
        self._tell(
            CaseUrged,
            at=at,
            measure=measure,
            clock=deadline.kind,
            unit_id=owes,
            superior_id=superior_id,
            due_at=deadline.due_at,
            reason="",
        )
