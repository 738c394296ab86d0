"""Who may act on which petition: the organisation decides, and those above it."""

from intake.domain.organisation import OrganisationTree
from minqing_kernel.messages import Actor


def acts_for(actor: Actor, owner_id: str | None, tree: OrganisationTree) -> bool:
    """Say whether the actor's organisation is the owner or stands above it.

    What has no owner yet lies open to every member of staff.
    """
    if owner_id is None:
        return True
    mine = actor.organisation_id
    return mine is not None and tree.covers(mine, owner_id)
