"""Who may write what, and who may see whom.

A lineage is an organisation and all its superiors, nearest first.
"""

from collections.abc import Collection, Sequence

from minqing_kernel.messages import Actor, Role
from registry.domain.errors import OutOfReach, RoleNotYours

EVERYWHERE = frozenset({Role.OPS, Role.SYSTEM})
READERS = frozenset({Role.CLERK, Role.HANDLER, Role.SUPERVISOR})


def check_govern(actor: Actor, lineage: Sequence[str]) -> None:
    """Refuse (OutOfReach) a write but by ops, or a supervisor of it or above it."""
    if actor.role in EVERYWHERE:
        return
    governs = actor.role is Role.SUPERVISOR and actor.organisation_id in lineage
    if not governs:
        raise OutOfReach


def reaches(actor: Actor, seat: str | None, lineage: Sequence[str]) -> bool:
    """Tell whether a person whose file `lineage` keeps is in the reader's own place.

    `seat` is the organisation for whose people the reader's own organisation works.
    """
    return actor.role in READERS and seat is not None and seat in lineage


def check_reach(actor: Actor, seat: str | None, lineage: Sequence[str]) -> None:
    """Refuse (OutOfReach) a look at a person outside the reader's own place."""
    if not reaches(actor, seat, lineage):
        raise OutOfReach


def check_keep(actor: Actor, seat: str | None, lineage: Sequence[str]) -> None:
    """Refuse (OutOfReach) to write a person's file but by those who govern, or a clerk.

    A clerk keeps the files of the people for whom the clerk's organisation works.
    """
    if actor.role is Role.CLERK:
        check_reach(actor, seat, lineage)
    else:
        check_govern(actor, lineage)


def check_gift(actor: Actor, roles: Collection[Role]) -> None:
    """Refuse (RoleNotYours) the role ops to be given by anyone but ops."""
    if Role.OPS in roles and actor.role not in EVERYWHERE:
        raise RoleNotYours
