"""Who speaks for this agency to others: its top unit, and the desks that it named."""

from collections.abc import Set as AbstractSet

from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor, Role
from routing.application.handovers.ports import House
from routing.domain.authority import DISPATCHERS, ensure_dispatcher
from routing.domain.case import Case
from routing.domain.errors import NotYours
from routing.domain.organisation import OrganisationTree

Desks = AbstractSet[str]
"""Units whose clerks speak for the whole agency, as a district's 信访局 does."""


def ensure_may_send(
    actor: Actor, case: Case, units: OrganisationTree, desks: Desks
) -> None:
    """Let dispatchers over its unit pass, and who speaks for us all; raise NotYours."""
    if case.organisation_id is None or speaks_for_all(actor, units, desks):
        ensure_speaker(actor, units, desks)
    else:
        ensure_dispatcher(actor, case.organisation_id, units)


def ensure_speaker(actor: Actor, units: OrganisationTree, desks: Desks) -> None:
    """Let a clerk or supervisor of the top unit or a desk pass; raise NotYours."""
    if actor.role not in DISPATCHERS:
        raise Forbidden(f"{actor.role} does not speak for the agency")
    if not speaks_for_all(actor, units, desks):
        raise NotYours


def speaks_for_all(actor: Actor, units: OrganisationTree, desks: Desks) -> bool:
    """Tell whether the actor is an operator, or dispatches for the whole agency."""
    if actor.role is Role.OPS:
        return True
    unit = units.find(actor.organisation_id or "")
    if unit is None or actor.role not in DISPATCHERS or not unit.active:
        return False
    is_top = not any(units.superiors(unit.organisation_id))
    return is_top or unit.organisation_id in desks


def may_be_told(case: Case, agency: str, house: House) -> bool:
    """Tell whether it accuses nobody, or that agency stands above this one.

    Beside and below may be the accused themselves (条例第30条).
    """
    return not case.matter.accused or agency in house.directory.above(house.me)
