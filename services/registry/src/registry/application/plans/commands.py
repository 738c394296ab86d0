"""What plans can be asked to do; `seen` is the revision that the writer read."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.application.aid.commands import BatchLook
from registry.application.commands import RegistryCommand
from registry.domain.access import Purpose
from registry.domain.plans.plan import PlanFor, PlanWords, checked_subject


@dataclass(frozen=True, kw_only=True, repr=False)
class ChangePlan(RegistryCommand):
    """Say what a plan is; the first time it comes into force."""

    plan_id: UUID
    subject: PlanFor
    subject_id: str
    words: PlanWords
    seen: int

    def __post_init__(self) -> None:
        subject_id = checked_subject(self.subject, self.subject_id)
        object.__setattr__(self, "subject_id", subject_id)


@dataclass(frozen=True, kw_only=True, repr=False)
class ReviewPlan(RegistryCommand):
    """Say what a review found, and when the next one is."""

    plan_id: UUID
    note: str
    review_on: date
    seen: int


@dataclass(frozen=True, kw_only=True, repr=False)
class ClosePlan(RegistryCommand):
    """Close a plan for a reason."""

    plan_id: UUID
    why: str
    seen: int


@dataclass(frozen=True, kw_only=True)
class ReadPlan(RegistryCommand):
    """See a plan with its words and its history, or as it stood at the end of a day."""

    plan_id: UUID
    purpose: Purpose
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ListMissingPlans(BatchLook):
    """Find the households of the classes that must have a plan, and have none.

    `not_known`: instead those of which too little is on file to say so.
    """

    not_known: bool = False
