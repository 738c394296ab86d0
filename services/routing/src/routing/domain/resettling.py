"""重新归类: what intake settles anew about a petition whose case is open already."""

from dataclasses import dataclass, replace
from datetime import datetime

from routing.domain.co_handling import CoHandling
from routing.domain.deadline import ClockKind, Clocks
from routing.domain.dispute import Disputes
from routing.domain.dossier import Settled, Severity
from routing.domain.errors import AccusedUnit
from routing.domain.events import CaseFact, CaseUnrouted
from routing.domain.lifecycle import LIFECYCLE, CaseStep
from routing.domain.organisation import OrganisationTree

GRAVER = (Severity.ORDINARY, Severity.MAJOR, Severity.URGENT)


@dataclass(frozen=True, kw_only=True)
class Resettlement:
    """What a petition is from its `revision` on, in intake's words."""

    revision: int
    category: str
    severity: Severity
    settled: Settled
    accused: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CaseResettled(CaseFact):
    """The petition was settled anew; whom it accuses is not told."""

    category: str


class Resettling(Disputes, CoHandling):
    """The part of a case's life in which it turns out to be another matter."""

    def resettle(
        self,
        said: Resettlement,
        units: OrganisationTree,
        clocks: Clocks,
        *,
        at: datetime,
    ) -> None:
        """Take what was settled anew; what is older than the known changes nothing.

        Gravity that was judged here is never lowered. An accusation leaves the accused
        at once: the unit that answers, and the co-handlers (条例第30条). Units that are
        to contribute no longer are excused, new ones are asked (B-03).
        """
        if said.revision <= self.dossier.settled_revision:
            return
        before = self.dossier.settled
        self.matter = replace(self.matter, category=said.category, accused=said.accused)
        if self.edition is not None:
            self.edition = 0
        self._note(
            settled=said.settled,
            settled_revision=said.revision,
            severity=max(self.dossier.severity, said.severity, key=GRAVER.index),
        )
        self._tell(CaseResettled, at=at, category=said.category)
        self.leave_the_accused(units, clocks, at=at)
        self.excuse_as_settled(before, at=at)
        self.share_as_settled(units, clocks, at=at)

    def leave_the_accused(
        self, units: OrganisationTree, clocks: Clocks, *, at: datetime
    ) -> None:
        """Take it from the accused, where they have it or are to help with it."""
        for task in self.dossier.open_co_tasks:
            if self.is_accused(task.organisation_id, units):
                waived = replace(task, waived=AccusedUnit.code)
                self._end_co_task(waived, at, met=False)
        withdrawn = CaseStep.WITHDRAW in LIFECYCLE.steps_from(self.state)
        if withdrawn and self.is_accused(self.organisation_id, units):
            self._step(CaseStep.WITHDRAW)
            self._go_on(clocks, at=at)
            self._leave_unit(at)
            self._tell(CaseUnrouted, at=at, reason=AccusedUnit.code)

    def _go_on(self, clocks: Clocks, *, at: datetime) -> None:
        """End a pause, if there is one: its unit cannot end it any more."""
        pauses = self.dossier.suspensions
        if self.dossier.suspension is not None:
            self._note(suspensions=(*pauses[:-1], replace(pauses[-1], until=at)))
            self._end_clock(ClockKind.REVIEW, at)
        self._change(lambda d: d.resumed(at, clocks) if d.is_running else d)
