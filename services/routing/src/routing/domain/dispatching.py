"""派遣: how a case comes to a unit, and goes from one to another."""

from dataclasses import replace
from datetime import datetime

from minqing_kernel.messages import Actor
from routing.domain import events
from routing.domain.assignment import Assignment
from routing.domain.authority import ensure_dispatcher, ensure_handler
from routing.domain.co_handling import CoHandling
from routing.domain.dating import Dating
from routing.domain.deadline import ClockKind, Clocks, Deadline, Owed, Won
from routing.domain.dispute import Disputes
from routing.domain.dossier import Decided, Severity
from routing.domain.errors import BouncesBack, ConflictOfInterest, LeaderNeeded
from routing.domain.judging import Judging
from routing.domain.jurisdiction import Decision, Directory
from routing.domain.lifecycle import LIFECYCLE, CaseAct, CaseState, CaseStep
from routing.domain.mode import Mode
from routing.domain.organisation import OrganisationTree, StaffMember
from routing.domain.rule import FIRST_VISIT


class Dispatching(Disputes, Judging, CoHandling, Dating):
    """The part of a case's life in which it finds its unit."""

    def judge(
        self,
        directory: Directory,
        clocks: Clocks,
        *,
        at: datetime,
        instructed: Owed | None = None,
    ) -> None:
        """Find by the rules who answers; while nobody does, it waits for a newer rule.

        One that was given back waits for a person: no rule may send it there again.
        `instructed` is a leader's date that the petition came with (D-14): it holds,
        whatever a rule says, up to the statute's own date.
        """
        if self.rest or (self.revision > 0 and self.edition is None):
            return
        if self.deadline and self.deadline.won is Won.LEADER:
            instructed = self.deadline.owed
        lead_id = self.dossier.settled.lead_id
        barred = self.dossier.barred
        directory = directory.barring(barred) if barred else directory
        decision = directory.decide(self.matter, at=at, lead_id=lead_id)
        if isinstance(decision, Decision):
            self._give(
                Assignment.decided(decision, revision=self.revision + 1, at=at),
                self._first_date(decision.within, decision.days_by, clocks, instructed),
                clocks,
            )
            self.share_as_settled(directory.units, clocks, at=at)
            self._report_if_urgent(directory.units, clocks.policy, at=at)
            return
        self.edition = directory.edition
        if self.revision == 0:
            owed = self._first_date(clocks.handling, "", clocks, instructed)
            self._owe_answer(owed, clocks, at=at)
            self._tell_turn(events.CaseUnrouted, at=at, reason=decision.reason)

    def assign(
        self,
        organisation_id: str,
        handler_id: str | None,
        due_at: datetime | None,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
        mode: Mode = Mode.BY_HAND,
    ) -> None:
        """Give it to a unit by hand; without a new due date the old one holds.

        To give away a case whose return waits is to agree to the return. Raises
        OutOfTime when `due_at` has gone by, BeyondStatute when it lies after the
        statute's, BouncesBack for the agency's that sent it up.
        """
        ensure_dispatcher(by, self.organisation_id, units)
        if organisation_id in self.dossier.barred:
            raise BouncesBack(fields={"organisation_id": "bounces-back"})
        self._ensure_may_be_due(due_at, at)
        self.ensure_not_accused(organisation_id, units)
        step = CaseStep.ASSIGN if mode is Mode.BY_HAND else CaseStep.TRANSFER
        LIFECYCLE.after(self.state, step)
        if self.state is CaseState.RETURN_PENDING:
            self._judge_return(granted=True, reason="", by=by, units=units, at=at)
        given = Assignment.by_hand(
            organisation_id,
            handler_id,
            revision=self.revision + 1,
            at=at,
            mode=mode,
            report_to=by.organisation_id if mode is Mode.ENTRUST else None,
        )
        self._give_by_hand(given, due_at, clocks, by=by, step=step)
        self.share_as_settled(units, clocks, at=at)

    def receive_again(
        self,
        organisation_id: str,
        clocks: Clocks,
        *,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Go to the unit that received the first visit about the matter (D-09).

        One that is with it already, that nobody can be given any more, or whose unit
        an arbiter named (条例第24条), stays. A return that waits is agreed to.
        """
        if self.organisation_id == organisation_id or self.deadline is None:
            return
        if (
            CaseStep.ASSIGN not in LIFECYCLE.steps_from(self.state)
            or self.is_designated
        ):
            return
        self._decide_waiting(Decided(granted=True, by=FIRST_VISIT, at=at))
        given = Assignment.again(organisation_id, revision=self.revision + 1, at=at)
        self._give(given, self.deadline.owed, clocks)
        self.share_as_settled(units, clocks, at=at)

    def designate(
        self,
        organisation_id: str,
        due_at: datetime | None,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """End a dispute: name the unit that answers and may not give it back."""
        self.ensure_may_designate(by, units)
        self._ensure_may_be_due(due_at, at)
        self.ensure_not_accused(organisation_id, units)
        given = Assignment.by_hand(
            organisation_id,
            None,
            revision=self.revision + 1,
            at=at,
            mode=Mode.DESIGNATE,
        )
        self._give_by_hand(given, due_at, clocks, by=by, step=CaseStep.DESIGNATE)
        self._meet(ClockKind.ARBITRATION, at)
        dispute = self.dossier.arbitration
        named = dispute and replace(dispute, designated=organisation_id)
        self._note(arbitration=named)
        self.share_as_settled(units, clocks, at=at)

    def ensure_person(self, member: StaffMember, interests: frozenset[str]) -> None:
        """Let a person handle it, unless they have an interest in it, or rank too low.

        Raises ConflictOfInterest (条例第28条), LeaderNeeded for a 重大 matter (B-13).
        """
        concerned = {*self.dossier.parties, self.matter.organisation_id}
        if member.staff_id in self.dossier.recused or interests & concerned:
            raise ConflictOfInterest(fields={"handler_id": "conflict-of-interest"})
        if self.dossier.severity is Severity.MAJOR and not member.is_leader:
            raise LeaderNeeded(fields={"handler_id": "leader-needed"})

    def recuse(self, *, by: Actor, at: datetime) -> None:
        """Stand back from it for an interest in it (回避); the unit keeps it."""
        ensure_handler(by, self.organisation_id)
        self.ensure_allowed(CaseAct.JUDGE)
        self._note(recused=tuple(sorted({*self.dossier.recused, by.id})))
        held = self.assignment
        if held and held.handler_id == by.id:
            self._end_assignment(at)
            revision = self.revision + 1
            again = held.without_handler(revision=revision, at=at)
            self.assignments.append(again)
        self._tell(events.HandlerRecused, at=at, staff_id=by.id)

    # -- what these are made of --------------------------------------------------------

    def _give_by_hand(
        self,
        given: Assignment,
        due_at: datetime | None,
        clocks: Clocks,
        *,
        by: Actor,
        step: CaseStep,
    ) -> None:
        before = self.deadline
        owed = Owed(due_at=due_at or given.since, won=Won.LEADER, basis=by.id)
        if due_at is None and before is not None:
            owed = before.owed
        self._give(given, owed, clocks, step=step)

    def _give(
        self,
        assignment: Assignment,
        owed: Owed,
        clocks: Clocks,
        *,
        step: CaseStep = CaseStep.ASSIGN,
    ) -> None:
        at, date = assignment.since, self.deadline
        before = self.assignments[-1].organisation_id if self.assignments else None
        self._step(step)
        self._leave_unit(at)
        self.edition = None
        self.assignments.append(assignment)
        self._owe_answer(owed, clocks, at=at)
        self._owe_first_acts(clocks, at=at)
        self._tell_turn(
            events.CaseAssigned,
            at=at,
            handler_id=assignment.handler_id,
            due_at=self.deadline.due_at if self.deadline else owed.due_at,
            rule=assignment.rule,
            why=assignment.why,
            mode=assignment.mode,
            report_to=assignment.report_to,
            repeats=before == self.organisation_id and self._is_due_as(date),
            moved=before not in (None, self.organisation_id),
        )

    def _is_due_as(self, date: Deadline | None) -> bool:
        """Say whether it is owed by the same date as it was."""
        now = self.deadline
        return date is not None and now is not None and date.due_at == now.due_at

    def _ensure_fit(self, by: Actor) -> None:
        if by.id in self.dossier.recused:
            raise ConflictOfInterest
