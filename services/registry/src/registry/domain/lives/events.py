"""What became of people and households. Nobody is named."""

from dataclasses import dataclass
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class LifeChanged(Recorded):
    """A death or departure stands, was undone, or ended by a return."""

    change_id: UUID
    kind: str
    state: str
    ground: str | None
