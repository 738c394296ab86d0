"""Looks at people that show masks alone: authority first, then what a role sees."""

from typing import Protocol
from uuid import UUID

from minqing_kernel.messages import Actor
from registry.application.authority import is_within_reach, must_reach
from registry.application.charges.ports import Charges
from registry.application.charges.reach import must_be_in_charge
from registry.application.ports import RegistryReader
from registry.application.views import (
    HouseholdCard,
    ResidentCard,
    masked,
    masked_household,
)
from registry.domain.errors import HouseholdUnknown, ResidentUnknown


class ChargedReader(RegistryReader, Charges, Protocol):
    """Questions to the register by somebody who is in charge of something."""


def resident_card(
    reader: ChargedReader, resident_id: UUID, actor: Actor
) -> ResidentCard:
    """Return a resident, masked; raises ResidentUnknown, OutOfReach."""
    resident = reader.resident(resident_id)
    if resident is None:
        raise ResidentUnknown
    must_reach(actor, reader, resident.profile.organisation_id)
    building_id = reader.building_of(resident.profile.household_id)
    must_be_in_charge(actor, reader, building_id, reader.today())
    return masked(resident, actor.role, reader.today())


def household_card(
    reader: ChargedReader, household_id: UUID, actor: Actor
) -> HouseholdCard:
    """Return a household, masked; raises HouseholdUnknown, OutOfReach.

    Members whose file is kept out of the actor's reach are left out.
    """
    household = reader.household(household_id)
    if household is None:
        raise HouseholdUnknown
    must_reach(actor, reader, household.profile.organisation_id)
    must_be_in_charge(actor, reader, household.profile.building_id, reader.today())
    members = [
        member
        for member in reader.members(household_id)
        if is_within_reach(actor, reader, member.profile.organisation_id)
    ]
    return masked_household(household, members, actor.role, reader.today())
