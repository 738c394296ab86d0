"""What happened to plans; why, stays under seals."""

from dataclasses import dataclass
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class PlanMoved(Recorded):
    """A visit was planned, shifted, done or missed."""

    plan_id: UUID
    state: str
    first_on: str
    last_on: str
