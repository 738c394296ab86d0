"""Reach within a place: a 楼栋长 sees the own buildings alone (A-07)."""

from datetime import date

from minqing_kernel.messages import Actor, Role
from registry.application.charges.ports import Charges
from registry.domain.charges.captaincy import captained
from registry.domain.errors import OutOfReach


def is_in_charge(
    actor: Actor, charges: Charges, building_id: str | None, day: date
) -> bool:
    """Tell whether an actor's own duties leave a building within their reach."""
    if actor.role is not Role.HANDLER:
        return True
    bounds = captained(charges.present(actor.id, day))
    return bounds is None or building_id in charges.within(bounds)


def must_be_in_charge(
    actor: Actor, charges: Charges, building_id: str | None, day: date
) -> None:
    """Refuse (OutOfReach) a look beyond the buildings to which an actor is bound."""
    if not is_in_charge(actor, charges, building_id, day):
        raise OutOfReach
