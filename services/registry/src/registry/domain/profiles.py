"""What is said of an entry in the register; each is checked as it is made."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.domain.values import (
    ADDRESS_LENGTH,
    checked_division,
    checked_id,
    checked_mail,
    checked_size,
    checked_span,
    checked_text,
)


class OrganisationKind(StrEnum):
    """What an organisation is."""

    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"
    COOPERATIVE = "cooperative"
    VILLAGE = "village"
    STATION = "station"
    AGENT_POINT = "agent-point"
    SECTION = "section"
    DEPARTMENT = "department"


SERVES_ITS_PARENT = frozenset({OrganisationKind.SECTION, OrganisationKind.DEPARTMENT})
"""Kinds that work for all that their parent governs (科室, 区级部门)."""

STAFF_ROLES = frozenset({Role.CLERK, Role.HANDLER, Role.SUPERVISOR, Role.OPS})


class DutyKind(StrEnum):
    """What a member of staff answers for (楼栋长, 网格长, 社工, 领导, 包联, 代办)."""

    BUILDING_CAPTAIN = "building-captain"
    GRID_HEAD = "grid-head"
    SOCIAL_WORKER = "social-worker"
    LEADER = "leader"
    CONTACT = "contact"
    AGENT = "agent"


class ScopeKind(StrEnum):
    """What a duty is tied to."""

    ORGANISATION = "organisation"
    GRID = "grid"
    BUILDING = "building"
    HOUSEHOLD = "household"
    RESIDENT = "resident"


@dataclass(frozen=True, kw_only=True)
class OrganisationProfile:
    """An organisation: its kind, its superior, its place, its size where it is told.

    `desk_address` is the public e-mail address of its desk, never a person's own.
    """

    name: str
    kind: OrganisationKind
    parent_id: str | None
    division_code: str
    desk_address: str | None = None
    active: bool = True
    area_m2: int | None = None
    population: int | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", checked_text(self.name, "name"))
        checked_division(self.division_code)
        checked_size(self.area_m2, "area_m2")
        checked_size(self.population, "population")
        if self.parent_id is not None:
            checked_id(self.parent_id, "parent_id")
        if self.desk_address is not None:
            checked_mail(self.desk_address, "desk_address")


@dataclass(frozen=True, kw_only=True)
class StaffProfile:
    """A member of staff: the work name, where and in which roles.

    `person` tells whose account it is, by a blind index; None where nobody said.
    """

    name: str
    organisation_id: str
    roles: frozenset[Role]
    active: bool = True
    person: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", checked_text(self.name, "name"))
        checked_id(self.organisation_id, "organisation_id")
        if not self.roles or self.roles - STAFF_ROLES:
            raise Invalid(fields={"roles": "bad-roles"})

    def of_person(self, person: str | None) -> "StaffProfile":
        """Return the same, as this person's account."""
        return replace(self, person=person)


@dataclass(frozen=True, kw_only=True)
class GridProfile:
    """A grid: level 1 (大网格) to 3 (小网格), a smaller one inside a larger."""

    name: str
    level: int
    parent_id: str | None
    organisation_id: str
    active: bool = True

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", checked_text(self.name, "name"))
        checked_id(self.organisation_id, "organisation_id")
        if self.level not in {1, 2, 3}:
            raise Invalid(fields={"level": "bad-level"})
        if self.parent_id is not None:
            checked_id(self.parent_id, "parent_id")
            if self.level == 1:
                raise Invalid(fields={"parent_id": "level-has-no-parent"})


@dataclass(frozen=True, kw_only=True, repr=False)
class HouseholdProfile:
    """A household: who keeps its file, its grid, its address and door (personal).

    `building_id` is the smallest premises round the door that may be told openly.
    """

    organisation_id: str
    grid_id: str | None
    address: str
    premises_id: str | None = None
    building_id: str | None = None

    def __post_init__(self) -> None:
        checked_id(self.organisation_id, "organisation_id")
        if self.grid_id is not None:
            checked_id(self.grid_id, "grid_id")
        address = checked_text(self.address, "address", ADDRESS_LENGTH)
        object.__setattr__(self, "address", address)


@dataclass(frozen=True, kw_only=True)
class DutyProfile:
    """A duty: who, what, for which organisation, grid, building or household, when.

    包联 may be of one person, such as 党委包党员 (B-10); no other duty is.
    """

    staff_id: str
    duty: DutyKind
    scope_kind: ScopeKind
    scope_id: str
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        checked_id(self.staff_id, "staff_id")
        checked_text(self.scope_id, "scope_id")
        checked_span(self.since, self.until)
        of_person = self.scope_kind is ScopeKind.RESIDENT
        if of_person or self.scope_kind is ScopeKind.HOUSEHOLD:
            _checked_uuid(self.scope_id)
        if of_person and self.duty is not DutyKind.CONTACT:
            raise Invalid(fields={"scope_kind": "bad-scope"})
        of_grid = self.scope_kind is ScopeKind.GRID
        if self.duty is DutyKind.GRID_HEAD and not of_grid:
            raise Invalid(fields={"scope_kind": "bad-scope"})

    def same_as(self, other: "DutyProfile") -> bool:
        """Tell whether both are about one member, one duty and one scope."""
        return self._identity() == other._identity()

    def _identity(self) -> tuple[str, DutyKind, ScopeKind, str]:
        return self.staff_id, self.duty, self.scope_kind, self.scope_id


def _checked_uuid(value: str) -> None:
    try:
        UUID(value)
    except ValueError:
        raise Invalid(fields={"scope_id": "bad-id"}) from None
