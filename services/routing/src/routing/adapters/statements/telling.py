"""Statements go out: to each neighbour in its time, or to all at once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final, Protocol
from uuid import UUID, uuid4

from minqing_chassis.database import Database
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Cause, Command
from routing.application.statements.commands import AskForStatements, TellStatement

DUE: Final = """
update agency_neighbours set told_at = :now, due_at = :next
where agency = any(:neighbours) and edition >= 2 and due_at <= :now
returning agency
"""
ALL: Final = """
update agency_neighbours set told_at = :now, due_at = :next
where agency = any(:neighbours) and edition >= 2 returning agency
"""


class Bus(Protocol):
    """The part of the command bus that telling needs."""

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command in a transaction of its own."""
        ...


class Statements:
    """Tells neighbours what is shared with them, page by page, each a transaction.

    Whoever takes a neighbour's row first tells it; killed in between, it tells the rest
    the next time.
    """

    def __init__(
        self,
        bus: Bus,
        database: Database,
        clock: Clock,
        neighbours: list[str],
        every: timedelta,
    ) -> None:
        self._bus, self._database, self._clock = bus, database, clock
        self._neighbours, self._every = neighbours, every

    def run(self) -> None:
        """Tell whomever it is time to tell."""
        for _ in self._tell(DUE):
            pass

    def tell_all(self) -> dict[str, int]:
        """Tell every neighbour at once; return of how many matters each was told."""
        return dict(self._tell(ALL))

    def ask_all(self) -> int:
        """Have every neighbour tell what it knows; return how many were asked."""
        asked: int = self._bus.handle(AskForStatements(), Cause(correlation_id=uuid4()))
        return asked

    def _tell(self, sql: str) -> Iterator[tuple[str, int]]:
        now = self._clock.now()
        about = {"neighbours": self._neighbours, "now": now, "next": now + self._every}
        for row in self._database.rows(sql, **about):
            yield row["agency"], self._tell_one(row["agency"])

    def _tell_one(self, neighbour: str) -> int:
        cause = Cause(correlation_id=uuid4())
        after: UUID | None = None
        matters = 0
        while True:
            told = self._bus.handle(TellStatement(to=neighbour, after=after), cause)
            matters += int(told.matters)
            after = told.next
            if after is None:
                return matters
