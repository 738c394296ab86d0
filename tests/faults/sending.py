"""`python -m tests.faults.sending`: kill -9 at each step of the sender, under load.

Each sender is a process of its own over a real database, and dies by SIGKILL at the
step it was told; a provider that really listens counts what it received. At the end a
sender that lives sends the rest, and the two books are compared: what was owed, and
what came.
"""

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from minqing_chassis.database import Database
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import SystemClock
from minqing_kernel.identity import new_id
from minqing_local.fresh_databases import FreshDatabases
from minqing_local.postgres import Postgres
from minqing_local.provider_simulator import Provider, ProviderServer
from notify.adapters.channels.sms import SmsChannel, SmsProvider
from notify.adapters.unit_of_work import SqlNotifyWork
from notify.application import handlers
from notify.application.commands import ClaimNotices, SettleNotices
from notify.application.ports import Contact, Message
from notify.application.sender import Sender
from notify.application.sending.carriers import Carriers
from notify.application.sending.planning import Planner
from notify.domain.notice import THE_PETITIONER, Audience, Notice
from notify.domain.occurrence import Step

STEPS = ("claimed", "begun", "asked", "answered", "stored", "any")
"""Where a sender dies: after the claim, after the call was written down, while the
provider works, after its answer, after that was stored; and at any moment.
"""
IN_THE_CALL = {"asked", "answered", "any"}
HOLD = timedelta(seconds=1.5)
PROCESSES = multiprocessing.get_context("fork")


def die() -> None:
    """End this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass
class MortalBus:
    """Dies after the claim, the beginning or the storing that it was told of."""

    inner: Any
    step: str
    left: int

    def handle(self, command: Any, cause: Any) -> Any:
        answer = self.inner.handle(command, cause)
        if _kind(command) == self.step:
            self.left -= 1
            if self.left < 0:
                die()
        return answer


def _kind(command: Any) -> str:
    if isinstance(command, ClaimNotices):
        return "claimed"
    return "begun" if command.begun else "stored"


class MortalChannel(SmsChannel):
    """Dies while the provider works on its message, or when it has answered."""

    step, left = "", 0

    def send(self, message: Message) -> None:
        self.left -= 1
        if self.step == "asked" and self.left < 0:
            threading.Timer(0.004, die).start()
        super().send(message)
        if self.step == "answered" and self.left < 0:
            die()


class Plain:
    """Letters and contacts without anybody's name."""

    def compose(self, notice: Notice, to: Contact, means: Any = None) -> Message:
        return Message(
            key=notice.notice_id,
            correlation_id=notice.correlation_id,
            to=to,
            subject=notice.template,
            body="路灯",
            language="zh-CN",
        )

    def of(self, petition_ids: Any) -> dict[UUID, Contact]:
        return {each: Contact(telephone="13800000000") for each in petition_ids}


def a_sender(
    database: Database, provider: SmsProvider, step: str = "", left: int = 0
) -> Sender:
    """Put a sender together; with a step it dies there, after `left` of them."""
    wall = SystemClock()
    bus = CommandBus(
        partial(SqlNotifyWork, database, source="faults/notify"),
        {
            ClaimNotices: partial(handlers.claim_notices, wall=wall),
            SettleNotices: partial(
                handlers.settle_notices,
                clock=wall,
                wall=wall,
                patience=timedelta(days=1),
            ),
        },
    )
    channel = MortalChannel(provider)
    channel.step, channel.left = step, left
    return Sender(
        bus=MortalBus(bus, step, left),
        contacts=Plain(),
        planner=Planner(letters=Plain(), carriers=Carriers(channels=[channel])),
        dispatch_desk=Contact(),
        wall=wall,
        limit=40,
        hold=HOLD,
    )


def live_and_die(url: str, provider: SmsProvider, step: str, left: int) -> None:
    """Send until killed; a sender without work waits for more."""
    database = Database(url, pool_size=1)
    sender = a_sender(database, provider, step, left)
    while True:
        if not sender.send_batch():
            time.sleep(0.02)


def a_notice() -> Notice:
    """Return a notice to a petitioner whom nobody else knows."""
    now = datetime.now(UTC)
    return Notice(
        notice_id=new_id(),
        correlation_id=uuid4(),
        petition_id=new_id(),
        step=Step.ASSIGNED,
        audience=Audience.PETITIONER,
        recipient=THE_PETITIONER,
        at=now,
        next_attempt_at=now,
        params={"receipt": "F-1"},
    )


@dataclass(frozen=True)
class Verdict:
    """What was owed and what came; `windows`: calls that a blow may have fallen in."""

    provider: str
    owed: int
    received: int
    lost: int
    doubled: int
    marked: int
    kills: int
    windows: int
    call_ms_p50: float
    call_ms_p95: float


