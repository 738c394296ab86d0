"""Merging petitions and undoing it: lock both, look at both, ask the domain."""

from dataclasses import dataclass
from uuid import UUID

from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.domain.accused import is_hidden_from
from intake.domain.authority import acts_for
from intake.domain.errors import OutsideScope, UnknownPetition
from intake.domain.merging import Bond, merge, separate
from intake.domain.petition import Petition
from minqing_kernel.messages import Actor, Command


@dataclass(frozen=True, kw_only=True)
class MergePetition(Command):
    """Join a petition to another that is answered for both (并单)."""

    petition_id: UUID
    lead_petition_id: UUID
    reason: str
    seen: int | None = None
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class SeparatePetition(Command):
    """Undo a merging: both stand as if it had never been."""

    petition_id: UUID
    reason: str
    seen: int | None = None
    actor: Actor


def merge_petition(command: MergePetition, work: IntakeWork, *, desk: Desk) -> int:
    """Join a petition to another; return its revision.

    Raises OutsideScope unless the actor acts for whoever answers for each of both.
    """
    ids = [command.petition_id, command.lead_petition_id]
    held = {each: work.petitions.get(each) for each in sorted(set(ids))}
    bonds = work.merges.of(ids)
    for each in held.values():
        require_scope(command.actor, each, bonds[each.petition_id], desk)
    petition, lead = (held[each] for each in ids)
    petition._not_older_than(command.seen)
    pair = (bonds[petition.petition_id], bonds[lead.petition_id])
    merged = merge(petition, lead, pair, command.reason, at=desk.clock.now())
    work.merges.keep(merged)
    return petition.revision


def separate_petition(
    command: SeparatePetition, work: IntakeWork, *, desk: Desk
) -> int:
    """Undo a merging; return the petition's revision."""
    petition = work.petitions.get(command.petition_id)
    bond = work.merges.of([command.petition_id])[command.petition_id]
    require_scope(command.actor, petition, bond, desk)
    petition._not_older_than(command.seen)
    separate(petition, bond, command.reason, at=desk.clock.now())
    work.merges.drop(command.petition_id)
    return petition.revision


def require_scope(actor: Actor, petition: Petition, bond: Bond, desk: Desk) -> None:
    """Raise OutsideScope unless the actor acts for whoever answers for it.

    To whom it accuses it is not there: UnknownPetition (条例第30条).
    """
    tree = desk.reference.tree()
    owner = bond.owner_id or petition.organisation_id
    if is_hidden_from(actor, bond.accused, tree):
        raise UnknownPetition
    if not acts_for(actor, owner, tree):
        raise OutsideScope
