"""A synthetic street as the commands that put it into the register."""

from collections.abc import Iterator

from minqing_demo.street.making import Plan, make_street
from minqing_demo.street.seeds import HouseholdSeed, Street
from minqing_kernel.messages import Command
from registry.application.cover.commands import ClaimPremises
from registry.domain.premises.kinds import PremisesKind
from services.registry.tests.builders import (
    COMMUNITY,
    SYSTEM,
    TODAY,
    appoint_head,
    record_duty,
    record_grid,
    record_household,
    record_premises,
    record_resident,
    record_staff,
)


def a_street(residents: int = 60, **changes) -> Street:
    return make_street(Plan(residents=residents, today=TODAY, **changes))


def said_of(street: Street) -> Iterator[Command]:
    """Yield everything in an order in which each can hold."""
    for each in street.premises:
        yield record_premises(
            each.premises_id,
            kind=PremisesKind(each.kind),
            name=each.name,
            parent_id=each.parent_id,
        )
    yield from _duties(street)
    for household in street.households:
        yield from _people(household)


def _duties(street: Street) -> Iterator[Command]:
    for captain in street.captains:
        yield record_staff(captain.staff_id, name=captain.name)
        for building in captain.buildings:
            yield record_duty(staff_id=captain.staff_id, scope_id=building)
    head = street.captains[0].staff_id
    for grid in street.grids:
        place = {"level": grid.level, "parent_id": grid.parent_id}
        yield record_grid(grid.grid_id, name=grid.name, **place)
        yield appoint_head(head, grid_id=grid.grid_id)
        claims = frozenset(grid.claims)
        yield ClaimPremises(actor=SYSTEM, grid_id=grid.grid_id, premises_ids=claims)


def _people(household: HouseholdSeed) -> Iterator[Command]:
    yield record_household(household.household_id, address=household.address)
    for each in household.people:
        yield record_resident(
            each.resident_id,
            organisation_id=COMMUNITY,
            household_id=household.household_id,
            name=each.name,
            identity_number=each.identity_number,
            telephone=each.telephone,
            registered_address=each.registration.address,
        )
