"""The homes on somebody's list of a day: of their charge, and planned for them (A-07).

Names are masked, and nothing else of anybody is told: the list is taken along on
devices (个人信息保护法第6条). So are addresses, but for a purpose: then each look is
written down, as any other is.
"""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from minqing_kernel.bus import UnitOfWork
from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.charges.commands import SeeHomes
from registry.application.charges.ports import Charges
from registry.application.charges.views import HomeInCharge, ListedHome
from registry.application.ports import AccessLog, Places
from registry.application.views import masked_household
from registry.domain.access import FULL_PURPOSES, Access
from registry.domain.authority import READERS
from registry.domain.charges.captaincy import Charge, captained, charge_of
from registry.domain.errors import OutOfReach


class HomesReader(Places, Charges, Protocol):
    """Questions about whose homes are on whose list."""

    def today(self) -> date:
        """Return the agency's day."""
        ...

    def homes_in_charge(
        self, charge: Charge, staff_id: str, place: str, today: date, limit: int
    ) -> Sequence[HomeInCharge]:
        """Return the homes of a charge and of one's plans: what is planned first."""
        ...


class HomesWork(UnitOfWork, Protocol):
    """A unit of work that writes looks down."""

    @property
    def access_log(self) -> AccessLog: ...  # noqa: D102


def see_homes(command: SeeHomes, work: HomesWork, *, clock: Clock, wall: Clock) -> None:
    """Write down a look at each of the homes, before anybody is shown them."""
    del clock
    if command.purpose not in FULL_PURPOSES:
        raise Invalid(fields={"purpose": "bad-purpose"})
    for household_id in command.household_ids:
        work.access_log.note(
            Access(
                actor=command.actor,
                purpose=command.purpose,
                resident_id=household_id,
                fields=("households.address",),
                at=wall.now(),
            )
        )


def my_homes(
    reader: HomesReader, actor: Actor, limit: int, *, whole: bool = False
) -> Sequence[ListedHome]:
    """Return the actor's homes of today, planned first, then who waits longest.

    A 楼栋长 is told of the own buildings alone, whatever is planned for them. Raises
    OutOfReach for no place.
    """
    place = reader.seat_of(actor.organisation_id)
    if place is None or actor.role not in READERS:
        raise OutOfReach
    today = reader.today()
    present = reader.present(actor.id, today)
    planner = actor.id if captained(present) is None else ""
    charge = charge_of(present)
    found = reader.homes_in_charge(charge, planner, place, today, limit)
    return [_listed(each, actor, today, whole=whole) for each in found]


def _listed(
    home: HomeInCharge, actor: Actor, today: date, *, whole: bool
) -> ListedHome:
    card = masked_household(home.household, home.members, actor.role, today)
    heads = [each for each in card.members if each.resident_id == card.head_id]
    first = next(iter([*heads, *card.members]), None)
    return ListedHome(
        household_id=card.household_id,
        address=home.household.profile.address if whole else card.address,
        name=first.name if first else None,
        planned_on=home.planned_on,
        visited_on=home.visited_on,
    )
