"""The relay: sends what the outbox holds, and forgets what is confirmed."""

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database, fetch
from minqing_chassis.publisher import Outgoing, Receipts
from minqing_chassis.topology import EVENTS

log = logging.getLogger(__name__)

STAND_STILL = 4_100_112
"""The advisory lock under which a backup lets all relays of an agency stand still.

Who is backed up must not forget a fact that its hearers have not got yet: relays hold
it together, a backup alone, and whoever dies lets go of it.
"""
DUE = f"""
select seq, message_id, routing_key, headers, body from outbox
where (select pg_try_advisory_xact_lock_shared({STAND_STILL}))
  and seq <> all(:strays) order by seq limit :limit for update skip locked
"""
STRAY_SECONDS = 60.0
FORGET = "delete from outbox where seq = any(:seqs)"


def _outgoing(row: RowMapping) -> Outgoing:
    return Outgoing(
        message_id=row["message_id"],
        exchange=EVENTS.name,
        routing_key=row["routing_key"],
        headers=json.loads(row["headers"]),
        body=row["body"],
    )


@dataclass(frozen=True, kw_only=True)
class Line:
    """A table that a relay works off: what is due, how it is forgotten and written.

    `due` yields `seq` and `message_id`, and takes `strays` and `limit`.
    """

    due: str = DUE
    forget: str = FORGET
    outgoing: Callable[[RowMapping], Outgoing] = _outgoing


FACTS = Line()
"""What the service itself tells its house."""


class Publishes(Protocol):
    """Whatever takes messages and says which of them are safe."""

    def publish(self, messages: Sequence[Outgoing]) -> Receipts:
        """Send all; return the receipts."""
        ...

    def drop(self) -> None:
        """Let go of the connection."""
        ...


class Relay:
    """Two relays may run side by side; neither takes the other's rows.

    The one place where a transaction is open during a network call: the lock on the
    rows is what keeps a second relay away, and a crash gives them back.
    """

    def __init__(
        self, database: Database, publisher: Publishes, line: Line = FACTS
    ) -> None:
        self._database = database
        self._line = line
        self._publisher = publisher
        self._wanted = threading.Event()
        self._strays: dict[int, float] = {}

    def wake(self) -> None:
        """Say that there is something to send."""
        self._wanted.set()

    def rest(self, seconds: float) -> None:
        """Wait until there is something to send, or for so long."""
        self._wanted.wait(seconds)
        self._wanted.clear()

    def send_due(self, *, limit: int = 500) -> int:
        """Send the oldest facts and delete those confirmed; return how many were.

        A fact that no queue takes stays, is told of in the log, and is tried again
        after a minute; those behind it need not wait.
        """
        with self._database.engine.begin() as connection:
            resting = {"limit": limit, "strays": self._resting()}
            rows = fetch(connection, self._line.due, resting)
            if not rows:
                return 0
            receipts = self._publisher.publish([self._line.outgoing(e) for e in rows])
            self._set_aside(rows, receipts.returned)
            safe = [
                row["seq"] for row in rows if row["message_id"] in receipts.confirmed
            ]
            fetch(connection, self._line.forget, {"seqs": safe})
            return len(safe)

    def _resting(self) -> list[int]:
        now = time.monotonic()
        self._strays = {s: until for s, until in self._strays.items() if until > now}
        return list(self._strays)

    def _set_aside(
        self, rows: Sequence[RowMapping], returned: Mapping[UUID, str]
    ) -> None:
        until = time.monotonic() + STRAY_SECONDS
        for row in rows:
            if (why := returned.get(row["message_id"])) is not None:
                self._strays[row["seq"]] = until
                log.error("no queue takes message %s: %s", row["message_id"], why)

    def drop(self) -> None:
        """Let go of the broker."""
        self._publisher.drop()
