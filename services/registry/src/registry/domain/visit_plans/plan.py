"""A planned visit: made by a visit, shifted with a reason, or missed with one."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from minqing_kernel.state_machine import StateMachine, on
from registry.domain.values import checked_id, checked_text, civil_day
from registry.domain.visit_plans.errors import PlanFixed
from registry.domain.visit_plans.events import PlanMoved
from registry.domain.visits.visit import MOST_SUBJECTS, Subject, Visit

LONGEST_SPAN: Final = timedelta(days=31)
LONGEST_REASON: Final = 500
MOST_SHIFTS: Final = 20
REFERENCE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9:._-]{0,63}\Z")


class PlanReason(StrEnum):
    """Why somebody is to be visited: 走访任务, 回访, 案件, 集中下访日, 其他."""

    OBLIGATION = "obligation"
    REVISIT = "revisit"
    CASE = "case"
    WEEKLY = "weekly"
    OTHER = "other"


class PlanState(StrEnum):
    """Where a plan stands."""

    PLANNED = "planned"
    DONE = "done"
    MISSED = "missed"


class PlanStep(StrEnum):
    """What may be done with it."""

    DO = "do"
    SHIFT = "shift"
    MISS = "miss"


S, T = PlanState, PlanStep
PLAN_LIFE: Final = StateMachine(
    on(T.SHIFT, leaving=[S.PLANNED], reach=S.PLANNED),
    on(T.DO, leaving=[S.PLANNED, S.MISSED], reach=S.DONE),
    on(T.MISS, leaving=[S.PLANNED], reach=S.MISSED),
)
"""What was missed may still be made good by a visit of those days."""


@dataclass(frozen=True, kw_only=True)
class PlanProfile:
    """Who goes to whom, of which kind, on which days, and why.

    `reference` is the id of the obligation, the visit or the case that asks for it.
    """

    staff_id: str
    kind: str
    first_on: date
    last_on: date
    reason: PlanReason
    subjects: Collection[Subject] = ()
    premises_id: str | None = None
    reference: str | None = None

    def __post_init__(self) -> None:
        checked_id(self.staff_id, "staff_id")
        object.__setattr__(self, "subjects", tuple(sorted(set(self.subjects))))
        if len(self.subjects) > MOST_SUBJECTS:
            raise Invalid(fields={"subjects": "too-many"})
        if not timedelta(0) <= self.last_on - self.first_on <= LONGEST_SPAN:
            raise Invalid(fields={"last_on": "bad-span"})
        if self.reference is not None and not REFERENCE.match(self.reference):
            raise Invalid(fields={"reference": "bad-code"})


@dataclass(frozen=True, kw_only=True, repr=False)
class Turn:
    """Why a plan was shifted or missed: from which days, by whom."""

    step: PlanStep
    reason: str
    by: str
    at: datetime
    first_on: date
    last_on: date


@dataclass(eq=False, kw_only=True, repr=False)
class Plan(Aggregate):
    """One planned visit; `organisation_id` is where its visitor served then."""

    plan_id: UUID
    profile: PlanProfile
    organisation_id: str
    state: PlanState = PlanState.PLANNED
    visit_id: UUID | None = None
    turns: Sequence[Turn] = field(default_factory=list)
    revision: int = 0

    def plan_as(self, profile: PlanProfile, *, at: datetime) -> None:
        """Be planned; the same again changes nothing. Raises PlanFixed for another."""
        if self.revision and self._as_made() != profile:
            raise PlanFixed
        if not self.revision:
            self._move(self.state, at)

    def shift(
        self, first_on: date, last_on: date, reason: str, *, by: str, at: datetime
    ) -> None:
        """Let it be on other days, for a reason; raises TransitionRefused, Invalid."""
        state = PLAN_LIFE.after(self.state, PlanStep.SHIFT)
        if sum(each.step is PlanStep.SHIFT for each in self.turns) >= MOST_SHIFTS:
            raise Invalid(fields={"first_on": "too-many"})
        moved = replace(self.profile, first_on=first_on, last_on=last_on)
        self._turn(PlanStep.SHIFT, reason, by, at)
        self.profile = moved
        self._move(state, at)

    def miss(self, reason: str, *, by: str, at: datetime) -> None:
        """Not be done, for a reason; raises TransitionRefused, Invalid."""
        state = PLAN_LIFE.after(self.state, PlanStep.MISS)
        self._turn(PlanStep.MISS, reason, by, at)
        self._move(state, at)

    def do(self, visit: Visit, *, at: datetime) -> None:
        """Be done by a visit; the same again changes nothing.

        Raises TransitionRefused, and Invalid for a visit of somebody else, to somebody
        else, of another kind or of other days.
        """
        if self.visit_id == visit.visit_id:
            return
        state = PLAN_LIFE.after(self.state, PlanStep.DO)
        wrong = self._misfit(visit)
        if wrong is not None:
            raise Invalid(fields={"visit_id": wrong})
        self.visit_id = visit.visit_id
        self._move(state, at)

    def _misfit(self, visit: Visit) -> str | None:
        asked, said = self.profile, visit.account
        if asked.staff_id not in said.visitors:
            return "not-theirs"
        if said.kind != asked.kind:
            return "another-kind"
        if not set(asked.subjects) <= set(said.subjects):
            return "another-subject"
        held_on = civil_day(said.held_at)
        return None if asked.first_on <= held_on <= asked.last_on else "another-day"

    def _as_made(self) -> PlanProfile:
        """Return the plan as it was before it was ever shifted."""
        for each in self.turns:
            if each.step is PlanStep.SHIFT:
                return replace(
                    self.profile, first_on=each.first_on, last_on=each.last_on
                )
        return self.profile

    def _turn(self, step: PlanStep, reason: str, by: str, at: datetime) -> None:
        turn = Turn(
            step=step,
            reason=checked_text(reason, "reason", LONGEST_REASON),
            by=by,
            at=at,
            first_on=self.profile.first_on,
            last_on=self.profile.last_on,
        )
        self.turns = [*self.turns, turn]

    def _move(self, state: PlanState, at: datetime) -> None:
        self.state = state
        self.revision += 1
        self.record(
            PlanMoved(
                plan_id=self.plan_id,
                revision=self.revision,
                state=state,
                first_on=self.profile.first_on.isoformat(),
                last_on=self.profile.last_on.isoformat(),
                at=at,
            )
        )
