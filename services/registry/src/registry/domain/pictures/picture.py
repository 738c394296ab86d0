"""A picture of a project: of the place before (踏勘), or of what was built (完工)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from registry.domain.values import checked_id


class PictureKind(StrEnum):
    """现场踏勘, 完工."""

    SURVEY = "survey"
    COMPLETION = "completion"


@dataclass(frozen=True, kw_only=True)
class PictureProfile:
    """Of which project, what it shows, who keeps it, and which file it is."""

    project_id: UUID
    kind: PictureKind
    organisation_id: str
    digest: str
    width: int
    height: int
    bytes: int

    def __post_init__(self) -> None:
        checked_id(self.organisation_id, "organisation_id")


@dataclass(eq=False, kw_only=True)
class Picture(Aggregate):
    """One picture; it is never exchanged for another."""

    picture_id: UUID
    profile: PictureProfile
    kept_by: str
    kept_at: datetime
    revision: int = 1
