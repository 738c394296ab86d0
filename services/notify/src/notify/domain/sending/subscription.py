"""Other systems that asked to be told of steps."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from notify.domain.occurrence import Step


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """Who is told where: of these steps (none named: of all), of one unit's petitions.

    Without an organisation it hears of the whole agency's. `generation` counts how
    often its secret was changed; the secret itself is stored nowhere.
    """

    subscription_id: UUID
    name: str
    url: str
    steps: frozenset[Step]
    organisation_id: str | None
    active: bool
    generation: int
    changed_by: str
    changed_at: datetime

    @property
    def key(self) -> str:
        """Return what its secret is made from."""
        return f"{self.subscription_id}:{self.generation}"

    def hears_of(self, step: Step, organisation_id: str | None) -> bool:
        """Say whether it is told of a step of that unit's petition."""
        if not self.active or (self.steps and step not in self.steps):
            return False
        return self.organisation_id in (None, organisation_id)
