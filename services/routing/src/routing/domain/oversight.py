"""What those above do: press, warn, take charge, set dates, judge how grave it is."""

from datetime import datetime

from minqing_kernel.messages import Actor
from routing.domain.authority import (
    ensure_dispatcher,
    ensure_superior,
)
from routing.domain.case_core import CaseCore
from routing.domain.deadline import FURTHEST, ClockKind, Clocks, Owed, Won
from routing.domain.dossier import (
    Measure,
    MeasureTaken,
    Owners,
    Sponsor,
)
from routing.domain.errors import (
    CardOutOfOrder,
    NotALeader,
    OutOfTime,
)
from routing.domain.events import DateSet
from routing.domain.lifecycle import CaseAct
from routing.domain.organisation import OrganisationTree, StaffMember
from routing.domain.side_events import (
    CaseSponsored,
    CaseUrged,
    OwnersNamed,
    PartiesNamed,
)

BEFORE = {Measure.YELLOW: Measure.SUPERVISE, Measure.RED: Measure.YELLOW}
"""Which measure has to come before another."""


class Oversight(CaseCore):
    """The part of a case's life in which others than its unit have a say."""

    # -- 催办, 督办, 黄牌, 红牌 --------------------------------------------------------

    def urge(
        self, reason: str, *, by: Actor, units: OrganisationTree, at: datetime
    ) -> None:
        """Remind the unit (催办): any dispatcher of it, or of a superior."""
        ensure_dispatcher(by, self.organisation_id, units)
        self.ensure_allowed(CaseAct.URGE)
        self._take(MeasureTaken(measure=Measure.URGE, reason=reason, by=by.id, at=at))

    def supervise(
        self,
        measure: Measure,
        reason: str,
        due_at: datetime | None,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Supervise it (督办) until a date, or show the unit a card.

        A yellow card comes after supervision, a red one after the yellow: else
        CardOutOfOrder. Raises OutOfTime for supervision without a date to come.
        """
        ensure_superior(by, self.organisation_id, units)
        self.ensure_allowed(CaseAct.SUPERVISE)
        first = BEFORE.get(measure)
        if first and not self.dossier.has(first):
            raise CardOutOfOrder
        if measure is Measure.SUPERVISE:
            if due_at is None or not at < due_at <= at + FURTHEST:
                raise OutOfTime(fields={"due_at": "out-of-range"})
            self._owe(
                due_at,
                clocks,
                at=at,
                kind=ClockKind.SUPERVISION,
                won=Won.LEADER,
                basis=by.id,
            )
        taken = MeasureTaken(
            measure=measure, reason=reason, by=by.id, at=at, due_at=due_at
        )
        self._take(taken, clock=ClockKind.SUPERVISION)

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

    # -- 包案 and the three owners -----------------------------------------------------

    def sponsor(
        self,
        leader: StaffMember,
        note: str,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Let a named leader take the case upon themselves (包案).

        Raises NotALeader for who leads neither its unit nor one above it.
        """
        ensure_superior(by, self.organisation_id, units)
        self.ensure_allowed(CaseAct.SPONSOR)
        self._ensure_leader(leader, units)
        self._note(
            sponsor=Sponsor(
                leader_id=leader.staff_id,
                organisation_id=leader.organisation_id,
                note=note,
                by=by.id,
                since=at,
            )
        )
        self._tell(
            CaseSponsored,
            at=at,
            leader_id=leader.staff_id,
            leader_unit_id=leader.organisation_id,
        )

    def name_owners(
        self,
        leader: StaffMember,
        section_id: str,
        community_id: str,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Name 分管领导, 职能科室 and 社区 (C-20); raises NotALeader."""
        ensure_superior(by, self.organisation_id, units)
        self.ensure_allowed(CaseAct.SPONSOR)
        self._ensure_leader(leader, units)
        names = {
            "leader_id": leader.staff_id,
            "section_id": section_id,
            "community_id": community_id,
        }
        self._note(owners=Owners(**names))
        self._tell(OwnersNamed, at=at, **names)

    def name_parties(
        self,
        parties: frozenset[str],
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Say who else has a part in it: nobody with an interest in them handles it."""
        ensure_dispatcher(by, self.organisation_id, units)
        self.ensure_allowed(CaseAct.JUDGE)
        self._note(parties=tuple(sorted(parties)))
        self._tell(PartiesNamed, at=at, number=len(parties))

    def _ensure_leader(self, leader: StaffMember, units: OrganisationTree) -> None:
        owner = self.organisation_id
        near = owner is None or units.stands_over(leader.organisation_id, owner)
        if not (leader.is_leader and near):
            raise NotALeader(fields={"leader_id": "not-a-leader"})

    # -- dates -------------------------------------------------------------------------

    def set_date(
        self,
        due_at: datetime,
        leader_id: str,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Let a leader's date hold (D-14); the statute's is kept beside it.

        Raises OutOfTime for a date gone by or too far ahead.
        """
        ensure_superior(by, self.organisation_id, units)
        self.ensure_allowed(CaseAct.SET_DATE)
        if not at < due_at <= at + FURTHEST:
            raise OutOfTime(fields={"due_at": "out-of-range"})
        before = self.deadline
        owed = Owed(due_at=due_at, won=Won.LEADER, basis=leader_id)
        self._owe_answer(owed, clocks, at=at)
        self._tell(
            DateSet,
            at=at,
            due_at=due_at,
            previous_due_at=before and before.due_at,
            won=Won.LEADER,
            basis=leader_id,
        )
