"""What is shown of charges."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class WorkerView:
    """How many households a social worker serves."""

    staff_id: str
    households: int


@dataclass(frozen=True, kw_only=True)
class ChargeCoverage:
    """Buildings without a 楼栋长 and households without a 社工, the first hundred."""

    organisation_id: str
    buildings: int
    uncaptained: int
    uncaptained_ids: Sequence[str]
    households: int
    unserved: int
    unserved_ids: Sequence[UUID]
    workers: Sequence[WorkerView]
