"""The case: one petition in the hands of a unit, and what is owed on it until when."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import Actor, Role
from routing.domain import events
from routing.domain.accused import kept_out, superiors_outside
from routing.domain.assignment import Assignment
from routing.domain.authority import ensure_dispatcher, ensure_handler
from routing.domain.deadline import FURTHEST, Clocks, Deadline
from routing.domain.errors import NotYours, OutOfTime, StaleRevision
from routing.domain.jurisdiction import Decision, Directory
from routing.domain.lifecycle import LIFECYCLE, CaseState, CaseStep
from routing.domain.merging import Rest
from routing.domain.organisation import OrganisationTree
from routing.domain.resolution import Answer, Outcome, Resolution, Verdict
from routing.domain.rule import Matter


@dataclass(eq=False, kw_only=True)
class Case(Aggregate):
    """Answers who owes what by when: one unit answers, or it is unrouted.

    `assignments`, `deadlines` and `resolutions` hold the latest of each, and those made
    since the case was loaded; the ones before are history and never change again.
    `edition` is the directory's by which it was last judged, None when it does not wait
    for a rule.
    """

    petition_id: UUID
    receipt: str
    matter: Matter
    received_at: datetime
    accepted_at: datetime
    opened_at: datetime
    reachable: bool
    from_archive: bool = False
    external_ref: str | None = None
    state: CaseState = CaseState.UNROUTED
    revision: int = 0
    edition: int | None = None
    assignments: list[Assignment] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
    rest: Rest | None = None
    held_to: datetime | None = None

    @property
    def assignment(self) -> Assignment | None:
        """Who answers for it; None while it is unrouted."""
        latest = self.assignments[-1] if self.assignments else None
        return latest if latest and latest.until is None else None

    @property
    def deadline(self) -> Deadline | None:
        """The promise that runs; None once nothing is owed."""
        latest = self.deadlines[-1] if self.deadlines else None
        return latest if latest and latest.is_running else None

    @property
    def resolution(self) -> Resolution | None:
        """The latest answer that was given."""
        return self.resolutions[-1] if self.resolutions else None

    @property
    def organisation_id(self) -> str | None:
        """The unit that answers for it."""
        return self.assignment.organisation_id if self.assignment else None

    def expect(self, revision: int | None) -> None:
        """Refuse, if the caller saw another revision; None: it does not mind."""
        if revision is not None and revision != self.revision:
            raise StaleRevision

    def judge(self, directory: Directory, clocks: Clocks, *, at: datetime) -> None:
        """Find by the rules who answers; while nobody does, it waits for a newer rule.

        One that was given back waits for a person: no rule may send it there again.
        """
        if self.rest or (self.revision > 0 and self.edition is None):
            return
        decision = directory.decide(self.matter, at=at)
        if isinstance(decision, Decision):
            self._give(
                Assignment.decided(decision, revision=self.revision + 1, at=at),
                self.accepted_at + decision.within,
                clocks,
            )
            return
        self.edition = directory.edition
        if self.revision == 0:
            self._owe(self.accepted_at + clocks.handling, clocks, at=at)
            self._tell(events.CaseUnrouted, at=at, reason=decision.reason)

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
    ) -> None:
        """Give it to a unit by hand; without a new due date the old one holds.

        Raises OutOfTime when `due_at` has gone by, or lies further ahead than any
        promise may.
        """
        ensure_dispatcher(by, self.organisation_id, units)
        if due_at is not None and due_at <= at:
            raise OutOfTime(fields={"due_at": "in-the-past"})
        if due_at is not None and due_at > at + FURTHEST:
            raise OutOfTime(fields={"due_at": "out-of-range"})
        due_at = due_at or (self.deadline.own if self.deadline else at)
        self._give(
            Assignment.by_hand(
                organisation_id, handler_id, revision=self.revision + 1, at=at
            ),
            due_at,
            clocks,
        )

    def receive_again(
        self, organisation_id: str, clocks: Clocks, *, at: datetime
    ) -> None:
        """Go to the unit that received the first visit about the matter (D-09).

        One that is with it already, or that nobody can be given any more, stays.
        """
        if self.organisation_id == organisation_id:
            return
        if CaseStep.ASSIGN not in LIFECYCLE.steps_from(self.state):
            return
        given = Assignment.again(organisation_id, revision=self.revision + 1, at=at)
        self._give(given, self.deadline.own if self.deadline else at, clocks)

    def start(self, *, by: Actor, at: datetime) -> None:
        """Begin to work on it."""
        ensure_handler(by, self.organisation_id)
        self._step(CaseStep.START)
        self._tell(events.CaseStarted, at=at)

    def give_back(self, reason: str, *, by: Actor, at: datetime) -> None:
        """Give it back as none of its own; the time already running runs on."""
        ensure_handler(by, self.organisation_id)
        returned_by = self.organisation_id
        self._step(CaseStep.RETURN)
        self._end_assignment(at)
        self._tell(events.CaseReturned, at=at, returned_by=returned_by, reason=reason)

    def resolve(
        self,
        outcome: Outcome,
        reply: str,
        *,
        by: Actor,
        at: datetime,
        resolved_at: datetime | None = None,
    ) -> None:
        """Answer it, now or, for a case from an older system, when it was answered.

        Raises NotYours for another unit's staff, OutOfTime for an answer that was given
        before the question or is still to come.
        """
        self._ensure_may_resolve(by, replayed=resolved_at is not None)
        if resolved_at and not self.received_at <= resolved_at <= at:
            raise OutOfTime(fields={"resolved_at": "out-of-time"})
        moment = resolved_at or at
        self._step(CaseStep.RESOLVE)
        resolution = Resolution(
            revision=self.revision + 1,
            outcome=outcome,
            reply=reply,
            resolved_at=moment,
            resolved_by=by.id,
        )
        self.resolutions.append(resolution)
        self.held_to = None
        self.deadlines[-1] = self.deadlines[-1].met(moment)
        self._tell(events.CaseResolved, at=moment, resolution=resolution)

    def hear(self, answer: Answer, clocks: Clocks) -> None:
        """Close it or owe another answer, as the petitioner says.

        An answer about anything but the resolution that waits for one is noted, and
        changes nothing.
        """
        resolution = self.resolution
        waits_for = resolution.revision if resolution else None
        if self.state is not CaseState.RESOLVED or waits_for != answer.case_revision:
            self._tell(events.AnswerOutdated, at=answer.answered_at, answer=answer)
        elif answer.verdict is Verdict.CLOSE:
            self._step(CaseStep.CLOSE)
            self._tell(events.CaseClosed, at=answer.answered_at)
        else:
            self._reopen(answer, clocks)

    def escalate_if_overdue(
        self, units: OrganisationTree, clocks: Clocks, *, at: datetime
    ) -> None:
        """Tell the next superior, once the time to do so has come."""
        deadline = self.deadline
        if deadline is None or not deadline.must_be_looked_at(at):
            return
        out = kept_out(self.matter.accused, units)
        superiors = superiors_outside(self.organisation_id or "", out, units)
        above = list(superiors)[deadline.level :]
        again = at + clocks.step if len(above) > 1 else None
        level = deadline.level + bool(above)
        self.deadlines[-1] = deadline.breached(at, level=level, again=again)
        if not above:
            self._tell(events.DeadlineMissed, at=at, deadline=deadline)
            return
        self._tell(
            events.CaseEscalated,
            at=at,
            superior_id=above[0].organisation_id,
            level=level,
            overdue_since=deadline.due_at,
        )

    def _give(self, assignment: Assignment, due_at: datetime, clocks: Clocks) -> None:
        self._step(CaseStep.ASSIGN)
        self._end_assignment(assignment.since)
        self.edition = None
        self.assignments.append(assignment)
        self._owe(due_at, clocks, at=assignment.since)
        self._tell(
            events.CaseAssigned,
            at=assignment.since,
            handler_id=assignment.handler_id,
            due_at=self.deadlines[-1].due_at,
            rule=assignment.rule,
            why=assignment.why,
        )

    def _reopen(self, answer: Answer, clocks: Clocks) -> None:
        self._step(CaseStep.REOPEN)
        due_at = answer.answered_at + clocks.reworking
        self._owe(due_at, clocks, at=answer.answered_at)
        self._tell(
            events.CaseReopened,
            at=answer.answered_at,
            reason=answer.reason,
            due_at=due_at,
        )

    def _ensure_may_resolve(self, by: Actor, *, replayed: bool) -> None:
        if not replayed:
            ensure_handler(by, self.organisation_id)
        elif by.role is not Role.OPS or not self.from_archive:
            raise NotYours

    def _step(self, step: CaseStep) -> None:
        self.state = LIFECYCLE.after(self.state, step)

    def _end_assignment(self, at: datetime) -> None:
        if self.assignment:
            self.assignments[-1] = self.assignment.ended(at)

    def _owe(self, due_at: datetime, clocks: Clocks, *, at: datetime) -> None:
        if self.deadline:
            self.deadlines[-1] = self.deadline.replaced(at)
        held = min(due_at, self.held_to or due_at)
        self.deadlines.append(
            Deadline(
                revision=self.revision + 1,
                due_at=held,
                watch_from=clocks.watch_from(held, at=at),
                own_due_at=None if held == due_at else due_at,
            )
        )

    def _tell(
        self,
        kind: type[events.CaseFact],
        *,
        at: datetime,
        **details: Any,  # noqa: ANN401
    ) -> None:
        self.revision += 1
        self.record(
            kind(
                petition_id=self.petition_id,
                receipt=self.receipt,
                revision=self.revision,
                organisation_id=self.organisation_id,
                reachable=self.reachable,
                at=at,
                **details,
            )
        )
