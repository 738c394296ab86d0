"""Dead letters: what could not be handled, kept until a person decides."""

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import uuid4

from sqlalchemy import RowMapping
from sqlalchemy.exc import DBAPIError

from minqing_chassis.database import UNAVAILABLE, Database, fetch
from minqing_chassis.flush import Batch, to_json
from minqing_chassis.publisher import Outgoing, Receipts
from minqing_chassis.topology import inbox_name, ladder_name
from minqing_contracts.envelope import PREFIX
from minqing_kernel.errors import Conflict, NotFound
from minqing_kernel.text import UNSTORABLE

LARGEST = 2**31 - 1

KEEP = """
insert into dead_letters (fingerprint, event, reason, headers, body, attempts)
select fingerprint, event, reason, headers, body, attempts
from jsonb_populate_recordset(null::dead_letters, :rows)
on conflict (fingerprint) where state = 'open' do nothing
"""
LIST = """
select id, event, reason, attempts, state, kept_at from dead_letters
where (cast(:state as text) is null or state = :state) order by id desc limit :limit
"""
ONE = "select * from dead_letters where id = :id"
LOCK = ONE + " for update"
MARK = "update dead_letters set state = :state where id = :id"
ACT = """
insert into dead_letter_acts (dead_letter_id, act, by, reason)
values (:id, :act, :by, :reason)
"""
ACTS = "select act, by, reason, at from dead_letter_acts where dead_letter_id = :id"


class NoSuchDeadLetter(NotFound):
    """No dead letter has that number."""

    code = "no-such-dead-letter"


class AlreadyDecided(Conflict):
    """Somebody has already replayed or discarded it."""

    code = "dead-letter-decided"


@dataclass(frozen=True, kw_only=True)
class DeadLetter:
    """A message as it came, and why it could not be handled."""

    event: str
    reason: str
    headers: Mapping[str, Any]
    body: str
    attempts: int


class DeadLetterStore:
    """Keeps dead letters; the same message is kept open once."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, letters: Sequence[DeadLetter]) -> None:
        """Store them, in a transaction of their own."""
        if not letters:
            return
        rows = [_row(letter) for letter in letters]
        try:
            self._write(rows)
        except UNAVAILABLE:
            raise
        except DBAPIError:
            for row in rows:
                self._write_somehow(row)

    def _write_somehow(self, row: dict[str, Any]) -> None:
        """Keep a letter that cannot be stored as it is in a form that always can."""
        try:
            self._write([row])
        except UNAVAILABLE:
            raise
        except DBAPIError:
            whole = base64.b64encode(to_json(row).encode("utf-8", "replace"))
            self._write([row | {"headers": {}, "body": whole.decode(), "attempts": 0}])

    def _write(self, rows: list[dict[str, Any]]) -> None:
        batch = Batch()
        batch.write(KEEP, rows)
        self._database.write(batch.script())

    def open_count(self) -> int:
        """Return how many wait for a person."""
        sql = "select count(*) as n from dead_letters where state = 'open'"
        return int(self._database.rows(sql)[0]["n"])


class Publishes(Protocol):
    """Whatever can put messages back on a queue."""

    def publish(self, messages: Sequence[Outgoing]) -> Receipts:
        """Send all; return the receipts."""
        ...


class DeadLetterDesk:
    """Where a person reads, replays or discards; every act leaves a row."""

    def __init__(self, service: str, database: Database, publisher: Publishes) -> None:
        self._service = service
        self._database = database
        self._publisher = publisher

    def list(
        self, *, state: str | None = "open", limit: int = 100
    ) -> Sequence[RowMapping]:
        """Return the newest dead letters in a state (None: in any)."""
        return self._database.rows(LIST, state=state, limit=limit)

    def show(self, number: int) -> dict[str, Any]:
        """Return one dead letter whole, with what was done about it."""
        found = self._database.rows(ONE, id=number)
        if not found:
            raise NoSuchDeadLetter(f"there is no dead letter {number}")
        acts = self._database.rows(ACTS, id=number)
        return dict(found[0]) | {"acts": [dict(act) for act in acts]}

    def replay(
        self, number: int, *, by: str, reason: str, body: str | None = None
    ) -> None:
        """Put it back on the queue, mended if `body` is given, and mark it replayed.

        The row stays locked until the broker has confirmed: should the message die
        again meanwhile, it waits and is kept anew. A crash in between leaves the letter
        open; the inbox makes a second replay harmless.
        """

        def send(letter: Mapping[Any, Any]) -> None:
            receipts = self._publisher.publish([self._again(letter, body)])
            if not receipts.confirmed:
                raise Conflict(f"no queue took dead letter {number}")

        self._decide(number, "replayed", by, reason, then=send)

    def discard(self, number: int, *, by: str, reason: str) -> None:
        """Leave it for good, with the reason."""
        self._decide(number, "discarded", by, reason)

    def _decide(
        self,
        number: int,
        state: str,
        by: str,
        reason: str,
        *,
        then: Callable[[Mapping[Any, Any]], None] = lambda _: None,
    ) -> None:
        with self._database.engine.begin() as connection:
            found = fetch(connection, LOCK, {"id": number})
            if not found:
                raise NoSuchDeadLetter(f"there is no dead letter {number}")
            self._undecided(found[0])
            fetch(connection, MARK, {"id": number, "state": state})
            fetch(
                connection,
                ACT,
                {"id": number, "act": state, "by": by, "reason": reason},
            )
            then(found[0])

    @staticmethod
    def _undecided(letter: Mapping[Any, Any]) -> None:
        if letter["state"] != "open":
            raise AlreadyDecided(
                f"dead letter {letter['id']} was {letter['state']} before"
            )

    def _again(self, letter: Mapping[Any, Any], body: str | None) -> Outgoing:
        headers = {k: v for k, v in letter["headers"].items() if k != "attempt"}
        return Outgoing(
            message_id=uuid4(),
            exchange=ladder_name(self._service),
            routing_key=inbox_name(self._service),
            headers=headers,
            body=letter["body"] if body is None else body,
        )


def _row(letter: DeadLetter) -> dict[str, Any]:
    headers = {storable(name): _plain(value) for name, value in letter.headers.items()}
    return {
        "fingerprint": fingerprint(letter.headers, to_json(headers) + letter.body),
        "event": storable(letter.event)[:120],
        "reason": storable(letter.reason),
        "headers": headers,
        "body": storable(letter.body),
        "attempts": min(max(letter.attempts, 0), LARGEST),
    }


def _plain(value: object) -> object:
    """Return a header's value in a form that JSON and PostgreSQL can keep."""
    if isinstance(value, str):
        return storable(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int) and abs(value) <= LARGEST:
        return value
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {storable(str(name)): _plain(each) for name, each in value.items()}
    return storable(repr(value))


def storable(text: str) -> str:
    """Return text that PostgreSQL can keep: without NUL, without half pairs."""
    return UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def fingerprint(headers: Mapping[str, Any], whole: str) -> str:
    """Return what makes two copies of one message the same: its id, or its content."""
    stated = headers.get(PREFIX + "id")
    if isinstance(stated, str) and 0 < len(stated) <= 64:
        return storable(stated)
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()
