"""The reckoning: what every receipt must have, and what nobody may have twice."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from amqp.exceptions import NotFound
from kombu.connection import Connection

from minqing_chassis import topology
from minqing_contracts.topology import SUBSCRIPTIONS
from tests.bench.ground import Ground, until

AUDIENCES = 2
"""An assignment is told to the unit's desk and to the petitioner."""
QUEUE_PARTS = ("inbox", "dead", *(f"retry.{s}s" for s in topology.RETRY_AFTER))


@dataclass(frozen=True)
class Reckoning:
    """How many receipts lack something, and how many have something twice."""

    lost: int
    doubled: int


def settled(ground: Ground, petitions: list[str], *, seconds: float) -> None:
    """Wait until every queue and outbox is empty and every notice is written."""
    until(lambda: _quiet(ground), seconds=seconds, every=0.2)
    until(lambda: _notices(ground, petitions), seconds=seconds, every=0.2)
    until(lambda: _quiet(ground), seconds=seconds, every=0.2)


def reckon(ground: Ground, petitions: list[str]) -> Reckoning:
    """Count receipts that have not exactly one of everything."""
    counts = [
        _count(ground, "intake", "petitions", petitions, "true"),
        _count(ground, "routing", "cases", petitions, "true"),
        _count(ground, "routing", "assignments", petitions, "true"),
    ]
    told = _count(ground, "notify", "notices", petitions, "step = 'assigned'")
    lost = {p for p in petitions if any(c[p] < 1 for c in counts)}
    lost |= {p for p in petitions if told[p] < AUDIENCES}
    doubled = {p for p in petitions if any(c[p] > 1 for c in counts)}
    doubled |= {p for p in petitions if told[p] > AUDIENCES}
    return Reckoning(lost=len(lost), doubled=len(doubled) + _strays(ground, petitions))


def dead_letters(ground: Ground) -> list[tuple[str, str]]:
    """Return event and reason of every open dead letter, in every service."""
    found = list[tuple[str, str]]()
    for service in SUBSCRIPTIONS:
        with ground.database(service) as cursor:
            cursor.execute(
                "select event, reason from dead_letters where state = 'open'"
            )
            found += cursor.fetchall()
    return found


def queue_lengths(ground: Ground) -> dict[str, int]:
    """Return how many messages lie in each queue of the agency."""
    lengths = {}
    with Connection(ground.agency.amqp_uri, connect_timeout=5) as connection:
        for service in SUBSCRIPTIONS:
            for part in QUEUE_PARTS:
                name = f"{service}.{part}"
                lengths[name] = _length(connection, name)
    return lengths


def outboxes(ground: Ground) -> dict[str, int]:
    """Return how many facts wait in each outbox."""
    sql = "select count(*) from outbox"
    return {service: ground.value(service, sql) for service in SUBSCRIPTIONS}


def _length(connection: Connection, name: str) -> int:
    channel = connection.channel()
    try:
        return int(channel.queue_declare(name, passive=True).message_count)
    except NotFound:
        return 0
    finally:
        if channel.is_open:
            channel.close()


def _quiet(ground: Ground) -> bool:
    try:
        return not any(outboxes(ground).values()) and not any(
            queue_lengths(ground).values()
        )
    except Exception:
        return False


def _notices(ground: Ground, petitions: list[str]) -> bool:
    sql = (
        "select count(*) from notices where step = 'assigned'"
        " and petition_id = any(%s::uuid[])"
    )
    found: int = ground.value("notify", sql, petitions)
    return found >= len(petitions) * AUDIENCES


def _count(
    ground: Ground, service: str, table: str, petitions: list[str], which: str
) -> Counter[str]:
    sql = (
        f"select petition_id::text, count(*) from {table}"
        f" where petition_id = any(%s::uuid[]) and {which} group by 1"
    )
    with ground.database(service) as cursor:
        cursor.execute(sql, (petitions,))
        return Counter(dict[Any, int](cursor.fetchall()))


def _strays(ground: Ground, petitions: list[str]) -> int:
    """Count petitions that nobody holds a receipt for: a request taken twice."""
    sql = (
        "select count(*) from petitions where received_at >= (select min(received_at)"
        " from petitions where petition_id = any(%s::uuid[]))"
        " and petition_id <> all(%s::uuid[])"
    )
    stray: int = ground.value("intake", sql, petitions, petitions)
    return stray
