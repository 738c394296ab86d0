"""The door for what devices noted while they were away (C-26)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from minqing_chassis.http.problems import Problem
from minqing_chassis.http.route import STAFF, Reply, Request, Route
from minqing_chassis.http.validation import load
from minqing_kernel.messages import Actor
from registry.application.visits.commands import (
    CloseVisit,
    RecordFinding,
    RecordVisit,
)
from registry.application.visits.device import (
    Batch,
    Batches,
    Noted,
    Record,
    Verdict,
)
from registry.bootstrap import Parts
from registry.domain.visits.device_clock import EarlierRun, Tick
from registry.entrypoints.visits import batch_schemas as schemas
from registry.entrypoints.visits.finding_routes import difficulty_of
from registry.entrypoints.visits.routes import TAG, account_of

BATCH_LIMIT: Final = 4 * 1024 * 1024
MILLISECOND: Final = timedelta(milliseconds=1)
RECORD: Final = schemas.DeviceRecordSchema()


class BatchDoor:
    """The operations: decode, hand over, return."""

    def __init__(self, parts: Parts) -> None:
        self._batches = Batches(parts.bus, parts.clock, parts.categories)

    def take_batch(self, request: Request) -> Reply:
        """Take what a device noted, each record by itself."""
        body, readable, unreadable = request.body, [], {}
        for number, said in enumerate(body["records"]):
            try:
                readable.append((number, _record(load(RECORD, said))))
            except Problem as wrong:
                unreadable[number] = _broken(said, wrong)
        records = [each for _, each in readable]
        done = self._batches.take(_batch(body, records), request.cause)
        numbers = [number for number, _ in readable]
        told = dict(zip(numbers, done.items, strict=True)) | unreadable
        items = [told[number] for number in sorted(told)]
        return Reply({**vars(done), "items": items})


def _broken(said: dict[str, Any], wrong: Problem) -> Verdict:
    record_id = said.get("record_id")
    return Verdict(
        record_id=record_id if isinstance(record_id, str) else None,
        status="refused",
        code="validation-failed",
        fields={each.field: each.code for each in wrong.errors},
    )


def _record(said: dict[str, Any]) -> Record:
    return Record(
        record_id=said["record_id"],
        sequence=said["sequence"],
        device_at=said["at"],
        noted=_noted(said),
        tick=_tick(said["tick"]),
    )


def _batch(body: Mapping[str, Any], records: Sequence[Record]) -> Batch:
    sent = body["tick"] or {"earlier": ()}
    return Batch(
        device_id=body["device_id"],
        sent_at=body["sent_at"],
        records=records,
        sent=_tick(body["tick"]),
        earlier=tuple(map(_earlier, sent["earlier"])),
    )


def _earlier(said: Mapping[str, int]) -> EarlierRun:
    last = Tick(run=said["run"], after=said["ms"] * MILLISECOND)
    return EarlierRun(last=last, off=said["off_ms"] * MILLISECOND)


def _tick(said: Mapping[str, int] | None) -> Tick | None:
    if said is None:
        return None
    return Tick(run=said["run"], after=said["ms"] * MILLISECOND)


def _noted(said: dict[str, Any]) -> Callable[[Actor, timedelta], Noted]:
    visit_id = said["visit_id"]

    def made(actor: Actor, offset: timedelta) -> Noted:
        if said["visit"]:
            account = account_of(said["visit"])
            account = replace(account, held_at=account.held_at + offset)
            return RecordVisit(actor=actor, visit_id=visit_id, account=account)
        if said["closing"]:
            family = said["closing"]["family"]
            return CloseVisit(actor=actor, visit_id=visit_id, family=family)
        finding = dict(said["finding"])
        return RecordFinding(
            actor=actor,
            visit_id=visit_id,
            finding_id=finding.pop("finding_id"),
            difficulty=difficulty_of(finding),
        )

    return made


def batch_routes(parts: Parts) -> Iterator[Route]:
    """Yield the route of batches."""
    yield Route(
        method="POST",
        path="/v1/visit-batches",
        operation=BatchDoor(parts).take_batch,
        summary="离线采集同步（逐条回执，可重发） Take what a device noted (C-26)",
        description=(
            "每条记录：record_id、sequence、at、visit_id，以及 visit、finding、closing"
            " 之一；时间均为设备时钟。tick：开机以来的计数，有之则不看时钟。"
            " Each record has record_id, sequence, at, visit_id and one of visit,"
            " finding, closing; all times by the device's clock. tick: what it has"
            " counted since it was started; with it no clock is looked at."
        ),
        roles=STAFF,
        body=schemas.VisitBatchBody,
        replies={200: schemas.VisitBatchSchema},
        body_limit=BATCH_LIMIT,
        tag=TAG,
    )
