"""What moves need; adapters fulfil it."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from registry.application.archive.ports import Tenancies
from registry.application.searching.ports import SearchWork
from registry.domain.aid.pairing import Pairing
from registry.domain.archive.tenancy import Tenancy
from registry.domain.duty import Duty
from registry.domain.moves.move import Move
from registry.domain.plans.plan import Plan


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


class OpenPairings(Protocol):
    """The collection of all pairings, as far as they end with their household."""

    def find(self, key: UUID) -> Pairing | None:
        """Return one for change, if it is known."""
        ...

    def open_of(self, household_id: UUID) -> Sequence[Pairing]:
        """Return for change the pairings of a household that have no end."""
        ...


class OpenPlans(Protocol):
    """The collection of all plans, as far as they close with their household."""

    def find(self, key: UUID) -> Plan | None:
        """Return one for change, if it is known."""
        ...

    def open_of(self, household_id: UUID) -> Sequence[Plan]:
        """Return for change the plan of a household that is in force, if any."""
        ...


class TiesWork(MovesWork, Protocol):
    """A unit of work that knows what hangs on a household."""

    @property
    def tenancies(self) -> OpenTenancies: ...  # noqa: D102
    @property
    def pairings(self) -> OpenPairings: ...  # noqa: D102
    @property
    def plans(self) -> OpenPlans: ...  # noqa: D102
