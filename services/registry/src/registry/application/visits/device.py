"""What devices noted while they were away: each record once, in any order (C-26)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final, Protocol
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import DomainError, NotFound
from minqing_kernel.messages import Actor, Cause, Command
from registry.application.rules import Rules
from registry.application.visits.closing import close_visit
from registry.application.visits.commands import (
    CloseVisit,
    RecordFinding,
    RecordVisit,
    TakeRecord,
)
from registry.application.visits.findings import record_finding
from registry.application.visits.handlers import record_visit
from registry.application.visits.ports import VisitsWork
from registry.application.visits.records import DeviceRecord
from registry.domain.errors import Taken
from registry.domain.visits.device_clock import TOLERANCE, offset_of
from registry.domain.visits.stamp import Stamp

Noted = RecordVisit | RecordFinding | CloseVisit
ACTS: Final[Mapping[type, Callable[..., Any]]] = {
    RecordVisit: record_visit,
    RecordFinding: record_finding,
    CloseVisit: close_visit,
}
KINDS: Final[Mapping[type, str]] = {
    RecordVisit: "visit",
    RecordFinding: "finding",
    CloseVisit: "closing",
}
TRIES: Final = 3


def take_record(
    command: TakeRecord, work: VisitsWork, *, clock: Clock, rules: Rules
) -> str:
    """Do what a device noted, once; return what became of it.

    A closing waits where something is still lacking: it holds once that has come.
    """
    if work.device_records.knows(command.record_id):
        return "known"
    noted = command.noted
    assert noted.said is not None
    done = ACTS[type(noted)](noted, work, clock=clock, rules=rules)
    waits = isinstance(noted, CloseVisit) and done.closed_at is None
    subject_id = noted.visit_id
    if isinstance(noted, RecordFinding):
        subject_id = noted.finding_id
    work.device_records.add(
        DeviceRecord(
            record_id=command.record_id,
            device_id=command.device_id,
            sequence=command.sequence,
            kind=KINDS[type(noted)],
            subject_id=subject_id,
            actor=command.actor.id,
            device_at=command.device_at,
            said_at=noted.said.at,
            received_at=clock.now(),
        )
    )
    return "waiting" if waits else "taken"


@dataclass(frozen=True, kw_only=True, repr=False)
class Record:
    """One record of a batch: the device's own number and time of it.

    `noted` makes a command of it, given by how much the device's times are wrong.
    """

    record_id: UUID
    sequence: int
    device_at: datetime
    noted: Callable[[Actor, timedelta], Noted]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What became of a record: taken, waiting, known, refused, or to come later."""

    record_id: UUID | str | None
    status: str
    code: str | None = None
    fields: Mapping[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Batched:
    """The answer to a batch: how wrong the device's clock is, and each verdict."""

    received_at: datetime
    offset_seconds: int
    items: Sequence[Verdict]


class Handles(Protocol):
    """The part of the command bus that is needed here."""

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command in a transaction of its own."""
        ...


class Batches:
    """Takes batches, each record in a transaction of its own: one sinks no other."""

    def __init__(self, bus: Handles, clock: Clock) -> None:
        self._bus = bus
        self._clock = clock

    def take(
        self, device_id: str, sent_at: datetime, records: Sequence[Record], cause: Cause
    ) -> Batched:
        """Take each record in the device's own order; answer in the order asked."""
        now = self._clock.now()
        offset = offset_of(sent_at, now)
        latest, told = datetime.min.replace(tzinfo=now.tzinfo), {}
        for record in sorted(records, key=lambda each: each.sequence):
            at = max(record.device_at + offset, latest)
            if at > now + TOLERANCE:
                told[record.record_id] = _refused(record, "not-yet")
                continue
            latest = at
            said = Stamp(at=at, device=device_id, sequence=record.sequence)
            told[record.record_id] = self._one(record, said, offset, cause)
        return Batched(
            received_at=now,
            offset_seconds=int(offset.total_seconds()),
            items=[told[each.record_id] for each in records],
        )

    def _one(
        self, record: Record, said: Stamp, offset: timedelta, cause: Cause
    ) -> Verdict:
        try:
            command = TakeRecord(
                actor=cause.actor,
                record_id=record.record_id,
                device_id=said.device,
                sequence=record.sequence,
                device_at=record.device_at,
                noted=replace(record.noted(cause.actor, offset), said=said),
            )
            status = self._handled(command, cause)
        except NotFound as away:
            return _verdict(record, "later", away)
        except DomainError as refusal:
            return _verdict(record, "refused", refusal)
        return Verdict(record_id=record.record_id, status=status)

    def _handled(self, command: TakeRecord, cause: Cause) -> str:
        """Try again where another device wrote the same thing at the same moment."""
        for _ in range(TRIES - 1):
            try:
                return str(self._bus.handle(command, cause))
            except Taken:
                continue
        return str(self._bus.handle(command, cause))


def _verdict(record: Record, status: str, why: DomainError) -> Verdict:
    return Verdict(
        record_id=record.record_id, status=status, code=why.code, fields=why.fields
    )


def _refused(record: Record, reason: str) -> Verdict:
    fields = {"at": reason}
    return Verdict(
        record_id=record.record_id, status="refused", code="invalid", fields=fields
    )
