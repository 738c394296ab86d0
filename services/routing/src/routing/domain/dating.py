"""Which date holds: what was said of it, what may be set by hand, and the statute's."""

from dataclasses import replace
from datetime import datetime, timedelta

from minqing_kernel.messages import Actor
from minqing_kernel.working_time import end_of
from routing.domain.authority import ensure_superior
from routing.domain.case_core import CaseCore
from routing.domain.deadline import (
    BY_HOUSE,
    BY_STATUTE,
    FURTHEST,
    ClockKind,
    Clocks,
    Deadline,
    Owed,
    Won,
)
from routing.domain.dossier import Settled
from routing.domain.errors import BeyondStatute, NotALeader, OutOfTime
from routing.domain.events import DateSet
from routing.domain.lifecycle import ACTS, CaseAct
from routing.domain.organisation import OrganisationTree, StaffMember
from routing.domain.weighing import Weighed

BY_PROMISE = "承诺日期（B-03）"
"""The basis of a date that the petitioner was promised."""


class Dating(CaseCore):
    """The part of a case's life in which its dates are chosen."""

    def set_date(
        self,
        due_at: datetime,
        leader: StaffMember,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Let a leader's date hold (D-14); the statute's is kept beside it.

        Raises OutOfTime for a date gone by or too far ahead, BeyondStatute for one
        after the statute's, NotALeader for who leads neither the unit nor one above.
        """
        ensure_superior(by, self.organisation_id, units)
        self.ensure_allowed(CaseAct.SET_DATE)
        self._ensure_leader(leader, units)
        self._ensure_may_be_due(due_at, at)
        before = self.deadline
        owed = Owed(due_at=due_at, won=Won.LEADER, basis=leader.staff_id)
        self._owe_answer(owed, clocks, at=at)
        self._tell(
            DateSet,
            at=at,
            due_at=due_at,
            previous_due_at=before and before.due_at,
            won=Won.LEADER,
            basis=leader.staff_id,
        )

    def keep_new_promise(
        self, before: Settled, clocks: Clocks, *, at: datetime
    ) -> None:
        """Let the day that was promised since hold, if it is the earliest (B-03).

        A later one lets the earliest of the other dates hold again. A leader's date
        stays, and so does that of a case that stands still or owes no answer.
        """
        promised, held = self._promised(), self.deadline
        if promised == _promise_of(before) or held is None or held.is_paused:
            return
        if held.won is Won.LEADER or self.state not in ACTS[CaseAct.SET_DATE]:
            return
        said = [*_other_dates(held), *filter(None, [promised])]
        best = min(said, key=lambda each: each.due_at, default=held.owed)
        if best.due_at == held.own:
            return
        owed = replace(best, weighed=tuple(map(_plainly, said)))
        self._owe_answer(owed, clocks, at=at)
        self._hold(clocks, at=at)
        self._tell(
            DateSet,
            at=at,
            due_at=owed.due_at,
            previous_due_at=held.due_at,
            won=owed.won,
            basis=owed.basis,
        )

    def _ensure_leader(self, leader: StaffMember, units: OrganisationTree) -> None:
        owner = self.organisation_id
        near = owner is None or units.stands_over(leader.organisation_id, owner)
        if not (leader.is_leader and near):
            raise NotALeader(fields={"leader_id": "not-a-leader"})

    def _ensure_may_be_due(self, due_at: datetime | None, at: datetime) -> None:
        """Let a date by hand pass that lies ahead, and not beyond the statute's own.

        That is the end of the sixty days, of an approved extension where there is one,
        and later by what the case stood still (条例第34条). Raises OutOfTime,
        BeyondStatute.
        """
        ensure_to_come(due_at, at)
        limit = self.deadline.statutory if self.deadline else None
        if due_at is not None and limit is not None and due_at > limit:
            raise BeyondStatute(fields={"due_at": "beyond-statute"})

    def _first_date(
        self,
        within: timedelta,
        rule: str,
        clocks: Clocks,
        instructed: Owed | None = None,
    ) -> Owed:
        """Return until when the first answer is owed: the earlier of what was said.

        A leader's date that the petition came with holds whatever a rule says (D-14);
        but neither it nor a promise goes beyond the statute's (条例第34条).
        """
        promised, limit = self._promised(), self._statutory_end(clocks)
        said = [promised, *self._usual_dates(within, rule, clocks, limit)]
        dates = [each for each in said if each is not None]
        lawful = instructed and not (limit and instructed.due_at > limit)
        won = instructed if lawful else None
        best = won or min(dates, key=lambda each: each.due_at)
        if promised is None and instructed is None:
            return best
        every = [*filter(None, [instructed]), *dates]
        return replace(best, weighed=tuple(dict.fromkeys(map(_plainly, every))))

    def _usual_dates(
        self, within: timedelta, rule: str, clocks: Clocks, limit: datetime | None
    ) -> list[Owed | None]:
        """Return the dates of the rule (or of the house), the policy and the statute.

        A jurisdiction rule's days count as the policy's; where nothing says less, the
        statute's hold (条例第34条).
        """
        usual = within == clocks.statutory
        default = BY_STATUTE if self.dossier.settled.has_sixty_days else BY_HOUSE
        ruled = Owed(
            due_at=clocks.after(self.accepted_at, within),
            won=Won.DEFAULT if usual else Won.POLICY,
            basis=default if usual else rule or clocks.policy.code,
        )
        asked = clocks.owed(ClockKind.HANDLING, self.accepted_at, self.circumstances)
        if limit is None or ruled.due_at <= limit:
            return [ruled, asked]
        return [Owed(due_at=limit, won=Won.DEFAULT, basis=BY_STATUTE), asked]

    def _promised(self) -> Owed | None:
        return _promise_of(self.dossier.settled)

    def _statutory_end(self, clocks: Clocks) -> datetime | None:
        if self.deadline is not None:
            return self.deadline.statutory
        if not self.dossier.settled.has_sixty_days:
            return None
        return clocks.after(self.accepted_at, clocks.statutory)

    def _owe_first_acts(self, clocks: Clocks, *, at: datetime) -> None:
        """Let the clocks run that the policy asks for, if it asks for any."""
        for kind in (ClockKind.SIGN, ClockKind.CONTACT):
            owed = clocks.owed(kind, at, self.circumstances)
            if owed is not None:
                self._owe(clocks=clocks, at=at, kind=kind, **vars(owed))


def _promise_of(settled: Settled) -> Owed | None:
    if settled.promised_on is None:
        return None
    due_at = end_of(settled.promised_on)
    return Owed(due_at=due_at, won=Won.PROMISE, basis=BY_PROMISE)


def _other_dates(held: Deadline) -> list[Owed]:
    """Return what would hold without a promise; a pause moved it all."""
    if held.won is not Won.PROMISE:
        return [held.owed]
    pause = timedelta(seconds=held.paused_seconds)
    return [
        Owed(due_at=each.due_at + pause, won=Won(each.won), basis=each.basis)
        for each in held.weighed
        if each.won != Won.PROMISE
    ]


def ensure_to_come(due_at: datetime | None, at: datetime) -> None:
    """Let a date pass that lies ahead, but not too far; raise OutOfTime."""
    if due_at is not None and due_at <= at:
        raise OutOfTime(fields={"due_at": "in-the-past"})
    if due_at is not None and due_at > at + FURTHEST:
        raise OutOfTime(fields={"due_at": "out-of-range"})


def _plainly(owed: Owed) -> Weighed:
    return Weighed(due_at=owed.due_at, won=owed.won.value, basis=owed.basis)
