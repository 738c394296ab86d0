"""Whose petition it is: loaded only for those who may act on it."""

from typing import Protocol
from uuid import UUID

from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.domain.accused import is_hidden_from
from intake.domain.authority import acts_for
from intake.domain.errors import OutsideScope, UnknownPetition
from intake.domain.petition import Petition
from minqing_kernel.messages import Actor, Role


class OnePetition(Protocol):
    """A command about one petition, and who asks."""

    @property
    def petition_id(self) -> UUID:
        """Which petition."""
        ...

    @property
    def actor(self) -> Actor:
        """Who asks."""
        ...


def in_hand(command: OnePetition, work: IntakeWork, desk: Desk) -> Petition:
    """Return the petition, locked; raise UnknownPetition, OutsideScope.

    To whom it accuses, and to all below them, it is not there (条例第30条).
    """
    petition = work.petitions.get(command.petition_id)
    require_not_accused(command.actor, petition, desk)
    require_acting(command.actor, petition.organisation_id, desk)
    return petition


def require_not_accused(actor: Actor, petition: Petition, desk: Desk) -> None:
    """Raise UnknownPetition for whoever serves in an accused unit (条例第30条)."""
    if is_hidden_from(actor, petition.nature.accused, desk.reference.tree()):
        raise UnknownPetition


def require_acting(actor: Actor, owner_id: str | None, desk: Desk) -> None:
    """Raise OutsideScope unless the actor acts for the owner, if there is one."""
    if not acts_for(actor, owner_id, desk.reference.tree()):
        raise OutsideScope


def require_own(actor: Actor, organisation_id: str, desk: Desk) -> None:
    """Raise OutsideScope unless the organisation is the actor's or below it.

    Operations load what the whole agency works with.
    """
    if actor.role is not Role.OPS:
        require_acting(actor, organisation_id, desk)
