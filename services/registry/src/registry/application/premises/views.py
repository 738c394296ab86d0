"""What is shown of premises."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class PremisesView:
    """Premises as they stand."""

    premises_id: str
    organisation_id: str
    kind: str
    parent_id: str | None
    name: str
    active: bool
    revision: int


@dataclass(frozen=True, kw_only=True)
class Hanging:
    """How many households hang on a door, and which do not (A-22)."""

    organisation_id: str
    premises: Mapping[str, int]
    households: int
    orphans: int
    orphan_ids: Sequence[UUID]
