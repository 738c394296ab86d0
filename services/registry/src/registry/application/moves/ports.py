"""What moves need; adapters fulfil it."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from registry.application.archive.ports import Tenancies
from registry.application.searching.ports import SearchWork
from registry.domain.archive.tenancy import Tenancy
from registry.domain.duty import Duty
from registry.domain.moves.move import Move


class Moves(Protocol):
    """The collection of all moves."""

    def add(self, aggregate: Move) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> Move | None:
        """Return a move for change, if it is known."""
        ...

    def duties_of(self, household_id: UUID) -> Sequence[Duty]:
        """Return for change the open duties that are tied to a household."""
        ...


class MovesWork(SearchWork, Protocol):
    """A unit of work that knows moves."""

    @property
    def moves(self) -> Moves: ...  # noqa: D102


class OpenTenancies(Tenancies, Protocol):
    """The collection of all tenancies, as far as they end with their household."""

    def open_of(self, household_id: UUID) -> Sequence[Tenancy]:
        """Return for change the tenancies of a household that have no end."""
        ...


class TiesWork(MovesWork, Protocol):
    """A unit of work that knows what hangs on a household."""

    @property
    def tenancies(self) -> OpenTenancies: ...  # noqa: D102
