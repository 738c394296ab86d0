"""What became of pictures."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing_kernel.messages import DomainEvent
from registry.domain.pictures.picture import PictureKind


@dataclass(frozen=True, kw_only=True)
class PictureKept(DomainEvent):
    """A picture of a project is kept; of what is seen nothing is said."""

    picture_id: UUID
    project_id: UUID
    kind: PictureKind
    organisation_id: str
    digest: str
    at: datetime
