"""What a street is made of: plain facts, to be said to the register or written down."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True, slots=True)
class PremisesSeed:
    """A courtyard, a building, a unit or a door."""

    premises_id: str
    kind: str
    name: str
    parent_id: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """Where somebody is registered (户籍), and how they come to live here."""

    residence: str
    division: str
    address: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonSeed:
    """Somebody who never was; `hardships` are codes such as low-income."""

    resident_id: UUID
    name: str
    relation: str
    born: date
    identity_number: str
    telephone: str | None
    registration: Registration
    hardships: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class HouseholdSeed:
    """Who lives behind one door."""

    household_id: UUID
    premises_id: str
    address: str
    people: Sequence[PersonSeed]


@dataclass(frozen=True, kw_only=True, slots=True)
class TenancySeed:
    """A household that rents, and from whom."""

    tenancy_id: UUID
    household_id: UUID
    owner_id: UUID
    since: date


@dataclass(frozen=True, kw_only=True, slots=True)
class FirmSeed:
    """An enterprise or a shop in one of the courtyards."""

    firm_id: UUID
    kind: str
    name: str
    address: str
    credit_code: str
    premises_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GridSeed:
    """A grid, the courtyards that it covers, and who heads it."""

    grid_id: str
    name: str
    level: int
    parent_id: str | None
    claims: Sequence[str]
    head_id: str
    head_name: str


@dataclass(frozen=True, kw_only=True, slots=True)
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
    tenancies: Sequence[TenancySeed]
    firms: Sequence[FirmSeed]
    grids: Sequence[GridSeed]
    captains: Sequence[CaptainSeed]
