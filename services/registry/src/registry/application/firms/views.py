"""What is shown of firms."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class FirmView:
    """A firm as it stands."""

    firm_id: UUID
    kind: str
    name: str
    organisation_id: str
    address: str
    credit_code: str | None
    premises_id: str | None
    active: bool
    revision: int


@dataclass(frozen=True, kw_only=True)
class VisitedCount:
    """How many there are to visit in a place, by type (D-01, D-11)."""

    organisation_id: str
    counts: Mapping[str, int]
