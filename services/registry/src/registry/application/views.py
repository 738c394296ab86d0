"""What registry shows; the cards of people are masked by the reader's role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minqing_kernel.messages import Role
from registry.domain.household import Household
from registry.domain.masks import Mask, masks_for
from registry.domain.resident import Resident


@dataclass(frozen=True, kw_only=True)
class OrganisationView:
    """An organisation as it stands."""

    organisation_id: str
    name: str
    kind: str
    parent_id: str | None
    division_code: str
    desk_address: str | None
    active: bool
    area_m2: int | None
    population: int | None
    revision: int


@dataclass(frozen=True, kw_only=True)
class StaffView:
    """A member of staff as they serve."""

    staff_id: str
    name: str
    organisation_id: str
    roles: Sequence[str]
    active: bool
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
    """A grid and its present head."""

    grid_id: str
    name: str
    level: int
    parent_id: str | None
    organisation_id: str
    active: bool
    revision: int
    head_id: str | None
    head_since: date | None


@dataclass(frozen=True, kw_only=True, repr=False)
class ResidentCard:
    """A resident as shown: masked, or in full to somebody who gave a purpose."""

    resident_id: UUID
    organisation_id: str
    household_id: UUID | None
    registered_division: str | None
    state: str
    died_on: date | None
    revision: int
    name: str
    identity_number: str | None
    telephone: str | None
    registered_address: str | None


@dataclass(frozen=True, kw_only=True, repr=False)
class HouseholdCard:
    """A household as shown, with its members."""

    household_id: UUID
    organisation_id: str
    grid_id: str | None
    building_id: str | None
    address: str
    revision: int
    members: Sequence[ResidentCard]


def masked(resident: Resident, role: Role) -> ResidentCard:
    """Return a resident as a role sees them without giving a purpose."""
    masks = masks_for(role)
    return _card(
        resident, masks.name, masks.identity_number, masks.telephone, masks.address
    )


def full(resident: Resident) -> ResidentCard:
    """Return a resident unmasked."""
    return _card(resident, str, str, str, str)


def masked_household(
    household: Household, members: Sequence[Resident], role: Role
) -> HouseholdCard:
    """Return a household and its members as a role sees them."""
    profile = household.profile
    return HouseholdCard(
        household_id=household.household_id,
        organisation_id=profile.organisation_id,
        grid_id=profile.grid_id,
        building_id=profile.building_id,
        address=masks_for(role).address(profile.address),
        revision=household.revision,
        members=[masked(member, role) for member in members],
    )


def _card(
    resident: Resident, name: Mask, identity: Mask, telephone: Mask, address: Mask
) -> ResidentCard:
    profile, particulars = resident.profile, resident.profile.particulars
    return ResidentCard(
        resident_id=resident.resident_id,
        organisation_id=profile.organisation_id,
        household_id=profile.household_id,
        registered_division=profile.registered_division,
        state=resident.state.value,
        died_on=resident.died_on,
        revision=resident.revision,
        name=name(particulars.name),
        identity_number=_seen(identity, particulars.identity_number),
        telephone=_seen(telephone, particulars.telephone),
        registered_address=_seen(address, particulars.registered_address),
    )


def _seen(mask: Mask, value: str | None) -> str | None:
    return None if value is None else mask(value)
