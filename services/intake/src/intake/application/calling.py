"""What the hotline's desk keeps beside matters: guides to categories, mere calls."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.application.scope import require_own
from intake.application.writing_down import require_category, require_organisation
from intake.domain.authority import keeps_categories
from intake.domain.calls import CallEntry, CallOutcome
from intake.domain.errors import NotAgencyWide
from intake.domain.guide import Guide, GuideEdition
from minqing_kernel.messages import Actor, Command


@dataclass(frozen=True, kw_only=True)
class RecordGuide(Command):
    """Let a category's guide read thus from now on."""

    category: str
    answer: str = ""
    materials: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class RecordCall(Command):
    """Count a call of which no matter came; the same id is counted once."""

    call_id: UUID
    outcome: CallOutcome
    organisation_id: str
    actor: Actor


class Guides(Protocol):
    """The guides, only ever added to: the newest of a category stands."""

    def add(self, edition: GuideEdition) -> None:
        """Keep one, unless the newest reads just so."""
        ...


class Calls(Protocol):
    """Calls of which no matter came."""

    def count(self, entry: CallEntry) -> None:
        """Keep one; one that is known stays as it is."""
        ...


class CallWork(IntakeWork, Protocol):
    """Intake's unit of work, as far as the hotline's desk needs it."""

    @property
    def guides(self) -> Guides:
        """What is known of categories."""
        ...

    @property
    def calls(self) -> Calls:
        """What was only counted."""
        ...


def record_guide(command: RecordGuide, work: CallWork, *, desk: Desk) -> Guide:
    """Write a guide down; return it as it reads.

    Raises NotAgencyWide, UnknownReference, BrokenCategory, Unreadable.
    """
    if not keeps_categories(command.actor, desk.reference):
        raise NotAgencyWide
    now = desk.wall_clock.now()
    require_category(command.category, desk.reference, desk.clock.now())
    guide = guide_of(command)
    work.guides.add(GuideEdition(guide=guide, by=command.actor.id, at=now))
    return guide


def guide_of(command: RecordGuide) -> Guide:
    """Return the guide that is meant; raise BrokenCategory, Unreadable."""
    return Guide.of(
        command.category,
        answer=command.answer,
        materials=command.materials,
        words=command.words,
    )


def record_call(command: RecordCall, work: CallWork, *, desk: Desk) -> None:
    """Count a call; raise UnknownReference, OutsideScope."""
    require_organisation(command.organisation_id, desk.reference)
    require_own(command.actor, command.organisation_id, desk)
    entry = CallEntry.of(
        command.call_id,
        command.outcome,
        command.organisation_id,
        by=command.actor,
        at=desk.clock.now(),
    )
    work.calls.count(entry)


def at_the_telephone(desk: Desk) -> dict[type[Command], Callable[..., Any]]:
    """Return the handlers of guides and of mere calls."""
    return {
        RecordGuide: partial(record_guide, desk=desk),
        RecordCall: partial(record_call, desk=desk),
    }
