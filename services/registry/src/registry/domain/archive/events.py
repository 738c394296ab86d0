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


@dataclass(frozen=True, kw_only=True)
class PetitionFiled(Recorded):
    """A petition was filed under a section of a file, or taken out of it.

    `asks` is whether where it stands is to be told.
    """

    link_id: UUID
    petition_id: UUID
    section: str | None
    asks: bool


@dataclass(frozen=True, kw_only=True)
class TenancyRecorded(Recorded):
    """A tenancy began, or its time changed."""

    tenancy_id: UUID
    household_id: UUID
