"""退单: a unit says that it is not competent, and those above decide.

Within five working days of receipt, with a reason, and, unless the policy gives it,
only with the superior's consent (条例第23条). A second dispute goes to the common
superior (条例第24条), once and for as long as the policy says; the unit that is
designated then keeps the case.
"""

from dataclasses import replace
from datetime import datetime

from minqing_kernel.messages import Actor
from routing.domain import events
from routing.domain.authority import ensure_dispatcher, ensure_handler, ensure_judge
from routing.domain.case_core import CaseCore
from routing.domain.deadline import ClockKind, Clocks
from routing.domain.dossier import Arbitration, Decided, ReturnAsked
from routing.domain.errors import AlreadyDesignated, TooLateToReturn
from routing.domain.lifecycle import CaseStep
from routing.domain.organisation import OrganisationTree
from routing.domain.policy import TermKind

APPROVED = "return-approved"
"""Why a case is without a unit when its return was agreed to."""
ONE_UNITS_CLOCKS = frozenset(
    {
        ClockKind.SIGN,
        ClockKind.CONTACT,
        ClockKind.SUPERVISION,
        ClockKind.COMPLETION,
        ClockKind.URGING,
    }
)
"""What a unit owes for itself: it ends when the case leaves the unit."""


class Disputes(CaseCore):
    """The part of a case's life in which units disagree."""

    def give_back(
        self,
        reason: str,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Ask to be rid of it; the time already running runs on.

        Raises AlreadyDesignated after a designation, TooLateToReturn once five working
        days have gone by since the unit received it.
        """
        ensure_handler(by, self.organisation_id)
        self._ensure_may_return(clocks, at)
        if self.dossier.returns:
            self._dispute(reason, clocks, by=by, units=units, at=at)
            return
        needed = clocks.policy.returns_need_approval
        owner = self.organisation_id or ""
        superior = units.nearest_superior(owner) if needed else None
        asked = ReturnAsked(
            organisation_id=owner,
            superior_id=superior.organisation_id if superior else None,
            reason=reason,
            by=by.id,
            at=at,
            decided=None if needed else _by_policy(clocks.policy.code, at),
        )
        self._step(CaseStep.RETURN)
        self._note(returns=(*self.dossier.returns, asked))
        self._tell(
            events.CaseReturned,
            at=at,
            returned_by=owner,
            reason=reason,
            superior_id=asked.superior_id,
        )
        if not needed:
            self._let_go(at)

    def decide_return(
        self,
        *,
        granted: bool,
        reason: str,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Agree that the unit is not competent, or not.

        Raises AskedByYourself for who asked, NotYours for the unit that asked.
        """
        self._judge_return(granted=granted, reason=reason, by=by, units=units, at=at)
        owner = self.organisation_id
        if granted:
            self._let_go(at)
            return
        self._step(CaseStep.REFUSE_RETURN)
        self._sign_for(by=by, at=at)
        self._tell(events.CaseRetained, at=at, reason=reason, returned_by=owner)

    def _let_go(self, at: datetime) -> None:
        self._step(CaseStep.APPROVE_RETURN)
        self._leave_unit(at)
        self._tell_turn(events.CaseUnrouted, at=at, reason=APPROVED)

    def ensure_may_designate(self, by: Actor, units: OrganisationTree) -> None:
        """Let the arbiter's dispatchers pass; where there is no arbiter, everyone's.

        Raises Forbidden for another role, NotYours for another unit.
        """
        arbitration = self.dossier.arbitration
        arbiter = arbitration.arbiter_id if arbitration else None
        ensure_dispatcher(by, arbiter, units)

    def _judge_return(
        self,
        *,
        granted: bool,
        reason: str,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Write down what was decided of the return that waits, if one does."""
        waiting = self._waiting
        if waiting is None:
            return
        ensure_judge(by, waiting.organisation_id, asker=waiting.by, units=units)
        decided = Decided(granted=granted, by=by.id, at=at, reason=reason)
        self._decide_waiting(decided)

    @property
    def is_designated(self) -> bool:
        """Say whether an arbiter named the unit that has it."""
        return bool(self.dossier.arbitration and self.dossier.arbitration.designated)

    @property
    def return_asker(self) -> str | None:
        """Who gave it back, while that waits for a decision."""
        return self._waiting.by if self._waiting else None

    @property
    def _waiting(self) -> ReturnAsked | None:
        asked = self.dossier.returns[-1] if self.dossier.returns else None
        return asked if asked and asked.decided is None else None

    def _decide_waiting(self, decided: Decided) -> None:
        """Write down what was decided of the return that waits, if one does."""
        waiting = self._waiting
        if waiting is not None:
            earlier = self.dossier.returns[:-1]
            self._note(returns=(*earlier, replace(waiting, decided=decided)))

    def _ensure_may_return(self, clocks: Clocks, at: datetime) -> None:
        if self.is_designated:
            raise AlreadyDesignated
        received_at = self.assignment.received_at if self.assignment else at
        limit = clocks.owed(TermKind.RETURN, received_at, self.circumstances)
        if limit and at > limit.due_at:
            raise TooLateToReturn

    def _dispute(
        self,
        reason: str,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        owner = self.organisation_id or ""
        sides = {owner}.union(*(each.sides for each in self.dossier.returns))
        arbiter = units.common_superior(sorted(sides))
        arbiter_id = arbiter.organisation_id if arbiter else None
        self._step(CaseStep.DISPUTE)
        self._note(
            arbitration=Arbitration(
                arbiter_id=arbiter_id, reason=reason, by=by.id, at=at
            )
        )
        self._leave_unit(at)
        self._tell(
            events.CaseDisputed,
            at=at,
            returned_by=owner,
            reason=reason,
            superior_id=arbiter_id,
            decide_by=self._owe_ruling(arbiter_id, clocks, at=at),
        )

    def _owe_ruling(
        self, arbiter_id: str | None, clocks: Clocks, *, at: datetime
    ) -> datetime | None:
        """Let the arbiter's own clock run; return until when, if the policy says."""
        owed = clocks.owed(TermKind.ARBITRATION, at, self.circumstances)
        if owed is None:
            return None
        self._owe(
            clocks=clocks,
            at=at,
            kind=ClockKind.ARBITRATION,
            organisation_id=arbiter_id,
            **vars(owed),
        )
        return owed.due_at

    def _leave_unit(self, at: datetime) -> None:
        """End what was the unit's own: its clocks, and a request that waits."""
        self._end_assignment(at)
        self._end_clocks(ONE_UNITS_CLOCKS, at)
        asked, raising = self.dossier.extension, self.dossier.raising
        if asked and asked.decided is None:
            self._note(extension=None)
        if raising and raising.decided is None:
            self._note(raising=None)


def _by_policy(code: str, at: datetime) -> Decided:
    return Decided(granted=True, by=code, at=at, reason="本地规则：退单无须批准")