@contextmanager
def feeding(database: Database, at_least: int) -> Iterator[set[UUID]]:
    """Put notices in, a few at a time, all the while that senders live and die."""
    owed: set[UUID] = set()
    ending = threading.Event()

    def feed() -> None:
        while len(owed) < at_least or not ending.is_set():
            notices = [a_notice() for _ in range(10)]
            with SqlNotifyWork(database, source="faults/notify") as work:
                work.notices.add(notices)
                work.commit()
            owed.update(notice.notice_id for notice in notices)
            ending.wait(0.1)

    feeder = threading.Thread(target=feed)
    feeder.start()
    try:
        yield owed
    finally:
        ending.set()
        feeder.join()


def blows(url: str, provider: SmsProvider, kills: int, seed: int) -> int:
    """Let one sender after the other die; return how many may have died in a call."""
    dice, in_calls = random.Random(seed), 0
    for number in range(kills):
        step = STEPS[number % len(STEPS)]
        many = IN_THE_CALL if provider.idempotency_key else {*STEPS} - {"claimed"}
        left = dice.randrange(6) if step in many else 0
        victim = PROCESSES.Process(
            target=live_and_die, args=(url, provider, step, left)
        )
        victim.start()
        if step == "any":
            time.sleep(dice.uniform(0.05, 0.2))
            victim.kill()
        victim.join(timeout=20)
        if victim.exitcode != -signal.SIGKILL:
            victim.kill()
            raise RuntimeError(f"a sender did not come to {step!r}")
        in_calls += step in IN_THE_CALL
    return in_calls


def try_out(url: str, *, keyed: bool, notices: int, kills: int, seed: int) -> Verdict:
    """Kill senders over one database and one provider, send the rest, and reckon."""
    took = Provider(keyed=keyed, delay=0.01)
    server, database = ProviderServer(took), Database(url, pool_size=2)
    server.start()
    provider = SmsProvider(name="sms-1", url=server.url, idempotency_key=keyed)
    try:
        with feeding(database, notices) as owed:
            windows = blows(url, provider, kills, seed)
        _finish(database, provider, lambda: _left(database))
        return _reckon(database, took, owed, kills, windows)
    finally:
        server.stop()
        database.close()


def _finish(database: Database, provider: SmsProvider, left: Callable[[], int]) -> None:
    sender, end = a_sender(database, provider), time.monotonic() + 60
    while left() and time.monotonic() < end:
        if not sender.send_batch():
            time.sleep(0.1)


def _left(database: Database) -> int:
    sql = "select count(*) as n from notices where next_attempt_at is not null"
    return int(database.rows(sql)[0]["n"])


def _reckon(
    database: Database, took: Provider, owed: set[UUID], kills: int, windows: int
) -> Verdict:
    came = {UUID(each["reference"]) for each in took.delivered}
    twice = {UUID(reference) for reference in took.doubled()}
    marked = database.rows("select notice_id from calls where doubled")
    times = database.rows(
        "select percentile_cont(array[0.5, 0.95]) within group (order by"
        " extract(epoch from ended_at - begun_at)) as p from calls"
        " where state = 'delivered'"
    )[0]["p"]
    known = {row["notice_id"] for row in marked}
    return Verdict(
        provider="with a key" if took.keyed else "without a key",
        owed=len(owed),
        received=len(took.delivered),
        lost=len(owed - came),
        doubled=len(twice),
        marked=len(twice & known),
        kills=kills,
        windows=windows,
        call_ms_p50=round(times[0] * 1000, 1),
        call_ms_p95=round(times[1] * 1000, 1),
    )


def main() -> int:
    """Try out both kinds of provider; return 1 unless all is as promised."""
    parser = argparse.ArgumentParser(prog="faults.sending", description=__doc__)
    parser.add_argument("--notices", type=int, default=4000)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=20261122)
    chosen = parser.parse_args()
    found = []
    with tempfile.TemporaryDirectory(prefix="minqing-sending-") as folder:
        server = Postgres(Path(folder))
        server.start()
        try:
            databases = FreshDatabases(server)
            for keyed in (True, False):
                url = databases.database("notify")
                found.append(try_out(url, keyed=keyed, **vars(chosen)))
        finally:
            server.kill()
    sys.stdout.write(json.dumps([asdict(each) for each in found], indent=2) + "\n")
    return 0 if all(is_clean(each) for each in found) else 1


def is_clean(verdict: Verdict) -> bool:
    """Say whether nothing was lost and only marked calls in their window doubled."""
    allowed = 0 if verdict.provider == "with a key" else verdict.windows
    whole = verdict.lost == 0 and verdict.doubled == verdict.marked
    return whole and verdict.doubled <= allowed


if __name__ == "__main__":
    sys.exit(main())
