"""What is shown of charges."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from registry.domain.household import Household
from registry.domain.resident import Resident


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


@dataclass(frozen=True, kw_only=True, repr=False)
class HomeInCharge:
    """A home on somebody's list: for which day it is planned, when it was visited."""

    household: Household
    members: Sequence[Resident]
    planned_on: date | None
    visited_on: date | None


@dataclass(frozen=True, kw_only=True, repr=False)
class ListedHome:
    """The same, masked; `name` is of who heads it, else of somebody who lives there."""

    household_id: UUID
    address: str
    name: str | None
    planned_on: date | None
    visited_on: date | None
