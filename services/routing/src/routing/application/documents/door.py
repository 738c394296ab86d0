"""Documents for petitions without a case: owed when intake tells, issued later."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from minqing_kernel.working_time import local_day
from routing.application.documents.ports import DocumentsWork
from routing.domain.accused import kept_out
from routing.domain.documents.document import Document
from routing.domain.documents.door import DoorNotice, draft_for_the_door
from routing.domain.organs.errors import NoOrgan
from routing.domain.organs.organ import signing_organ


@dataclass(frozen=True, kw_only=True)
class OweNotice(Command):
    """Keep in mind that a document is owed for what was decided at the door."""

    notice: DoorNotice


@dataclass(frozen=True, kw_only=True)
class DraftNotice(Command):
    """Draw such a document up, and take the next number of its organ and year."""

    document_id: UUID


@dataclass(frozen=True, kw_only=True)
class PostponeNotice(Command):
    """Try again later, for there is no organ to sign it yet."""

    document_id: UUID
    reason: str


class DoorNotices(Protocol):
    """What is owed at the door."""

    def owe(self, notice: DoorNotice) -> None:
        """Keep a notice; the same one again changes nothing."""
        ...

    def take(self, document_id: UUID) -> DoorNotice | None:
        """Return one that is not drawn up yet, locked until the unit ends, or None."""
        ...

    def drafted(self, document_id: UUID) -> None:
        """Note that it is drawn up."""
        ...

    def postpone(self, document_id: UUID, reason: str) -> None:
        """Try again after a pause that grows, and keep the reason."""
        ...


class DoorWork(DocumentsWork, Protocol):
    """A unit of work with the documents' room and what is owed at the door."""

    @property
    def door_notices(self) -> DoorNotices: ...  # noqa: D102


class Waiting(Protocol):
    """Finds what is owed at the door."""

    def notices_waiting(self, limit: int) -> Sequence[UUID]:
        """Return the documents that are to be drawn up now, oldest first."""
        ...


def owe_notice(command: OweNotice, work: DoorWork) -> None:
    """Keep in mind that a document is owed."""
    work.door_notices.owe(command.notice)


def draft_notice(
    command: DraftNotice, work: DoorWork, *, clock: Clock
) -> Document | None:
    """Draw a document up; None where another was quicker.

    No organ signs what accuses it. Raises NoOrgan.
    """
    notice = work.door_notices.take(command.document_id)
    if notice is None:
        return None
    if notice.organisation_id is None:
        raise NoOrgan
    units, now = work.directory.units, clock.now()
    out = kept_out(notice.accused, units)
    organ = signing_organ(
        notice.organisation_id,
        units,
        lambda each: None if each in out else work.organs.find(each),
    )
    seq = work.documents.next_seq(organ.mark, local_day(now).year)
    document = draft_for_the_door(notice, organ, seq, units=units, at=now)
    work.documents.add(document)
    work.door_notices.drafted(document.document_id)
    return document


def postpone_notice(command: PostponeNotice, work: DoorWork) -> None:
    """Try again later."""
    work.door_notices.postpone(command.document_id, command.reason)


def door_handlers(clock: Clock) -> dict[type[Command], Callable[[Any, Any], Any]]:
    """Return what answers each of these commands."""
    return {
        OweNotice: owe_notice,
        DraftNotice: partial(draft_notice, clock=clock),
        PostponeNotice: postpone_notice,
    }
