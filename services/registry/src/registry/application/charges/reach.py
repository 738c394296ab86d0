"""Reach within a place: a 楼栋长 sees the own buildings alone (A-07)."""

from datetime import date

from minqing_kernel.messages import Actor, Role
from registry.application.charges.ports import Charges
from registry.domain.charges.captaincy import captained
from registry.domain.errors import OutOfReach


def bounds_of(actor: Actor, charges: Charges, day: date) -> frozenset[str] | None:
    """Return the buildings to which an actor's own duties bind, None for no bounds."""
    if actor.role is not Role.HANDLER:
        return None
    bounds = captained(charges.present(actor.id, day))
    return None if bounds is None else charges.within(bounds)


def is_in_charge(
    actor: Actor, charges: Charges, building_id: str | None, day: date
) -> bool:
    """Tell whether an actor's own duties leave a building within their reach."""
    bounds = bounds_of(actor, charges, day)
    return bounds is None or building_id in bounds


def must_be_in_charge(
    actor: Actor, charges: Charges, building_id: str | None, day: date
) -> None:
    """Refuse (OutOfReach) a look beyond the buildings to which an actor is bound."""
    if not is_in_charge(actor, charges, building_id, day):
        raise OutOfReach
