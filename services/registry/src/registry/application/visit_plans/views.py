"""What is shown of planned visits; reasons stand in the whole plan alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.domain.visit_plans.plan import Plan, Turn
from registry.domain.visits.visit import Subject


@dataclass(frozen=True, kw_only=True)
class PlanCard:
    """A planned visit; `shifts` tells how often it was put off."""

    plan_id: UUID
    staff_id: str
    organisation_id: str
    kind: str
    subjects: Sequence[Subject]
    premises_id: str | None
    first_on: date
    last_on: date
    reason: str
    reference: str | None
    state: str
    visit_id: UUID | None
    shifts: int
    revision: int


@dataclass(frozen=True, kw_only=True)
class FullPlan:
    """A plan with the reasons that were given."""

    plan: PlanCard
    turns: Sequence[Turn]


@dataclass(frozen=True, kw_only=True)
class PlannedWeek:
    """The common day of a week, None where it falls away; how many go out anew."""

    day: date | None
    planned: int


def plan_card(plan: Plan) -> PlanCard:
    """Return a plan without the reasons."""
    said = vars(plan.profile) | {"subjects": list(plan.profile.subjects)}
    return PlanCard(
        plan_id=plan.plan_id,
        organisation_id=plan.organisation_id,
        state=plan.state,
        visit_id=plan.visit_id,
        shifts=len(plan.turns),
        revision=plan.revision,
        **said,
    )
