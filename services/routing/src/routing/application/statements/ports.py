"""What the use cases of statements need, in their own words."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from routing.application.handovers.ports import HandOverWork, Requests
from routing.domain.statements.comparing import Found, Known
from routing.domain.statements.letters import Line


class Accounts(Requests, Protocol):
    """What is known of all that is shared with neighbours, and what they were told."""

    def shared(self, neighbour: str, after: UUID | None, limit: int) -> Sequence[Line]:
        """Return what is shared with a neighbour, in order of the matters' ids.

        Settled matters are told of for a month after their last change.
        """
        ...

    def known(
        self,
        neighbour: str,
        theirs: Sequence[Line],
        after: UUID | None,
        upto: UUID | None,
    ) -> Mapping[UUID, Known]:
        """Return what is known of these matters, and of all shared in that range."""
        ...

    def want_statement(self, neighbour: str, at: datetime) -> None:
        """Let a statement be due to a neighbour, though at most one a minute."""
        ...

    def record(
        self,
        neighbour: str,
        found: Iterable[Found],
        looked_at: Iterable[UUID],
        at: datetime,
    ) -> None:
        """Write down what differs, and that whatever else was looked at is mended."""
        ...


class AccountWork(HandOverWork, Protocol):
    """A unit of work with the room of statements open."""

    @property
    def accounts(self) -> Accounts: ...  # noqa: D102
