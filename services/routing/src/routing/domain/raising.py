"""上报: a matter is left to a superior; a declared one only with its consent (B-04)."""

from dataclasses import replace
from datetime import datetime

from minqing_kernel.messages import Actor
from routing.domain.assignment import Assignment
from routing.domain.authority import ensure_dispatcher, ensure_handler
from routing.domain.competence import Competence
from routing.domain.deadline import Clocks
from routing.domain.dispatching import Dispatching
from routing.domain.dossier import Decided, RaiseAsked
from routing.domain.errors import (
    AskedByYourself,
    NobodyAbove,
    NoRaiseAsked,
    RaiseWaits,
)
from routing.domain.lifecycle import LIFECYCLE, CaseAct, CaseStep
from routing.domain.mode import Mode
from routing.domain.organisation import OrganisationTree
from routing.domain.side_events import RaiseDeclared, RaiseRefused

DECLARED = "declared"
"""特别事务申报办理, in intake's words (B-04)."""


class Raising(Dispatching):
    """The part of a case's life in which a superior takes it."""

    def raise_up(
        self,
        competence: Competence,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Leave it to the nearest competent superior; the follow-up stays here (B-39).

        Where the policy asks for it, a declared matter stays until that superior
        agrees. Raises NobodyAbove where no superior is competent, RaiseWaits while one
        was asked already.
        """
        ensure_handler(by, self.organisation_id)
        LIFECYCLE.after(self.state, CaseStep.RAISE)
        asked = self.dossier.raising
        if asked and asked.decided is None:
            raise RaiseWaits
        owner = self.organisation_id or ""
        above = competence.above(owner, self.matter, self.dossier.severity, units)
        if above is None:
            raise NobodyAbove
        declared = self.dossier.settled.mode == DECLARED
        if declared and clocks.policy.upward_needs_approval:
            self._declare(above, clocks.policy.code, by=by, at=at)
        else:
            self._raise_to(above, clocks, by=by, units=units, at=at)

    def decide_raise(
        self,
        clocks: Clocks,
        *,
        granted: bool,
        reason: str,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        """Take the declared matter as the superior that was asked, or leave it there.

        Raises NoRaiseAsked, AskedByYourself, NotYours for another unit.
        """
        self.ensure_allowed(CaseAct.DECIDE_RAISE)
        asked = self.dossier.raising
        if asked is None or asked.decided:
            raise NoRaiseAsked
        ensure_dispatcher(by, asked.superior_id, units)
        if by.id == asked.by:
            raise AskedByYourself
        decided = Decided(granted=granted, by=by.id, at=at, reason=reason)
        self._note(raising=replace(asked, decided=decided))
        if granted:
            self._raise_to(asked.superior_id, clocks, by=by, units=units, at=at)
            return
        who = asked.superior_id
        self._tell(RaiseRefused, at=at, superior_id=who, reason=reason)

    @property
    def raise_asker(self) -> str | None:
        """Who declared it to the superior, while that waits for a decision."""
        asked = self.dossier.raising
        return asked.by if asked and not asked.decided else None

    def _declare(self, above: str, rule: str, *, by: Actor, at: datetime) -> None:
        self._note(raising=RaiseAsked(superior_id=above, rule=rule, by=by.id, at=at))
        self._tell(RaiseDeclared, at=at, superior_id=above, rule=rule)

    def _raise_to(
        self,
        above: str,
        clocks: Clocks,
        *,
        by: Actor,
        units: OrganisationTree,
        at: datetime,
    ) -> None:
        given = Assignment.by_hand(
            above,
            None,
            revision=self.revision + 1,
            at=at,
            mode=Mode.RAISE,
            report_to=self.organisation_id,
        )
        self._give_by_hand(given, None, clocks, by=by, step=CaseStep.RAISE)
        self.share_as_settled(units, clocks, at=at)
