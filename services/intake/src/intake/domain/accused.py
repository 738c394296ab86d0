"""Whom an accusation must not reach: the accused, and all below them (条例第30条)."""

from collections.abc import Collection

from intake.domain.organisation import OrganisationTree
from minqing_kernel.messages import Actor, Role


def is_hidden_from(
    actor: Actor, accused: Collection[str], tree: OrganisationTree
) -> bool:
    """Say whether the actor serves an accused unit, or one below it; ops never do.

    A unit above the accused supervises it, and is not kept out.
    """
    mine = actor.organisation_id
    if actor.role is Role.OPS or mine is None:
        return False
    return any(tree.covers(each, mine) for each in accused)
