"""What merging needs of the world."""

from collections.abc import Mapping, Sequence
from typing import Protocol
from uuid import UUID

from intake.domain.merging import Bond, Merge


class Merges(Protocol):
    """Which petitions are merged into which."""

    def of(self, petition_ids: Sequence[UUID]) -> Mapping[UUID, Bond]:
        """Return the bond of each; to be asked once the petitions are locked."""
        ...

    def keep(self, merge: Merge) -> None:
        """Let a petition be merged."""
        ...

    def drop(self, petition_id: UUID) -> None:
        """Let a petition stand for itself."""
        ...
