"""Who may look at visits: who made them, the clerk of the unit, those set over it."""

from collections.abc import Collection, Sequence

from minqing_kernel.messages import Actor, Role


def oversees(actor: Actor, lineage: Sequence[str]) -> bool:
    """Tell whether somebody sees what the staff of a unit do.

    A clerk sees the own unit; a supervisor the own unit and all below it.
    """
    if actor.role is Role.CLERK:
        return actor.organisation_id in lineage[:1]
    return actor.role is Role.SUPERVISOR and actor.organisation_id in lineage


def holds(actor: Actor, holders: Collection[str]) -> bool:
    """Tell whether a visit's form was handed to the desk of somebody (D-16)."""
    at_the_desk = actor.role in (Role.CLERK, Role.SUPERVISOR)
    return at_the_desk and actor.organisation_id in holders
