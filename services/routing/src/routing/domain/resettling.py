"""重新归类: what intake settles anew about a petition whose case is open already."""

from dataclasses import dataclass, replace
from datetime import datetime

from routing.domain.accused import kept_out, nearest_outside
from routing.domain.co_handling import CoHandling
from routing.domain.dating import Dating
from routing.domain.deadline import ClockKind, Clocks, Deadline
from routing.domain.dispute import Disputes
from routing.domain.dossier import Settled, Severity
from routing.domain.errors import AccusedUnit
from routing.domain.events import CaseFact, CaseUnrouted
from routing.domain.lifecycle import (
    ACTS,
    AWAY,
    CaseAct,
    CaseState,
    CaseStep,
)
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


@dataclass(frozen=True, kw_only=True)
class CaseTakenOver(CaseFact):
    """What the accused had answered is in the hands of who stands above them."""


class Resettling(Disputes, CoHandling, Dating):
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
        to contribute no longer are excused, new ones are asked; another day that was
        promised may hold (B-03).
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
        self.keep_new_promise(before, clocks, at=at)
        self.excuse_as_settled(before, at=at)
        self.share_as_settled(units, clocks, at=at)

    def leave_the_accused(
        self, units: OrganisationTree, clocks: Clocks, *, at: datetime
    ) -> None:
        """Take it from the accused, where they have it, rule on it or help with it.

        What they answered before it accused them goes to who stands above them: no fact
        about it is told to them any more.
        """
        self._let_none_follow_it(units, at=at)
        if not self.is_accused(self._in_charge, units):
            return
        if self.state in ACTS[CaseAct.TAKE_OVER]:
            self.take_over(units, at=at)
        elif self.state in AWAY:
            self._end_assignment(at)
        elif self.rest:
            self._withdraw(clocks, at=at)
            self.rest = replace(self.rest, was=CaseState.UNROUTED)
            self._change(Deadline.stilled)
        else:
            self._step(CaseStep.WITHDRAW)
            self._withdraw(clocks, at=at)
            self._tell_turn(CaseUnrouted, at=at, reason=AccusedUnit.code)

    def _let_none_follow_it(self, units: OrganisationTree, *, at: datetime) -> None:
        """End what lets one of the accused help, answer for it or hear its result."""
        for task in self.dossier.open_co_tasks:
            if self.is_accused(task.organisation_id, units):
                waived = replace(task, waived=AccusedUnit.code)
                self._end_co_task(waived, at, met=False)
        held, sponsor, owners = (
            self.assignment,
            self.dossier.sponsor,
            self.dossier.owners,
        )
        if held and self.is_accused(held.report_to, units):
            self.assignments[-1] = replace(held, report_to=None)
        if sponsor and self.is_accused(sponsor.organisation_id, units):
            self._note(sponsor=None)
        named = {owners.section_id, owners.community_id} if owners else set()
        if any(self.is_accused(each, units) for each in named):
            self._note(owners=None)

    def take_over(self, units: OrganisationTree, *, at: datetime) -> None:
        """Bring an answered case to the nearest superior outside; none: it stays."""
        self.ensure_allowed(CaseAct.TAKE_OVER)
        held, out = self.assignment, kept_out(self.matter.accused, units)
        above = nearest_outside(held.organisation_id, out, units) if held else None
        if held is None or above is None:
            return
        answered = self.dossier.taken_from or held.organisation_id
        self._note(taken_from=answered)
        self._end_assignment(at)
        revision = self.revision + 1
        self.assignments.append(held.taken_over(above, revision=revision, at=at))
        self._tell(CaseTakenOver, at=at)

    @property
    def _in_charge(self) -> str | None:
        """The unit that answers; of a case in dispute who rules."""
        state = self.rest.was if self.rest else self.state
        dispute = self.dossier.arbitration
        if state is CaseState.ARBITRATION and dispute:
            return dispute.arbiter_id
        return self.organisation_id

    def _withdraw(self, clocks: Clocks, *, at: datetime) -> None:
        """Take it from who has it; what was theirs to do ends."""
        self._go_on(clocks, at=at)
        self._leave_unit(at)
        self._end_clock(ClockKind.ARBITRATION, at)

    def _go_on(self, clocks: Clocks, *, at: datetime) -> None:
        """End a pause, if there is one: its unit cannot end it any more."""
        pauses = self.dossier.suspensions
        if self.dossier.suspension is not None:
            self._note(suspensions=(*pauses[:-1], replace(pauses[-1], until=at)))
            self._end_clock(ClockKind.REVIEW, at)
        self._change(lambda d: d.resumed(at, clocks) if d.is_running else d)
        self._hold(clocks, at=at)
