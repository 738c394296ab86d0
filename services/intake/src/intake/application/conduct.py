"""Writing down what happened at the door, beside the arrival (条例第26条)."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.application.scope import require_own
from intake.domain.conduct import ConductEntry, ConductKind
from minqing_kernel.messages import Actor, Command


@dataclass(frozen=True, kw_only=True)
class RecordConduct(Command):
    """Write conduct down; the arrival itself stays as it is."""

    reception_id: UUID
    kind: ConductKind
    words: str
    warned: bool
    actor: Actor


class ConductEntries(Protocol):
    """What was written down, only ever added to."""

    def add(self, entry: ConductEntry) -> None:
        """Keep one entry."""
        ...

    def newest(self, reception_id: UUID, by: str) -> ConductEntry | None:
        """Return what somebody wrote down last beside an arrival, if anything."""
        ...


class ConductWork(IntakeWork, Protocol):
    """Intake's unit of work, as far as conduct needs it."""

    @property
    def conduct(self) -> ConductEntries:
        """What was written down."""
        ...


def record_conduct(command: RecordConduct, work: ConductWork, *, desk: Desk) -> None:
    """Write conduct down; raise UnknownArrival, OutsideScope, BrokenPetition.

    The very same by the same hand, with nothing of theirs between, is written once: the
    arrival is locked, so that of two at once the second sees the first.
    """
    reception = work.receptions.get(command.reception_id)
    require_own(command.actor, reception.organisation_id, desk)
    entry = ConductEntry.of(
        reception.reception_id,
        command.kind,
        command.words,
        warned=command.warned,
        by=command.actor,
        at=desk.clock.now(),
    )
    known = work.conduct.newest(reception.reception_id, command.actor.id)
    if not entry.repeats(known):
        work.conduct.add(entry)
