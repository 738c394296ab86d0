"""What plans need; adapters fulfil it."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from registry.application.aid.ports import AidWork
from registry.domain.plans.plan import Plan, PlanEdition


class Plans(Protocol):
    """The collection of all plans."""

    def add(self, aggregate: Plan) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Plan | None:
        """Return one for change, if it is known."""
        ...

    def get(self, key: UUID) -> Plan:
        """Return one for change, or raise PlanUnknown."""
        ...

    def history(self, plan_id: UUID) -> Sequence[PlanEdition]:
        """Return what every step left, the oldest first."""
        ...


class PlansWork(AidWork, Protocol):
    """A unit of work that knows plans."""

    @property
    def plans(self) -> Plans: ...  # noqa: D102
