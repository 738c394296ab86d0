"""Rows and aggregates, each made of the other; personal words pass the seals."""

from collections.abc import Mapping
from typing import Any

from minqing_kernel.messages import Role
from registry.adapters.sealed import Seals
from registry.domain.duty import Duty
from registry.domain.grid import Grid
from registry.domain.household import Household
from registry.domain.organisation import Organisation
from registry.domain.particulars import Particulars, ResidentProfile
from registry.domain.profiles import (
    DutyKind,
    DutyProfile,
    GridProfile,
    HouseholdProfile,
    OrganisationKind,
    OrganisationProfile,
    ScopeKind,
    StaffProfile,
)
from registry.domain.resident import Resident, ResidentState
from registry.domain.sensitivity import Sensitivity
from registry.domain.staff import Staff

Row = Mapping[Any, Any]


def organisation_row(organisation: Organisation) -> dict[str, Any]:
    """Return the row of an organisation."""
    profile = organisation.profile
    return {
        "organisation_id": organisation.organisation_id,
        "name": profile.name,
        "kind": profile.kind,
        "parent_id": profile.parent_id,
        "division_code": profile.division_code,
        "desk_address": profile.desk_address,
        "desk_telephone": organisation.desk_telephone,
        "active": profile.active,
        "area_m2": profile.area_m2,
        "population": profile.population,
        "revision": organisation.revision,
    }


def organisation_of(row: Row) -> Organisation:
    """Return the organisation of a row."""
    return Organisation(
        organisation_id=row["organisation_id"],
        revision=row["revision"],
        desk_telephone=row["desk_telephone"],
        profile=OrganisationProfile(
            name=row["name"],
            kind=OrganisationKind(row["kind"]),
            parent_id=row["parent_id"],
            division_code=row["division_code"],
            desk_address=row["desk_address"],
            active=row["active"],
            area_m2=row["area_m2"],
            population=row["population"],
        ),
    )


def staff_row(member: Staff) -> dict[str, Any]:
    """Return the row of a member of staff."""
    return {
        "staff_id": member.staff_id,
        "name": member.profile.name,
        "organisation_id": member.profile.organisation_id,
        "roles": sorted(member.profile.roles),
        "active": member.profile.active,
        "person": member.profile.person,
        "revision": member.revision,
    }


def staff_of(row: Row) -> Staff:
    """Return the member of staff of a row."""
    return Staff(
        staff_id=row["staff_id"],
        revision=row["revision"],
        profile=StaffProfile(
            name=row["name"],
            organisation_id=row["organisation_id"],
            roles=frozenset(Role(role) for role in row["roles"]),
            active=row["active"],
            person=row["person"],
        ),
    )


def duty_row(duty: Duty) -> dict[str, Any]:
    """Return the row of a duty."""
    profile = duty.profile
    return {
        "duty_id": duty.duty_id,
        "staff_id": profile.staff_id,
        "duty": profile.duty,
        "scope_kind": profile.scope_kind,
        "scope_id": profile.scope_id,
        "since": profile.since,
        "until": profile.until,
        "revision": duty.revision,
    }


def duty_of(row: Row) -> Duty:
    """Return the duty of a row."""
    return Duty(
        duty_id=row["duty_id"],
        revision=row["revision"],
        profile=DutyProfile(
            staff_id=row["staff_id"],
            duty=DutyKind(row["duty"]),
            scope_kind=ScopeKind(row["scope_kind"]),
            scope_id=row["scope_id"],
            since=row["since"],
            until=row["until"],
        ),
    )


def grid_row(grid: Grid) -> dict[str, Any]:
    """Return the row of a grid."""
    profile = grid.profile
    return {
        "grid_id": grid.grid_id,
        "name": profile.name,
        "level": profile.level,
        "parent_id": profile.parent_id,
        "organisation_id": profile.organisation_id,
        "active": profile.active,
        "revision": grid.revision,
    }


def grid_of(row: Row) -> Grid:
    """Return the grid of a row."""
    return Grid(
        grid_id=row["grid_id"],
        revision=row["revision"],
        profile=GridProfile(
            name=row["name"],
            level=row["level"],
            parent_id=row["parent_id"],
            organisation_id=row["organisation_id"],
            active=row["active"],
        ),
    )


class PersonalRows:
    """The rows of households and residents."""

    def __init__(self, seals: Seals) -> None:
        self._seals = seals

    def household_row(self, household: Household) -> dict[str, Any]:
        """Return the row of a household."""
        profile = household.profile
        return {
            "household_id": household.household_id,
            "organisation_id": profile.organisation_id,
            "grid_id": profile.grid_id,
            "building_id": profile.building_id,
            "head_id": household.head_id,
            "sealed": self._seals.seal(
                {"address": profile.address, "premises_id": profile.premises_id},
                household.household_id,
            ),
            "revision": household.revision,
        }

    def household_of(self, row: Row) -> Household:
        """Return the household of a row."""
        words = self._seals.open(row["sealed"], row["household_id"])
        return Household(
            household_id=row["household_id"],
            head_id=row["head_id"],
            revision=row["revision"],
            profile=HouseholdProfile(
                organisation_id=row["organisation_id"],
                grid_id=row["grid_id"],
                address=words["address"],
                premises_id=words.get("premises_id"),
                building_id=row["building_id"],
            ),
        )

    def address_of(self, row: Row) -> str:
        """Return the address alone of a household's row."""
        words = self._seals.open(row["sealed"], row["household_id"])
        address: str = words["address"]
        return address

    def resident_row(self, resident: Resident) -> dict[str, Any]:
        """Return the row of a resident."""
        profile, words = resident.profile, resident.profile.particulars
        return {
            "resident_id": resident.resident_id,
            "organisation_id": profile.organisation_id,
            "household_id": profile.household_id,
            "registered_division": profile.registered_division,
            "sealed": self._seals.seal(dict(vars(words)), resident.resident_id),
            "identity_index": self.identity_index(words.identity_number),
            "telephone_index": self.telephone_index(words.telephone),
            "state": resident.state,
            "died_on": resident.died_on,
            "left_on": resident.left_on,
            "moved_to": resident.moved_to,
            "forgotten": resident.forgotten,
            "revision": resident.revision,
        }

    def resident_of(self, row: Row) -> Resident:
        """Return the resident of a row."""
        words = self._seals.open(row["sealed"], row["resident_id"])
        return Resident(
            resident_id=row["resident_id"],
            revision=row["revision"],
            state=ResidentState(row["state"]),
            died_on=row["died_on"],
            left_on=row["left_on"],
            moved_to=row["moved_to"],
            forgotten=row["forgotten"] and Sensitivity(row["forgotten"]),
            profile=ResidentProfile(
                organisation_id=row["organisation_id"],
                household_id=row["household_id"],
                registered_division=row["registered_division"],
                particulars=Particulars(**words),
            ),
        )

    def identity_index(self, number: str | None) -> str | None:
        """Return under what an identity number is looked up."""
        return self._seals.index(number, "identity")

    def telephone_index(self, number: str | None) -> str | None:
        """Return under what a telephone number is looked up."""
        return self._seals.index(number, "telephone")
