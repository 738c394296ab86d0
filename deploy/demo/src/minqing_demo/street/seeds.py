"""What a street is made of: plain facts, to be said to the register or written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class PremisesSeed:
    """A courtyard, a building, a unit or a door."""

    premises_id: str
    kind: str
    name: str
    parent_id: str | None


@dataclass(frozen=True, kw_only=True)
class PersonSeed:
    """Somebody who never was; `hardships` are codes such as low-income."""

    resident_id: UUID
    name: str
    born: date
    identity_number: str
    telephone: str | None
    hardships: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class HouseholdSeed:
    """Who lives behind one door."""

    household_id: UUID
    premises_id: str
    address: str
    people: Sequence[PersonSeed]


@dataclass(frozen=True, kw_only=True)
class GridSeed:
    """A grid and the courtyards that it covers."""

    grid_id: str
    name: str
    level: int
    parent_id: str | None
    claims: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class CaptainSeed:
    """A 楼栋长 and the buildings that they answer for."""

    staff_id: str
    name: str
    buildings: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class Street:
    """All of it, outermost premises first."""

    premises: Sequence[PremisesSeed]
    households: Sequence[HouseholdSeed]
    grids: Sequence[GridSeed]
    captains: Sequence[CaptainSeed]
