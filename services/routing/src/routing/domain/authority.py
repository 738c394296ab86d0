"""Who may do what to a case: by role, and by where the actor's unit stands."""

from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor, Role
from routing.domain.errors import NotYours, RuleTooWide
from routing.domain.organisation import OrganisationTree
from routing.domain.rule import Rule

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


def ensure_rule_maker(actor: Actor, rule: Rule, units: OrganisationTree) -> None:
    """Let ops pass, and a supervisor who stands over the unit that is given work.

    A supervisor below the top speaks for the division of their own unit only, and sets
    no rule before others. Raises Forbidden for another role, NotYours for another unit,
    RuleTooWide.
    """
    if actor.role is Role.OPS:
        return
    if actor.role is not Role.SUPERVISOR:
        raise Forbidden(f"{actor.role} does not set rules")
    own = units.find(actor.organisation_id or "")
    if own is None or not units.stands_over(own.organisation_id, rule.organisation_id):
        raise NotYours
    if own.parent_id is None:
        return
    if rule.priority > 0 or not rule.division_prefix.startswith(own.division_stem):
        raise RuleTooWide


def may_see(actor: Actor, owner_id: str | None, units: OrganisationTree) -> bool:
    """Say whether a case may be shown: to ops, to the owner's line, to dispatchers.

    A case that nobody answers for is shown to every dispatcher.
    """
    if actor.role is Role.OPS:
        return True
    if owner_id is None:
        return actor.role in DISPATCHERS
    return actor.role in STAFF and units.stands_over(actor.organisation_id, owner_id)
