"""The facts of the archive. None of them says what stands in a file."""

from dataclasses import dataclass
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class SectionDefined(Recorded):
    """A section has a new edition."""

    code: str


@dataclass(frozen=True, kw_only=True)
class SectionWritten(Recorded):
    """Something was written into a section of somebody's file."""

    subject_id: UUID
    section: str
    version: int
    visit_id: UUID | None
