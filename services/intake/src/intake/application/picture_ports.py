"""What the pictures of petitions need of the world; the adapters provide it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from intake.domain.access import Purpose
from intake.domain.pictures import PetitionPicture
from minqing_kernel.messages import Actor


class Pictures(Protocol):
    """The pictures of petitions, in a unit of work."""

    def of(self, petition_id: UUID) -> Sequence[PetitionPicture]:
        """Return those of one petition, the oldest first."""
        ...

    def add(self, picture: PetitionPicture) -> None:
        """Write a picture down whose file is kept."""
        ...


class PictureRows(Protocol):
    """Reads what is written down of pictures, outside any unit of work."""

    def of(self, petition_id: UUID) -> Sequence[PetitionPicture]:
        """Return those of one petition, the oldest first."""
        ...

    def look(
        self, petition_id: UUID, sha256: str, *, actor: Actor, purpose: Purpose
    ) -> PetitionPicture | None:
        """Return one that somebody wants to see, once that is written down."""
        ...

    def look_at_small(
        self, petition_id: UUID, *, actor: Actor, purpose: Purpose
    ) -> Sequence[PetitionPicture]:
        """Return those of which there is a small one, once the look is written down."""
        ...

    def outlived(self, before: datetime, limit: int) -> Sequence[PetitionPicture]:
        """Return some that came before a moment and whose petition has ended."""
        ...

    def drop(self, picture: PetitionPicture) -> None:
        """Forget one whose file is gone."""
        ...
