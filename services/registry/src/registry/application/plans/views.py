"""What is shown of plans; a household's words are seen in a full look alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.domain.plans.plan import Plan, PlanEdition, PlanFor, PlanWords


@dataclass(frozen=True, kw_only=True, repr=False)
class PlanCard:
    """A plan; `words` are those of a place alone."""

    plan_id: UUID
    subject: str
    subject_id: str
    owner: str
    opened_on: date
    review_on: date
    reviewed_on: date | None
    next_due: date | None
    closed_on: date | None
    state: str
    revision: int
    words: PlanWords | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class FullPlan:
    """A plan with its words as they stood, and every step until then."""

    plan: PlanCard
    history: Sequence[PlanEdition]


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A household that must have a plan; for `not_known` too little is on file."""

    household_id: UUID
    classes: Sequence[str]
    not_known: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class MissingPlans:
    """A page of a look at households without a plan."""

    looked_at: int
    counts: Mapping[str, int]
    items: Sequence[Missing]
    next: UUID | None


def card_of(plan: Plan, words: PlanWords | None = None) -> PlanCard:
    """Return a plan; the words of a household's stay out unless they are given."""
    if plan.subject is PlanFor.PLACE:
        words = words or plan.words
    said = words or plan.words
    return PlanCard(
        plan_id=plan.plan_id,
        subject=plan.subject.value,
        subject_id=plan.subject_id,
        owner=said.owner,
        opened_on=plan.opened_on,
        review_on=said.review_on,
        reviewed_on=plan.reviewed_on,
        next_due=said.next_due,
        closed_on=plan.closed_on,
        state=plan.state.value,
        revision=plan.revision,
        words=words,
    )
