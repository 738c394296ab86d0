"""What devices noted while they were away: each record once, in any order (C-26)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, Protocol
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import DomainError, NotFound
from minqing_kernel.messages import Actor, Cause, Command
from registry.application.rules import Rules
from registry.application.visits.categories import Categories, must_hold
from registry.application.visits.closing import close_visit
from registry.application.visits.commands import (
    CloseVisit,
    PlaceRuns,
    RecordFinding,
    RecordVisit,
    TakeRecord,
)
from registry.application.visits.findings import record_finding
from registry.application.visits.handlers import record_visit
from registry.application.visits.ports import VisitsWork
from registry.application.visits.records import DeviceRecord
from registry.domain.errors import Taken
from registry.domain.values import civil_day
from registry.domain.visits.device_clock import (
    TOLERANCE,
    EarlierRun,
    Tick,
    beginnings,
    offset_of,
)
from registry.domain.visits.errors import FindingCategoryUnknown
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


def place_runs(
    command: PlaceRuns, work: VisitsWork, *, clock: Clock
) -> Mapping[int, datetime]:
    """Write down when the runs of a device began; what is known stays."""
    del clock
    runs = work.device_runs
    known = runs.of(command.actor.id, command.device_id)
    told = beginnings(command.sent, command.earlier, known, command.received_at)
    for run in sorted(told.keys() - known.keys()):
        runs.add(command.actor.id, command.device_id, run, told[run])
    return {**known, **told}


@dataclass(frozen=True, kw_only=True, repr=False)
class Record:
    """One record of a batch: the device's own number and time of it.

    `noted` makes a command of it, given by how much the device's times are wrong.
    `tick` is when it was noted by what counts on and cannot be set, if it counts.
    """

    record_id: UUID
    sequence: int
    device_at: datetime
    noted: Callable[[Actor, timedelta], Noted]
    tick: Tick | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Batch:
    """What a device sends at once: `sent_at` by its clock, `sent` by its count."""

    device_id: str
    sent_at: datetime
    records: Sequence[Record]
    sent: Tick | None = None
    earlier: tuple[EarlierRun, ...] = ()


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


@dataclass(kw_only=True)
class Places:
    """Where each record of a batch stands in time: by its count, else by the clock.

    By the clock the device's own order holds within the batch, and only there.
    """

    began: Mapping[int, datetime]
    offset: timedelta
    now: datetime
    latest: datetime | None = None

    def of(self, record: Record) -> datetime | Verdict:
        """Return our time of a record, or why there is none."""
        if record.tick is None:
            at = record.device_at + self.offset
            at = at if self.latest is None else max(at, self.latest)
        elif record.tick.run not in self.began:
            return _refused(record, "tick", "unknown-run")
        else:
            at = self.began[record.tick.run] + record.tick.after
        if at > self.now + TOLERANCE:
            return _refused(record, "at", "not-yet")
        if record.tick is None:
            self.latest = at
        return at


class Handles(Protocol):
    """The part of the command bus that is needed here."""

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command in a transaction of its own."""
        ...


class Batches:
    """Takes batches, each record in a transaction of its own: one sinks no other."""

    def __init__(self, bus: Handles, clock: Clock, categories: Categories) -> None:
        self._bus = bus
        self._clock = clock
        self._categories = categories

    def take(self, batch: Batch, cause: Cause) -> Batched:
        """Take each record in the device's own order; answer in the order asked."""
        now = self._clock.now()
        offset = offset_of(batch.sent_at, now)
        places = Places(began=self._began(batch, now, cause), offset=offset, now=now)
        told = {}
        for record in sorted(batch.records, key=lambda each: each.sequence):
            at = places.of(record)
            if isinstance(at, Verdict):
                told[record.record_id] = at
                continue
            said = Stamp(at=at, device=batch.device_id, sequence=record.sequence)
            apart = offset if record.tick is None else offset_of(record.device_at, at)
            told[record.record_id] = self._one(record, said, apart, cause)
        return Batched(
            received_at=now,
            offset_seconds=int(offset.total_seconds()),
            items=[told[each.record_id] for each in batch.records],
        )

    def _began(
        self, batch: Batch, now: datetime, cause: Cause
    ) -> Mapping[int, datetime]:
        """Return when the runs that a batch speaks of began."""
        if batch.sent is None:
            return {}
        command = PlaceRuns(
            actor=cause.actor,
            device_id=batch.device_id,
            sent=batch.sent,
            earlier=batch.earlier,
            received_at=now,
        )
        began: Mapping[int, datetime] = self._handled(command, cause)
        return began

    def _one(
        self, record: Record, said: Stamp, offset: timedelta, cause: Cause
    ) -> Verdict:
        try:
            noted = record.noted(cause.actor, offset)
            noted, strange = self._without_strange(noted, civil_day(said.at))
            command = TakeRecord(
                actor=cause.actor,
                record_id=record.record_id,
                device_id=said.device,
                sequence=record.sequence,
                device_at=record.device_at,
                noted=replace(noted, said=said),
            )
            status = str(self._handled(command, cause))
        except NotFound as away:
            return _verdict(record, "later", away)
        except DomainError as refusal:
            return _verdict(record, "refused", refusal)
        if strange is not None:
            return _verdict(record, status, strange)
        return Verdict(record_id=record.record_id, status=status)

    def _without_strange(
        self, noted: Noted, day: date
    ) -> tuple[Noted, FindingCategoryUnknown | None]:
        """Let a category go that the list of its day does not name: the words stay."""
        if not isinstance(noted, RecordFinding):
            return noted, None
        try:
            must_hold(noted.difficulty.matter, day, self._categories)
        except FindingCategoryUnknown as strange:
            bare = replace(noted.difficulty, matter=None)
            return replace(noted, difficulty=bare), strange
        return noted, None

    def _handled(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Try again where another device wrote the same thing at the same moment."""
        for _ in range(TRIES - 1):
            try:
                return self._bus.handle(command, cause)
            except Taken:
                continue
        return self._bus.handle(command, cause)


def _verdict(record: Record, status: str, why: DomainError) -> Verdict:
    return Verdict(
        record_id=record.record_id, status=status, code=why.code, fields=why.fields
    )


def _refused(record: Record, name: str, reason: str) -> Verdict:
    return Verdict(
        record_id=record.record_id,
        status="refused",
        code="invalid",
        fields={name: reason},
    )
