"""Who may act on what: the organisation decides, and those above it."""

from typing import Protocol

from intake.domain.organisation import Organisation, OrganisationTree
from minqing_kernel.messages import Actor, Role

DESK_ROLES = frozenset({Role.CLERK, Role.SUPERVISOR})
"""Who deals with what has come in and belongs to nobody yet."""


class KnowsOrganisations(Protocol):
    """Finds organisations."""

    def organisation(self, organisation_id: str) -> Organisation | None:
        """Return one organisation."""
        ...


def acts_for(actor: Actor, owner_id: str | None, tree: OrganisationTree) -> bool:
    """Say whether the actor's organisation is the owner or stands above it.

    What has no owner yet lies open to the staff of every organisation; who belongs to
    none acts for none.
    """
    mine = actor.organisation_id
    if mine is None:
        return False
    return owner_id is None or tree.covers(mine, owner_id)


def is_kept_from(actor: Actor, accused: frozenset[str], tree: OrganisationTree) -> bool:
    """Say whether an accusation is kept from the actor, as one of the accused's.

    检举控告材料不得转给被检举控告的单位 (条例第30条): nothing of it is shown to them.
    """
    mine = actor.organisation_id
    if not accused or mine is None:
        return False
    return not accused.isdisjoint(tree.barred_by(mine))


def may_know_petitioner(actor: Actor, owner_id: str | None) -> bool:
    """Say whether one who acts for the owner may read the whole contact.

    While nobody owns the matter, only those who settle whose it is need to ask back.
    """
    return owner_id is not None or actor.role in DESK_ROLES


def may_know_accused(
    actor: Actor, accused: frozenset[str], tree: OrganisationTree
) -> bool:
    """Say whether one who sees the petition may learn whom it accuses (条例第30条).

    The desk may, unless its organisation is the accused or stands below it.
    """
    mine = actor.organisation_id or ""
    return actor.role in DESK_ROLES and not any(
        tree.covers(each, mine) for each in accused
    )


def keeps_categories(actor: Actor, known: KnowsOrganisations) -> bool:
    """Say whether the actor may change the list that the whole agency works by.

    Operations may, and the supervisors of an organisation that has none above it.
    """
    if actor.role is Role.OPS:
        return True
    if actor.role is not Role.SUPERVISOR or actor.organisation_id is None:
        return False
    own = known.organisation(actor.organisation_id)
    return own is not None and own.active and own.parent_id is None
