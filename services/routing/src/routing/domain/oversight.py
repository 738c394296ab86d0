"""What those above do: supervise, warn, take charge, name who else has a part in it."""

from datetime import datetime

from minqing_kernel.messages import Actor
from routing.domain.authority import (
    ensure_dispatcher,
    ensure_superior,
)
from routing.domain.dating import Dating
from routing.domain.deadline import FURTHEST, ClockKind, Clocks, Owed, Won
from routing.domain.dossier import (
    Measure,
    MeasureTaken,
    Owners,
    Sponsor,
)
from routing.domain.errors import CardOutOfOrder, OutOfTime
from routing.domain.lifecycle import CaseAct
from routing.domain.organisation import OrganisationTree, StaffMember
from routing.domain.side_events import CaseSponsored, OwnersNamed, PartiesNamed
from routing.domain.urging import Urging

BEFORE = {Measure.YELLOW: Measure.SUPERVISE, Measure.RED: Measure.YELLOW}
"""Which measure has to come before another."""


class Oversight(Urging, Dating):
    """The part of a case's life in which others than its unit have a say."""

    # -- 督办, 黄牌, 红牌 --------------------------------------------------------------

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

        Without a date the policy's term for supervision holds. A yellow card comes
        after supervision, a red one after the yellow: else CardOutOfOrder. Raises
        OutOfTime where there is no date to come.
        """
        ensure_superior(by, self.organisation_id, units)
        self.ensure_allowed(CaseAct.SUPERVISE)
        first = BEFORE.get(measure)
        if first and not self.dossier.has(first):
            raise CardOutOfOrder
        if measure is Measure.SUPERVISE:
            due_at = self._owe_supervised(due_at, clocks, by=by, at=at)
        taken = MeasureTaken(
            measure=measure, reason=reason, by=by.id, at=at, due_at=due_at
        )
        self._take(taken, clock=ClockKind.SUPERVISION)

    def _owe_supervised(
        self, due_at: datetime | None, clocks: Clocks, *, by: Actor, at: datetime
    ) -> datetime:
        kind = ClockKind.SUPERVISION
        owed = clocks.owed(kind, at, self.circumstances)
        if due_at is not None:
            owed = Owed(due_at=due_at, won=Won.LEADER, basis=by.id)
        if owed is None or not at < owed.due_at <= at + FURTHEST:
            raise OutOfTime(fields={"due_at": "out-of-range"})
        self._owe(clocks=clocks, at=at, kind=kind, **vars(owed))
        return owed.due_at

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
