"""What the ends of lives need; adapters fulfil it."""

from typing import Protocol
from uuid import UUID

from registry.application.moves.ports import TiesWork
from registry.domain.lives.change import LifeChange, LifeKind


class LifeChanges(Protocol):
    """The collection of all deaths and departures."""

    def add(self, aggregate: LifeChange) -> None:
        """Take a new one in."""
        ...

    def standing(self, resident_id: UUID, kind: LifeKind) -> LifeChange | None:
        """Return for change the one that stands in somebody's file, if any."""
        ...


class LivesWork(TiesWork, Protocol):
    """A unit of work that knows what became of people."""

    @property
    def lives(self) -> LifeChanges: ...  # noqa: D102
