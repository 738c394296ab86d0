"""The one moment of all databases that a backup shows: nothing is on its way.

The relays stand still (facts gather in the outboxes), what the broker holds is worked
off, then each database is asked for a snapshot, and the relays go on: doors stay open.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager

import psycopg2
from kombu.connection import Connection
from psycopg2.extensions import connection as Session

from minqing_backup.surroundings import Surroundings
from minqing_chassis.relay import STAND_STILL
from minqing_chassis.settings import SettingsError
from minqing_chassis.topology import RETRY_AFTER, dead_name, inbox_name, retry_name

LOCK_SECONDS = 60
SETTLE_SECONDS = 1.5
"""What was delivered has begun its transaction by then."""
BUSY = """
select exists (select from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and backend_type = 'client backend'
      and xact_start < now() - make_interval(secs => %(older)s))
  or exists (select from inbox
    where admitted_at > now() - make_interval(secs => %(newer)s))
"""
"""Somebody works on one message for long, or on one after the other.

A consumer holds hundreds that no queue counts any more; what it had done a moment ago
says that it may have more of them in hand.
"""


class NeverStill(SettingsError):
    """The broker still held messages when patience ended."""


@contextmanager
def one_moment(around: Surroundings, patience: float) -> Iterator[dict[str, str]]:
    """Yield the snapshot of each database, good as long as the block lasts.

    Raises NeverStill when messages still wait after `patience` seconds.
    """
    with ExitStack() as stack:
        sessions = {
            service: stack.enter_context(closing(_session(url, patience)))
            for service, url in around.databases.items()
        }
        for session in sessions.values():
            _ask(session, f"select pg_advisory_lock({STAND_STILL})")
        wait_until_still(
            lambda: _waiting(around), lambda: _busy(sessions), time.monotonic, patience
        )
        snapshots = {name: _snapshot(session) for name, session in sessions.items()}
        for session in sessions.values():
            _ask(session, f"select pg_advisory_unlock({STAND_STILL})")
        yield snapshots


def wait_until_still(
    waiting: Callable[[], Mapping[str, int]],
    busy: Callable[[], bool],
    now: Callable[[], float],
    patience: float,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Return once twice no queue held anything and nobody had a message in hand."""
    until, quiet = now() + patience, False
    while True:
        left = {name: number for name, number in waiting().items() if number}
        still = not left and not busy()
        if still and quiet:
            return
        quiet = still
        if now() > until:
            told = ", ".join(f"{name} {number}" for name, number in left.items())
            raise NeverStill(f"messages still wait: {told or 'in hand'}; try later")
        pause(SETTLE_SECONDS if quiet else 0.2)


def _session(url: str, patience: float) -> Session:
    """Return a session that the server ends should we hang: relays must go on."""
    idle = int(patience) + LOCK_SECONDS
    session = psycopg2.connect(
        url,
        application_name="minqing-backup",
        options=f"-c lock_timeout={LOCK_SECONDS}s -c idle_session_timeout={idle}s",
    )
    session.autocommit = True
    return session


def _ask(session: Session, question: str, **about: float) -> object:
    with session.cursor() as cursor:
        cursor.execute(question, about or None)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def _snapshot(session: Session) -> str:
    _ask(session, "begin isolation level repeatable read read only")
    return str(_ask(session, "select pg_export_snapshot()"))


def _busy(sessions: Mapping[str, Session]) -> bool:
    about = {"older": SETTLE_SECONDS / 2, "newer": SETTLE_SECONDS * 2}
    return any(_ask(each, BUSY, **about) for each in sessions.values())


def _waiting(around: Surroundings) -> dict[str, int]:
    """Ask how many messages each queue holds; one that is not there holds none."""
    found: dict[str, int] = {}
    with Connection(around.amqp_uri, connect_timeout=10) as broker:
        for service in around.databases:
            steps = range(1, len(RETRY_AFTER) + 1)
            names = [inbox_name(service), dead_name(service)]
            names += [retry_name(service, n) for n in steps]
            found |= {name: _depth(broker, name) for name in names}
    return found


def _depth(broker: Connection, name: str) -> int:
    try:
        with broker.channel() as channel:
            return int(channel.queue_declare(name, passive=True).message_count)
    except broker.channel_errors:
        return 0
