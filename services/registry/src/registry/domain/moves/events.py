"""What happened to households as a whole. Nobody is named."""

from dataclasses import dataclass
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class HouseholdsMoved(Recorded):
    """People of one household went to another, or came back."""

    move_id: UUID
    kind: str
    people: int
    undone: bool
