"""A million notices wait: how long does a sender take to claim its next batch?"""

import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg2

from minqing_chassis.database import Database
from notify.adapters.unit_of_work import SqlNotifyWork
from notify.domain.delivery import Attempt, Result, settle
from tests.bench.ground import Ground

BATCH = 100
HOLD = timedelta(seconds=30)
FILL = """
insert into notices (notice_id, petition_id, correlation_id, step, audience, recipient,
  urgency, at, params, state, attempts, next_attempt_at)
select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'assigned',
  'petitioner', 'petitioner', case when g %% 100 = 0 then 0 when g %% 10 = 0 then 2
  else 1 end, now(), '{"receipt": "B-1"}', 'waiting', 0,
  now() + make_interval(secs => case when g %% 4 = 0 then 86400 else -(g %% 86400) end)
from generate_series(1, %s) g
"""
"""One in a hundred is urgent; a quarter is held back until some time tomorrow."""


def claims(ground: Ground, notices: int, asked: int = 300) -> dict[str, Any]:
    """Claim batch after batch as the sender does, with notify itself stopped."""
    ground.agency.stop_part("notify")
    connection = psycopg2.connect(ground.agency.admin_database_url("notify"))
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(FILL, (notices,))
    cursor.execute("vacuum analyze notices")
    database = Database(ground.agency.database_url("notify"), pool_size=2)
    try:
        return measure(database, asked) | {"queued": notices}
    finally:
        database.close()
        cursor.execute("delete from notices where params->>'receipt' = 'B-1'")
        connection.close()
        ground.agency.start_part("notify")


def measure(database: Database, asked: int) -> dict[str, Any]:
    """Claim and settle batches; return how long claims took, and whether in order."""
    times, urgencies = list[float](), list[int]()
    for _ in range(asked):
        lease, now = uuid4(), datetime.now(UTC)
        begun = time.perf_counter()
        with SqlNotifyWork(database, source="bench/notify") as work:
            found = work.notices.claim(
                limit=BATCH, lease=lease, now=now, until=now + HOLD
            )
            work.commit()
        times.append((time.perf_counter() - begun) * 1000)
        urgencies += [notice.urgency for notice in found]
        _settle(database, lease, found)
    return {
        "batch": BATCH,
        "claims": asked,
        "p50_ms": round(statistics.median(times), 2),
        "p95_ms": round(statistics.quantiles(times, n=20)[18], 2),
        "max_ms": round(max(times), 2),
        "urgent_first": urgencies == sorted(urgencies),
    }


def _settle(database: Database, lease: UUID, found: list[Any]) -> None:
    at = datetime.now(UTC)
    done = [settle(Attempt(notice=n, result=Result.DELIVERED), at=at) for n in found]
    with SqlNotifyWork(database, source="bench/notify") as work:
        work.notices.settle(lease, done)
        work.commit()
