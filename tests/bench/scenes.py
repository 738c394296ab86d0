"""What is measured: one function a scene, each on the running agency."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from minqing_contracts.topology import SUBSCRIPTIONS
from tests.bench.ground import UNIT, Ground, a_petition, until
from tests.bench.load import BadAnswer, Door, Timing, run
from tests.bench.measure import MemoryWatch

NOTICES = 2
"""Rows that one assignment makes: the unit's desk and the petitioner."""


def intake_http(ground: Ground, clients: int, requests: int) -> dict[str, Any]:
    """(a) POST /v1/petitions from so many clients."""
    timing = run(range(requests), clients, lambda: _submitter(ground, []))
    _complain(timing)
    return {
        "clients": clients,
        "rps": round(timing.per_second, 1),
        "p50_ms": round(timing.percentile(0.50), 2),
        "p95_ms": round(timing.percentile(0.95), 2),
        "p99_ms": round(timing.percentile(0.99), 2),
    }


def end_to_end(ground: Ground, petitions: int, clients: int = 16) -> dict[str, Any]:
    """(b) From the first POST until the last notice is a row and all is empty."""
    calm(ground)
    sent: list[str] = []
    begun = time.perf_counter()
    timing = run(range(petitions), clients, lambda: _submitter(ground, sent))
    _complain(timing)
    posted = time.perf_counter() - begun
    until(lambda: _told(ground, sent), seconds=300, every=0.1)
    until(lambda: _outboxes_empty(ground), seconds=60, every=0.05)
    seconds = time.perf_counter() - begun
    return {
        "petitions_per_s": round(petitions / seconds, 1),
        "petitions": petitions,
        "post_per_s": round(petitions / posted, 1),
        "lag_after_last_post_s": round(seconds - posted, 2),
    }


def lifecycles(ground: Ground, number: int, clients: int = 48) -> dict[str, Any]:
    """(c) Submit, assign, start, resolve, answer the follow-up, all by HTTP."""
    calm(ground)
    timing = run(range(number), clients, lambda: Lifecycle(ground).live)
    _complain(timing)
    return {
        "per_s": round(timing.per_second, 1),
        "lifecycles": number,
        "p50_ms": round(timing.percentile(0.5), 1),
        "p95_ms": round(timing.percentile(0.95), 1),
    }


def backlog(ground: Ground, events: int, memory: MemoryWatch) -> dict[str, Any]:
    """(d) Routing is away while petitions come in; how fast does it catch up?"""
    calm(ground)
    ground.agency.stop_part("routing")
    before = ground.value("routing", "select count(*) from cases")
    run(range(events), 16, lambda: _submitter(ground, []))
    until(lambda: _outbox(ground, "intake") == 0, seconds=300)
    ground.agency.start_part("routing")
    count = "select count(*) from cases"
    until(lambda: ground.value("routing", count) > before, seconds=60)
    begun, first = time.perf_counter(), ground.value("routing", count)
    memory_then = memory.now_mib("routing")
    total = before + events
    until(lambda: ground.value("routing", count) >= total, seconds=900, every=0.2)
    seconds = time.perf_counter() - begun
    memory_at_end = memory.now_mib("routing")
    calm(ground)
    return {
        "events_per_s": round((total - first) / seconds, 1),
        "events": events,
        "routing_mib_at_start": memory_then,
        "routing_mib_at_end": memory_at_end,
        "all_quiet_after_s": round(time.perf_counter() - begun, 1),
    }


def calm(ground: Ground) -> None:
    """Wait until nothing is under way anywhere."""
    sql = "select not exists (select from notices where next_attempt_at is not null)"
    until(lambda: _outboxes_empty(ground), seconds=600)
    until(lambda: ground.value("notify", sql), seconds=900, every=0.5)
    until(lambda: _outboxes_empty(ground), seconds=600)


@dataclass
class Lifecycle:
    """Somebody who lives through whole petitions, in all the roles that it takes."""

    ground: Ground

    def __post_init__(self) -> None:
        """Open the doors."""
        self._resident = self.ground.door("intake")
        self._head = self.ground.door("routing", "supervisor")
        self._hand = self.ground.door("routing", "handler")
        self._caller = self.ground.door("notify", "clerk")

    def live(self, _: object) -> None:
        """Live through one."""
        petition = _submit(self._resident)
        case = f"/v1/cases/{petition}"
        _patiently(lambda: self._head.do("GET", case))
        self._head.do("POST", f"{case}/assign", {"organisation_id": UNIT})
        self._hand.do("POST", f"{case}/start")
        answer = {
            "outcome": "resolved",
            "reply": "已更换灯泡，线路已检修，请放心使用。",
        }
        self._hand.do("POST", f"{case}/resolve", answer)
        said = {"solved": True, "satisfied": True}
        _patiently(
            lambda: self._caller.do("POST", f"/v1/follow-ups/{petition}/answer", said)
        )


def _patiently(ask: Callable[[], Any]) -> None:
    """Ask until the fact has arrived where it is asked for."""

    def asked() -> bool:
        try:
            ask()
        except BadAnswer as error:
            if ": 404 " not in str(error):
                raise
            return False
        return True

    until(asked, seconds=60, every=0.3)


def _submitter(ground: Ground, sent: list[str]) -> Callable[[Any], None]:
    door = ground.door("intake")
    return lambda _: sent.append(_submit(door))


def _submit(door: Door) -> str:
    key = str(uuid4())
    answer = door.do("POST", "/v1/petitions", a_petition(), Idempotency_Key=key)
    petition: str = answer["petition_id"]
    return petition


def _told(ground: Ground, petitions: list[str]) -> bool:
    sql = "select count(*) from notices where petition_id = any(%s::uuid[])"
    found: int = ground.value("notify", sql, petitions)
    return found >= NOTICES * len(petitions)


def _outbox(ground: Ground, service: str) -> int:
    found: int = ground.value(service, "select count(*) from outbox")
    return found


def _outboxes_empty(ground: Ground) -> bool:
    return all(_outbox(ground, service) == 0 for service in SUBSCRIPTIONS)


def _complain(timing: Timing) -> None:
    if timing.errors:
        raise RuntimeError(f"{len(timing.errors)} errors, such as {timing.errors[0]}")
