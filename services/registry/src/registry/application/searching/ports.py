"""What finding people needs; adapters fulfil it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from registry.application.charges.ports import Charges
from registry.application.ports import RegistryWork
from registry.domain.resident import Resident
from registry.domain.searching.words import Query


@dataclass(frozen=True, kw_only=True, repr=False)
class Candidate:
    """A resident whom the words found, with where they live."""

    resident: Resident
    home_address: str | None
    building_id: str | None

    @property
    def home(self) -> Mapping[str, str | None]:
        """Return the address and the building of their home, if they have one."""
        return {"address": self.home_address, "building_id": self.building_id}

    @property
    def addresses(self) -> list[str]:
        """Return where they live and where they are registered."""
        registered = self.resident.profile.particulars.registered_address
        return [each for each in (self.home_address, registered) if each]


class SearchIndex(Protocol):
    """The words by which residents are found."""

    def keep(self, resident: Resident, words: frozenset[str]) -> None:
        """Let a resident be found by these words, and no others."""
        ...

    def readings(self, name: str) -> Sequence[Sequence[str]]:
        """Return each character's readings, with their tones."""
        ...

    def find(
        self, query: Query, place: str, within: Collection[str] | None, limit: int
    ) -> Sequence[UUID]:
        """Return who is found in a place and below it, in these buildings if any.

        Nobody is locked; whoever more words fit than `limit` may be left out.
        """
        ...

    def of(self, resident_ids: Sequence[UUID]) -> Sequence[Candidate]:
        """Return these residents with where they live; nobody is locked."""
        ...

    def members(self, household_id: UUID) -> Sequence[UUID]:
        """Return who belongs to a household."""
        ...


class SearchWork(RegistryWork, Protocol):
    """A unit of work that finds people."""

    @property
    def search(self) -> SearchIndex: ...  # noqa: D102
    @property
    def charges(self) -> Charges: ...  # noqa: D102
