"""Who may do what to a case: by role, and by where the actor's unit stands."""

from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor, Role
from routing.domain.errors import AskedByYourself, NotTheHead, NotYours, RuleTooWide
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


def ensure_head(actor: Actor, owner_id: str | None) -> None:
    """Let a supervisor of the unit that answers pass (本单位负责人).

    Raises Forbidden for another role, NotTheHead for another unit, also a superior.
    """
    if actor.role is not Role.SUPERVISOR:
        raise Forbidden(f"{actor.role} is not the head of a unit")
    if owner_id is None or actor.organisation_id != owner_id:
        raise NotTheHead


def ensure_superior(
    actor: Actor, owner_id: str | None, units: OrganisationTree
) -> None:
    """Let a supervisor of the owner or of a superior pass; of any unit, if none.

    Raises Forbidden for another role, NotYours for another unit.
    """
    if actor.role is not Role.SUPERVISOR:
        raise Forbidden(f"{actor.role} does not direct units")
    ensure_dispatcher(actor, owner_id, units)


def ensure_judge(
    actor: Actor,
    unit_id: str,
    *,
    asker: str,
    units: OrganisationTree,
) -> None:
    """Let a dispatcher of the level above `unit_id` pass, who is not the asker.

    Where nothing stands above, the unit's own dispatchers decide. Raises Forbidden for
    another role, AskedByYourself, NotYours for another unit or the unit itself.
    """
    ensure_dispatcher(actor, unit_id, units)
    if actor.id == asker:
        raise AskedByYourself
    if actor.organisation_id == unit_id and any(units.superiors(unit_id)):
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
