"""What registry shows; the cards of people are masked by the reader's role."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from minqing_kernel.messages import Role
from registry.domain.household import Household
from registry.domain.personal import HOUSEHOLD, RESIDENT, Classed
from registry.domain.resident import Resident
from registry.domain.sensitivity import mask_for, of_child


@dataclass(frozen=True, kw_only=True)
class OrganisationView:
    """An organisation as it stands."""

    organisation_id: str
    name: str
    kind: str
    parent_id: str | None
    division_code: str
    desk_address: str | None
    desk_telephone: str | None
    active: bool
    area_m2: int | None
    population: int | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class StaffView:
    """A member of staff as they serve; whether anybody said whose account it is."""

    staff_id: str
    name: str
    organisation_id: str
    roles: Sequence[str]
    active: bool
    person_known: bool = False
    revision: int


@dataclass(frozen=True, kw_only=True)
class DutyView:
    """A duty, past or present; `until` is the first day on which it no longer holds."""

    duty_id: UUID
    staff_id: str
    duty: str
    scope_kind: str
    scope_id: str
    since: date
    until: date | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class GridView:
    """A grid and its present head; `since` it is as it is."""

    grid_id: str
    name: str
    level: int
    parent_id: str | None
    organisation_id: str
    active: bool
    revision: int
    head_id: str | None
    head_since: date | None
    since: date | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ResidentCard:
    """A resident as shown: masked, or in full to somebody who gave a purpose."""

    resident_id: UUID
    organisation_id: str
    household_id: UUID | None
    registered_division: str | None
    state: str
    died_on: date | None
    left_on: date | None
    moved_to: str | None
    revision: int
    name: str
    identity_number: str | None
    telephone: str | None
    registered_address: str | None


@dataclass(frozen=True, kw_only=True, repr=False)
class FoundCard(ResidentCard):
    """A resident whom somebody looked for, with where they live now (现住)."""

    building_id: str | None
    home_address: str | None


@dataclass(frozen=True, kw_only=True, repr=False)
class HouseholdCard:
    """A household as shown, with its members."""

    household_id: UUID
    organisation_id: str
    grid_id: str | None
    building_id: str | None
    head_id: UUID | None
    address: str
    revision: int
    members: Sequence[ResidentCard]


def masked(resident: Resident, role: Role, today: date) -> ResidentCard:
    """Return a resident as a role sees them without giving a purpose."""
    return _card(resident, _words(resident, role, resident.is_child(today)))


def found(
    resident: Resident,
    home: Mapping[str, str | None],
    role: Role,
    today: date,
) -> FoundCard:
    """Return a resident, and the `address` and `building_id` of their home, masked."""
    child = resident.is_child(today)
    seen = {code: _seen(HOUSEHOLD[code], home[code], role, child) for code in home}
    return FoundCard(
        **vars(masked(resident, role, today)),
        building_id=seen["building_id"],
        home_address=seen["address"],
    )


def full(resident: Resident) -> ResidentCard:
    """Return a resident unmasked."""
    return _card(resident, dict(vars(resident.profile.particulars)))


def masked_household(
    household: Household, members: Sequence[Resident], role: Role, today: date
) -> HouseholdCard:
    """Return a household and its members as a role sees them."""
    profile = household.profile
    address, building = HOUSEHOLD["address"], HOUSEHOLD["building_id"]
    building_mask = mask_for(role, building.sensitivity, building.kind)
    return HouseholdCard(
        household_id=household.household_id,
        organisation_id=profile.organisation_id,
        grid_id=profile.grid_id,
        building_id=profile.building_id and building_mask(profile.building_id),
        head_id=household.head_id,
        address=mask_for(role, address.sensitivity, address.kind)(profile.address),
        revision=household.revision,
        members=[masked(member, role, today) for member in members],
    )


def full_household(household: Household, members: Sequence[Resident]) -> HouseholdCard:
    """Return a household and its members unmasked."""
    profile = household.profile
    return HouseholdCard(
        household_id=household.household_id,
        organisation_id=profile.organisation_id,
        grid_id=profile.grid_id,
        building_id=profile.building_id,
        head_id=household.head_id,
        address=profile.address,
        revision=household.revision,
        members=[full(member) for member in members],
    )


def without_number(card: ResidentCard, role: Role) -> ResidentCard:
    """Return a resident whose identity number is as a role sees it."""
    number = _seen(RESIDENT["identity_number"], card.identity_number, role, False)
    return replace(card, identity_number=number)


def without_numbers(card: HouseholdCard, role: Role) -> HouseholdCard:
    """Return a household whose members' identity numbers are as a role sees them."""
    members = [without_number(each, role) for each in card.members]
    return replace(card, members=members)


def _card(resident: Resident, words: Mapping[str, Any]) -> ResidentCard:
    profile = resident.profile
    return ResidentCard(
        resident_id=resident.resident_id,
        organisation_id=profile.organisation_id,
        household_id=profile.household_id,
        registered_division=profile.registered_division,
        state=resident.state.value,
        died_on=resident.died_on,
        left_on=resident.left_on,
        moved_to=resident.moved_to,
        revision=resident.revision,
        **words,
    )


def _words(resident: Resident, role: Role, child: bool) -> dict[str, str | None]:
    """Return the particulars, each through the mask of its class and kind."""
    said = vars(resident.profile.particulars)
    return {code: _seen(RESIDENT[code], said[code], role, child) for code in said}


def _seen(known: Classed, value: str | None, role: Role, child: bool) -> str | None:
    if value is None:
        return None
    sensitivity = of_child(known.sensitivity) if child else known.sensitivity
    return mask_for(role, sensitivity, known.kind)(value)
