"""What the premises need; adapters fulfil it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from registry.application.ports import RegistryWork
from registry.domain.premises.locating import Ground
from registry.domain.premises.premises import Premises


class AllPremises(Protocol):
    """The collection of all premises."""

    def add(self, aggregate: Premises) -> None:
        """Take new ones in."""
        ...

    def find(self, key: str) -> Premises | None:
        """Return premises for change, if they are known."""
        ...

    def get_many(self, keys: Iterable[str]) -> Mapping[str, Premises]:
        """Return those of many premises that are known, for change."""
        ...

    def path(self, premises_id: str) -> Sequence[Premises]:
        """Return premises and what they stand in, outermost first; empty if unknown."""
        ...

    def ground(self, organisation_id: str) -> Ground:
        """Return a community's active premises, to find an address in.

        Those of communities that it continues are among them."""
        ...


class PremisesWork(RegistryWork, Protocol):
    """A unit of work that knows where people live."""

    @property
    def premises(self) -> AllPremises: ...  # noqa: D102
