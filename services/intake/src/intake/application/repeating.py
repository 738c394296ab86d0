"""Noting that somebody came again about the same matter, and counting it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.application.scope import in_hand
from intake.domain.accused import is_hidden_from
from intake.domain.authority import acts_for
from intake.domain.errors import OutsideScope, UnknownPetition
from intake.domain.repeating import Repeat, Visits, repeat, unrepeat
from minqing_kernel.messages import Actor, Command


@dataclass(frozen=True, kw_only=True)
class RepeatPetition(Command):
    """Note a petition as a repeat visit about the matter of an earlier one."""

    petition_id: UUID
    first_petition_id: UUID
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class UnrepeatPetition(Command):
    """Undo the note that a petition is a repeat visit."""

    petition_id: UUID
    reason: str
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class VisitCount:
    """Matters (件) and the visits (次) about them; repeats are the difference."""

    matters: int
    visits: int
    repeats: int


class RepeatWork(IntakeWork, Protocol):
    """Intake's unit of work, as far as repeat visits need it."""

    @property
    def repeats(self) -> "Repeats":
        """Who came again."""
        ...


class Repeats(Protocol):
    """Which petitions are repeat visits of which."""

    def of(self, petition_ids: Sequence[UUID]) -> Mapping[UUID, Visits]:
        """Return how each stands; to be asked once the petitions are locked."""
        ...

    def keep(self, repeated: Repeat) -> None:
        """Let a petition be a repeat visit."""
        ...

    def drop(self, petition_id: UUID) -> None:
        """Let a petition stand for itself."""
        ...


def repeat_petition(command: RepeatPetition, work: RepeatWork, *, desk: Desk) -> Repeat:
    """Note a repeat visit; return which visit it is.

    Raises OutsideScope unless the actor acts for the one that came again, and
    UnknownPetition for what accuses the actor's own line.
    """
    ids = [command.petition_id, command.first_petition_id]
    held = {each: work.petitions.get(each) for each in sorted(set(ids))}
    known = work.repeats.of(ids)
    tree = desk.reference.tree()
    if any(is_hidden_from(command.actor, known[each].accused, tree) for each in ids):
        raise UnknownPetition
    petition, first = (held[each] for each in ids)
    if not acts_for(command.actor, petition.organisation_id, tree):
        raise OutsideScope
    pair = (known[petition.petition_id], known[first.petition_id])
    repeated = repeat(petition, first, pair, at=desk.clock.now())
    work.repeats.keep(repeated)
    return repeated


def unrepeat_petition(
    command: UnrepeatPetition, work: RepeatWork, *, desk: Desk
) -> int:
    """Undo a wrong note of a repeat visit; return the petition's revision.

    Raises OutsideScope, UnknownPetition, NoRepeat, BrokenPetition.
    """
    petition = in_hand(command, work, desk)
    mine = work.repeats.of([petition.petition_id])[petition.petition_id]
    unrepeat(petition, mine, command.reason, at=desk.clock.now())
    work.repeats.drop(petition.petition_id)
    return petition.revision
