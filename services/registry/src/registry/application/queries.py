"""Looks at people that show masks alone: authority first, then what a role sees."""

from uuid import UUID

from minqing_kernel.messages import Actor
from registry.application.authority import is_within_reach, must_reach
from registry.application.ports import RegistryReader
from registry.application.views import (
    HouseholdCard,
    ResidentCard,
    masked,
    masked_household,
)
from registry.domain.errors import HouseholdUnknown, ResidentUnknown


def resident_card(
    reader: RegistryReader, resident_id: UUID, actor: Actor
) -> ResidentCard:
    """Return a resident, masked; raises ResidentUnknown, OutOfReach."""
    resident = reader.resident(resident_id)
    if resident is None:
        raise ResidentUnknown
    must_reach(actor, reader, resident.profile.organisation_id)
    return masked(resident, actor.role, reader.today())


def household_card(
    reader: RegistryReader, household_id: UUID, actor: Actor
) -> HouseholdCard:
    """Return a household, masked; raises HouseholdUnknown, OutOfReach.

    Members whose file is kept out of the actor's reach are left out.
    """
    household = reader.household(household_id)
    if household is None:
        raise HouseholdUnknown
    must_reach(actor, reader, household.profile.organisation_id)
    members = [
        member
        for member in reader.members(household_id)
        if is_within_reach(actor, reader, member.profile.organisation_id)
    ]
    return masked_household(household, members, actor.role, reader.today())
