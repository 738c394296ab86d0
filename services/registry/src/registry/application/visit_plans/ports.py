"""What planned visits need; adapters fulfil it."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from registry.application.visit_plans.views import PlanCard
from registry.application.visits.ports import VisitsWork
from registry.domain.visit_plans.plan import Plan, PlanState


class Plans(Protocol):
    """The collection of all plans."""

    def add(self, aggregate: Plan) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Plan | None:
        """Return a plan for change, if it is known."""
        ...

    def get(self, key: UUID) -> Plan:
        """Return a plan for change, or raise PlanUnknown."""
        ...

    def cadres_of(self, organisation_id: str) -> Sequence[str]:
        """Return who serves in a unit now, in order."""
        ...


class PlansWork(VisitsWork, Protocol):
    """A unit of work that knows plans."""

    @property
    def visit_plans(self) -> Plans: ...  # noqa: D102


class PlanReader(Protocol):
    """Questions about plans that change nothing."""

    def page(
        self,
        *,
        staff_id: str | None,
        organisation_id: str | None,
        state: PlanState | None,
        since: date | None,
        until: date | None,
        after: UUID,
        limit: int,
    ) -> Sequence[PlanCard]:
        """Return plans that touch some days: of a member, or of a place's units."""
        ...
