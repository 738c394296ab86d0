"""Premises: said, and found for a household."""

from dataclasses import replace

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from registry.application.authority import must_keep
from registry.application.premises.commands import HangHousehold, RecordPremises
from registry.application.premises.ports import PremisesWork
from registry.domain.errors import HouseholdUnknown
from registry.domain.premises.address import read_address
from registry.domain.premises.kinds import PremisesKind
from registry.domain.premises.locating import building_of, locate
from registry.domain.premises.premises import Premises
from registry.domain.profiles import HouseholdProfile


def record_premises(
    command: RecordPremises, work: PremisesWork, *, clock: Clock
) -> None:
    """Say what premises are."""
    profile = command.profile
    must_keep(command.actor, work.organisations, {profile.organisation_id})
    parent = _parent(profile.parent_id, work)
    known = work.premises.find(command.premises_id)
    if known is None:
        known = Premises(premises_id=command.premises_id, profile=profile)
        work.premises.add(known)
    known.record_as(profile, parent=parent, at=clock.now())


def _parent(parent_id: str | None, work: PremisesWork) -> Premises | None:
    if parent_id is None:
        return None
    parent = work.premises.find(parent_id)
    if parent is None:
        raise Invalid(fields={"parent_id": "unknown-premises"})
    return parent


def hung(profile: HouseholdProfile, work: PremisesWork) -> HouseholdProfile:
    """Return a household's profile with its door: the one said, or found by address.

    Raises Invalid for a door that is none, or another community's.
    """
    if profile.premises_id is None:
        found = locate(
            read_address(profile.address), work.premises.ground(profile.organisation_id)
        )
        path = found.path if found.door else ()
    else:
        path = _path_to_door(profile, profile.premises_id, work)
    return replace(
        profile,
        premises_id=path[-1].premises_id if path else None,
        building_id=building_of(path),
    )


def _path_to_door(
    profile: HouseholdProfile, premises_id: str, work: PremisesWork
) -> tuple[Premises, ...]:
    path = tuple(work.premises.path(premises_id))
    if not path or path[-1].profile.kind is not PremisesKind.DOOR:
        raise Invalid(fields={"premises_id": "unknown-door"})
    lineage = work.organisations.lineage(path[-1].profile.organisation_id)
    if profile.organisation_id not in lineage:
        raise Invalid(fields={"premises_id": "another-community"})
    return path


def hang_household(command: HangHousehold, work: PremisesWork, *, clock: Clock) -> bool:
    """Look for a household's door by its address; tell whether it hangs on one now."""
    household = work.households.find(command.household_id)
    if household is None:
        raise HouseholdUnknown
    must_keep(command.actor, work.organisations, {household.profile.organisation_id})
    household.record_as(hung(household.profile, work), at=clock.now())
    return household.profile.premises_id is not None
