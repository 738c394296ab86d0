"""Who may do what to a case: by role, and by where the actor's unit stands."""

from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor, Role
from routing.domain.errors import NotYours
from routing.domain.organisation import OrganisationTree

DISPATCHERS = frozenset({Role.CLERK, Role.SUPERVISOR})
HANDLERS = frozenset({Role.HANDLER, Role.SUPERVISOR})
STAFF = DISPATCHERS | HANDLERS


def ensure_dispatcher(
    actor: Actor, owner_id: str | None, units: OrganisationTree
) -> None:
    """Let a clerk or supervisor of the owner or a superior pass; of any unit, if none.

    Raises Forbidden for another role, NotYours for another unit.
    """
    if actor.role not in DISPATCHERS:
        raise Forbidden(f"{actor.role} does not dispatch cases")
    if owner_id and not units.stands_over(actor.organisation_id, owner_id):
        raise NotYours


def ensure_handler(actor: Actor, owner_id: str | None) -> None:
    """Let a handler or supervisor of the unit that answers pass.

    Raises Forbidden for another role, NotYours for another unit.
    """
    if actor.role not in HANDLERS:
        raise Forbidden(f"{actor.role} does not handle cases")
    if owner_id is None or actor.organisation_id != owner_id:
        raise NotYours


def ensure_rule_maker(actor: Actor, unit_id: str, units: OrganisationTree) -> None:
    """Let ops pass, and a supervisor who stands over the unit that is given work.

    Raises Forbidden for another role, NotYours for another unit.
    """
    if actor.role is Role.OPS:
        return
    if actor.role is not Role.SUPERVISOR:
        raise Forbidden(f"{actor.role} does not set rules")
    if not units.stands_over(actor.organisation_id, unit_id):
        raise NotYours


def may_see(actor: Actor, owner_id: str | None, units: OrganisationTree) -> bool:
    """Say whether a case may be shown: to ops, to the owner's line, to dispatchers.

    A case that nobody answers for is shown to every dispatcher.
    """
    if actor.role is Role.OPS:
        return True
    if owner_id is None:
        return actor.role in DISPATCHERS
    return actor.role in STAFF and units.stands_over(actor.organisation_id, owner_id)
