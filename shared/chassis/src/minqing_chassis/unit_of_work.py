"""State, inbox, timeline and outbox: one transaction, one round trip to write."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Any, Self
from uuid import UUID

from sqlalchemy import Executable, RowMapping, Table
from sqlalchemy.exc import IntegrityError

from minqing_chassis.database import Database, Transaction
from minqing_chassis.flush import Batch, Row, to_json
from minqing_chassis.inbox import SqlInbox
from minqing_chassis.tables import Spine
from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import to_wire
from minqing_kernel.aggregate import Aggregate
from minqing_kernel.bus import Inbox
from minqing_kernel.errors import DomainError
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Cause, DomainEvent


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a domain event becomes: a line in the timeline, and perhaps a contract.

    `subject` is the matter's id; `revision` counts this aggregate's own facts from 1;
    `step` is a short stable word; `detail` holds no personal data.
    """

    subject: str
    revision: int
    step: str
    at: datetime
    event: Event | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


Tell = Mapping[type[DomainEvent], Callable[[Any], Told]]
Refusals = Mapping[str, type[DomainError]]


class SqlWork:
    """Base of each service's unit of work.

    Nothing is asked of the database before the first `read`; a unit that only writes is
    one statement text in autocommit, which PostgreSQL runs as one transaction; one that
    reads once is two journeys.
    """

    def __init__(
        self,
        database: Database,
        spine: Spine,
        *,
        source: str,
        tell: Tell,
        refusals: Refusals | None = None,
        committed: Callable[[], None] = lambda: None,
    ) -> None:
        self._database = database
        self._spine = spine
        self._source = source
        self._service = source.rpartition("/")[2]
        self._tell = tell
        self._refusals = refusals or {}
        self._committed = committed
        self._transaction: Transaction | None = None
        self._batch = Batch()
        self._spine_batch = Batch()
        self._stirred: list[Aggregate] = []
        self._before_commit: list[Callable[[], None]] = []
        self._has_facts = False
        self.inbox: Inbox = SqlInbox(self.read)

    def __enter__(self) -> Self:
        """Open the unit; the connection is taken only when it is needed."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Roll back what was not committed."""
        if self._transaction is not None:
            self._transaction.close()
            self._transaction = None

    def read(
        self,
        sql: str | Executable,
        **values: Any,  # noqa: ANN401
    ) -> Sequence[RowMapping]:
        """Ask inside the transaction, which the first call opens."""
        if self._transaction is None:
            self._transaction = self._database.begin()
        return self._transaction.read(sql, values)

    def insert(self, table: Table, row: Row) -> None:
        """Add a row when the unit commits."""
        self._batch.insert(table, row)

    def update(self, table: Table, row: Row) -> None:
        """Set the columns in `row`, found by its primary key, when the unit commits."""
        self._batch.update(table, row)

    def write(self, sql: str, rows: Sequence[Row]) -> None:
        """Run a statement that reads `:rows` (one jsonb array) when the unit commits.

        The same statement asked for twice runs once, with the rows of both.
        """
        self._batch.write(sql, rows)

    def watch(self, aggregate: Aggregate) -> None:
        """Take this aggregate's facts at every `collect`."""
        aggregate.tell(self._stirred.append)

    def before_commit(self, act: Callable[[], None]) -> None:
        """Let a repository write what changed, just before the flush."""
        self._before_commit.append(act)

    def collect(self, cause: Cause) -> None:
        """Move the facts recorded since the last call to timeline and outbox."""
        for aggregate in self._stirred:
            for fact in aggregate.release():
                self._store(self._tell[type(fact)](fact), cause)
        self._stirred.clear()

    def say(self, event: Event, *, at: datetime, cause: Cause) -> None:
        """Put a contract into the outbox that says again what the timeline has."""
        self._publish(event, new_id(), at, cause)

    def commit(self) -> None:
        """Write everything and make it lasting, at once.

        Raises the DomainError that `refusals` names for a violated constraint.
        """
        for act in self._before_commit:
            act()
        try:
            self._send()
        except IntegrityError as error:
            raise self._named(error) from error
        if self._has_facts:
            self._committed()

    def _send(self) -> None:
        script = self._batch.join(self._spine_batch).script()
        if self._transaction is not None:
            self._transaction.commit(script)
        else:
            self._database.write(script)

    def _store(self, told: Told, cause: Cause) -> None:
        message_id = new_id()
        self._spine_batch.insert(
            self._spine.timeline,
            {
                "subject": told.subject,
                "source": self._service,
                "revision": told.revision,
                "step": told.step,
                "at": told.at,
                "actor": f"{cause.actor.role}:{cause.actor.id}",
                "correlation_id": cause.correlation_id,
                "message_id": message_id,
                "detail": told.detail,
            },
        )
        if told.event is not None:
            self._publish(told.event, message_id, told.at, cause)

    def _publish(
        self, event: Event, message_id: UUID, at: datetime, cause: Cause
    ) -> None:
        self._has_facts = True
        wire = to_wire(
            event,
            message_id=message_id,
            source=self._source,
            occurred_at=at,
            cause=cause,
        )
        self._spine_batch.insert(
            self._spine.outbox,
            {
                "message_id": message_id,
                "routing_key": wire.routing_key,
                "headers": to_json(wire.headers),
                "body": to_json(wire.body),
            },
        )

    def _named(self, error: IntegrityError) -> Exception:
        name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
        refusal = self._refusals.get(name or "")
        return refusal() if refusal else error
