"""One message, one effect: the only place where a transaction is opened."""

from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Generic, Protocol, Self, TypeVar
from uuid import UUID

from minqing_kernel.messages import Cause, Command, Incoming


class Inbox(Protocol):
    """Remembers the messages that were handled."""

    def admit(self, message_ids: Sequence[UUID]) -> set[UUID]:
        """Remember these messages; return those that are seen for the first time."""
        ...


class UnitOfWork(Protocol):
    """State, inbox and outbox, committed together or not at all."""

    @property
    def inbox(self) -> Inbox:
        """The messages that were handled."""
        ...

    def __enter__(self) -> Self:
        """Open the unit of work."""
        ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let go of everything that was not committed."""
        ...

    def collect(self, cause: Cause) -> None:
        """Take the facts recorded since the last call, on account of `cause`."""
        ...

    def commit(self) -> None:
        """Make everything lasting, at once."""
        ...


W = TypeVar("W", bound=UnitOfWork)
Handler = Callable[[Any, W], Any]


class CommandBus(Generic[W]):
    """Finds the handler, gives it an open unit of work, commits once."""

    def __init__(
        self,
        new_unit_of_work: Callable[[], W],
        handlers: Mapping[type[Command], Handler[W]],
    ) -> None:
        self._new_unit_of_work = new_unit_of_work
        self._handlers = dict(handlers)

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command in a transaction of its own; return what its handler says."""
        with self._new_unit_of_work() as work:
            answer = self._run(command, cause, work)
            work.commit()
            return answer

    def handle_group(self, group: Sequence[Incoming]) -> int:
        """Run many messages in one transaction: all of them, or none.

        Returns how many were new; a message that was handled before changes nothing,
        whether it came in an earlier group or stands twice in this one.
        """
        with self._new_unit_of_work() as work:
            fresh = work.inbox.admit(
                [message.message_id for message in group if message.message_id]
            )
            done = 0
            for message in group:
                if message.message_id is not None:
                    if message.message_id not in fresh:
                        continue
                    fresh.discard(message.message_id)
                self._run(message.command, message.cause, work)
                done += 1
            work.commit()
            return done

    def _run(self, command: Command, cause: Cause, work: W) -> Any:  # noqa: ANN401
        answer = self._handlers[type(command)](command, work)
        work.collect(cause)
        return answer
