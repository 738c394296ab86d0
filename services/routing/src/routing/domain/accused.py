"""Whom an accusation must not reach: the accused, and all below them (条例第30条).

检举控告材料 and what it says are not disclosed or passed on to the accused person or
unit. A unit below the accused answers to it, so it is kept out as well; one above it,
which supervises it, is not.
"""

from collections.abc import Collection, Iterator

from minqing_kernel.messages import Actor, Role
from routing.domain.organisation import Organisation, OrganisationTree


def kept_out(accused: Collection[str], units: OrganisationTree) -> frozenset[str]:
    """Return the accused units and all below them; nobody for other matters."""
    if not accused:
        return frozenset()
    return frozenset().union(*(units.under(each) for each in accused))


def is_hidden_from(
    actor: Actor, accused: Collection[str], units: OrganisationTree
) -> bool:
    """Say whether the actor serves an accused unit, or one below it; ops never do."""
    if actor.role is Role.OPS or not accused:
        return False
    return actor.organisation_id in kept_out(accused, units)


def nearest_outside(
    organisation_id: str, out: Collection[str], units: OrganisationTree
) -> str | None:
    """Return the unit, or the nearest active superior that is not kept out, if any."""
    if organisation_id not in out:
        return organisation_id
    above = superiors_outside(organisation_id, out, units)
    return next((unit.organisation_id for unit in above), None)


def superiors_outside(
    organisation_id: str, out: Collection[str], units: OrganisationTree
) -> Iterator[Organisation]:
    """Yield the active superiors that may learn of it, nearest first."""
    for unit in units.superiors(organisation_id):
        if unit.organisation_id not in out:
            yield unit
