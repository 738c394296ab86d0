"""What is told of pictures."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class PictureView:
    """One picture of a project; its file is fetched at a door of its own."""

    picture_id: UUID
    project_id: UUID
    kind: str
    organisation_id: str
    digest: str
    width: int
    height: int
    bytes: int
    kept_by: str
    kept_at: datetime
