"""What the history of organisations needs; adapters fulfil it."""

from collections.abc import Sequence
from typing import Protocol

from registry.application.ports import RegistryWork
from registry.domain.editions.edition import Edition
from registry.domain.editions.succession import Succession


class Editions(Protocol):
    """The editions of all organisations."""

    def of(self, organisation_id: str) -> Sequence[Edition]:
        """Return an organisation's editions, oldest first."""
        ...

    def keep(self, edition: Edition) -> None:
        """Take an edition in; it replaces that of the same day."""
        ...


class Successions(Protocol):
    """Who continues whom."""

    def of(self, organisation_id: str) -> Succession | None:
        """Return who continues an organisation, if anybody was named."""
        ...

    def keep(self, succession: Succession) -> None:
        """Take it in; it replaces what was said before."""
        ...


class EditionsWork(RegistryWork, Protocol):
    """A unit of work that knows what organisations were."""

    @property
    def editions(self) -> Editions: ...  # noqa: D102
    @property
    def successions(self) -> Successions: ...  # noqa: D102
