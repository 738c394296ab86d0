"""What dividing needs of the world."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from uuid import UUID

from intake.domain.splitting import Kin


class Splits(Protocol):
    """Which petitions are parts of which."""

    def queue_up(self, petition_id: UUID) -> None:
        """Wait until nobody else divides what came together with a petition.

        To be asked first of all: who waits here holds nothing that others wait for.
        """
        ...

    def of(self, petition_id: UUID) -> Kin:
        """Return what came together with a petition; to be asked once it is locked."""
        ...

    def keep(self, parts: Iterable[UUID], first: UUID, at: datetime) -> None:
        """Let petitions be parts of what came as the first."""
        ...
