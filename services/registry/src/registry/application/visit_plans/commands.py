"""What planned visits can be asked to do."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.visit_plans.plan import PlanProfile


@dataclass(frozen=True, kw_only=True)
class PlanVisit(RegistryCommand):
    """Plan a visit; the id is the client's."""

    plan_id: UUID
    profile: PlanProfile


@dataclass(frozen=True, kw_only=True, repr=False)
class ShiftPlan(RegistryCommand):
    """Let a planned visit be on other days, for a reason."""

    plan_id: UUID
    first_on: date
    last_on: date
    reason: str


@dataclass(frozen=True, kw_only=True, repr=False)
class MissPlan(RegistryCommand):
    """Say why a planned visit was not made."""

    plan_id: UUID
    reason: str


@dataclass(frozen=True, kw_only=True)
class DoPlan(RegistryCommand):
    """Say by which visit a plan was done."""

    plan_id: UUID
    visit_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReadPlan(RegistryCommand):
    """See a plan with the reasons that were given."""

    plan_id: UUID


@dataclass(frozen=True, kw_only=True)
class PlanWeek(RegistryCommand):
    """Plan the common day of a week for all who serve in a unit (B-24)."""

    organisation_id: str
    week: date
