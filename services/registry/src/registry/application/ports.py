"""What the use cases need, in their own words; adapters fulfil it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from minqing_kernel.bus import UnitOfWork
from minqing_kernel.messages import Role
from registry.application.views import (
    DutyView,
    GridView,
    OrganisationView,
    StaffView,
)
from registry.domain.access import Access
from registry.domain.cover.cut import GridCut
from registry.domain.duty import Duty
from registry.domain.grid import Grid
from registry.domain.household import Household
from registry.domain.organisation import Organisation
from registry.domain.persons import PersonNumber
from registry.domain.resident import Resident
from registry.domain.serving import StaffEdition
from registry.domain.staff import Staff


class Places(Protocol):
    """The tree of organisations, as far as questions of authority need it."""

    def lineage(self, organisation_id: str) -> Sequence[str]:
        """Return an organisation and its superiors, nearest first; empty if unknown."""
        ...

    def seat_of(self, organisation_id: str | None) -> str | None:
        """Return for whose people an organisation works; None if it is unknown."""
        ...


class Organisations(Places, Protocol):
    """The collection of all organisations."""

    def lock_tree(self) -> None:
        """Let nobody else change the tree until this unit ends."""
        ...

    def add(self, aggregate: Organisation) -> None:
        """Take a new organisation in."""
        ...

    def find(self, key: str) -> Organisation | None:
        """Return an organisation for change, if it is known."""
        ...


class StaffMembers(Protocol):
    """The collection of all staff."""

    def add(self, aggregate: Staff) -> None:
        """Take a new member in."""
        ...

    def find(self, key: str) -> Staff | None:
        """Return a member for change, if they are known."""
        ...

    def person_of(self, number: PersonNumber) -> str:
        """Return as what a person is kept: the same for the same number."""
        ...

    def alike(self, accounts: Collection[str]) -> Mapping[str, frozenset[str]]:
        """Return for each account every account of that person, itself among them."""
        ...

    def serve_in(self, role: Role) -> frozenset[str]:
        """Return all who serve in a role now."""
        ...


class StaffEditions(Protocol):
    """What was said of staff, each time; only ever added to."""

    def keep(self, edition: StaffEdition) -> None:
        """Take one in."""
        ...


class GridCuts(Protocol):
    """How grids were cut, each time; only ever added to."""

    def newest(self, grid_id: str) -> date | None:
        """Return from which day on a grid is as it is; None for a new one."""
        ...

    def keep(self, cut: GridCut) -> None:
        """Take one in."""
        ...


class Duties(Protocol):
    """The collection of all duties."""

    def add(self, aggregate: Duty) -> None:
        """Take a new duty in."""
        ...

    def find(self, key: UUID) -> Duty | None:
        """Return a duty for change, if it is known."""
        ...

    def head_of(self, grid_id: str) -> Duty | None:
        """Return the open duty of a grid's present head for change, if it has one."""
        ...


class Grids(Protocol):
    """The collection of all grids."""

    def add(self, aggregate: Grid) -> None:
        """Take a new grid in."""
        ...

    def find(self, key: str) -> Grid | None:
        """Return a grid for change, if it is known."""
        ...

    def get(self, key: str) -> Grid:
        """Return a grid for change, or raise GridUnknown."""
        ...

    def lineage(self, grid_id: str) -> Sequence[Grid]:
        """Return a grid and those round it, nearest first; empty if unknown."""
        ...


class Households(Protocol):
    """The collection of all households."""

    def add(self, aggregate: Household) -> None:
        """Take a new household in."""
        ...

    def find(self, key: UUID) -> Household | None:
        """Return a household for change, if it is known."""
        ...

    def get_many(self, keys: Iterable[UUID]) -> Mapping[UUID, Household]:
        """Return those of many households that are known, for change."""
        ...


class Residents(Protocol):
    """The collection of all residents."""

    def add(self, aggregate: Resident) -> None:
        """Take a new resident in."""
        ...

    def find(self, key: UUID) -> Resident | None:
        """Return a resident for change, if they are known."""
        ...

    def get_many(self, keys: Iterable[UUID]) -> Mapping[UUID, Resident]:
        """Return those of many residents who are known, for change."""
        ...

    def get(self, key: UUID) -> Resident:
        """Return a resident for change, or raise ResidentUnknown."""
        ...

    def of_household(self, household_id: UUID) -> Sequence[Resident]:
        """Return who lives in a household, in the order of their ids."""
        ...

    def with_identity(self, number: str) -> Sequence[Resident]:
        """Return who bears an identity number (checked form)."""
        ...

    def with_telephone(self, number: str) -> Sequence[Resident]:
        """Return who is reached by a telephone number (checked form)."""
        ...


class AccessLog(Protocol):
    """Where every look at a person is written down."""

    def note(self, access: Access) -> None:
        """Write one look down; it is lasting before anybody sees anything."""
        ...


class RegistryWork(UnitOfWork, Protocol):
    """Registry's unit of work."""

    @property
    def organisations(self) -> Organisations: ...  # noqa: D102
    @property
    def staff(self) -> StaffMembers: ...  # noqa: D102
    @property
    def grid_cuts(self) -> GridCuts: ...  # noqa: D102
    @property
    def staff_editions(self) -> StaffEditions: ...  # noqa: D102
    @property
    def duties(self) -> Duties: ...  # noqa: D102
    @property
    def grids(self) -> Grids: ...  # noqa: D102
    @property
    def households(self) -> Households: ...  # noqa: D102
    @property
    def residents(self) -> Residents: ...  # noqa: D102
    @property
    def access_log(self) -> AccessLog: ...  # noqa: D102


class RegistryReader(Places, Protocol):
    """Questions that change nothing."""

    def today(self) -> date:
        """Return the agency's day: who is a child today, and who no more."""
        ...

    def organisation(self, organisation_id: str) -> OrganisationView | None:
        """Return one organisation."""
        ...

    def organisations(
        self,
        *,
        parent: str | None,
        division: str | None,
        kind: str | None,
        after: str,
        limit: int,
    ) -> Sequence[OrganisationView]:
        """Return those under a parent, of a kind, whose division begins so; by id."""
        ...

    def staff_member(self, staff_id: str) -> StaffView | None:
        """Return one member of staff."""
        ...

    def staff(
        self, *, organisation: str | None, role: str | None, after: str, limit: int
    ) -> Sequence[StaffView]:
        """Return the members of an organisation or with a role; by id."""
        ...

    def nobodys_accounts(self, organisation_id: str) -> Sequence[str]:
        """Return the active accounts of a unit, and below, that name no person."""
        ...

    def duties(
        self, *, staff_id: str | None = None, grid_id: str | None = None
    ) -> Sequence[DutyView]:
        """Return the duties, past and present, of a member or tied to a grid."""
        ...

    def grid(self, grid_id: str) -> GridView | None:
        """Return one grid with its present head."""
        ...

    def grids(
        self,
        *,
        organisation: str | None,
        parent: str | None,
        headless: bool | None,
        after: str,
        limit: int,
    ) -> Sequence[GridView]:
        """Return grids of an organisation, in a grid, with or without a head; by id."""
        ...

    def household(self, household_id: UUID) -> Household | None:
        """Return one household."""
        ...

    def resident(self, resident_id: UUID) -> Resident | None:
        """Return one resident."""
        ...

    def members(self, household_id: UUID) -> Sequence[Resident]:
        """Return the residents of a household, in the order of their ids."""
        ...
