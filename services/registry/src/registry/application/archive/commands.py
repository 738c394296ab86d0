"""What can be asked of the archive; every command says who asks."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.access import Purpose
from registry.domain.archive.petitions import Standing
from registry.domain.archive.section import SectionSpec, SubjectKind
from registry.domain.archive.tenancy import TenancyProfile


@dataclass(frozen=True, kw_only=True)
class DefineSection(RegistryCommand):
    """Say what a section asks from a day on, and why (A-04).

    `seen` is the number of the newest edition that the sender saw (0: none yet).
    """

    section: str
    spec: SectionSpec
    reason: str = ""
    seen: int | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class EditSection(RegistryCommand):
    """Write into a section of a file; `seen` is the revision that the writer saw."""

    subject: SubjectKind
    subject_id: UUID
    section: str
    values: dict[str, Any]
    seen: int | None = None
    visit_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ReadSection(RegistryCommand):
    """See a section in full, as it stood on a day, for a purpose that is kept."""

    subject: SubjectKind
    subject_id: UUID
    section: str
    purpose: Purpose
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class HearPetition(RegistryCommand):
    """Take in what intake told of a petition."""

    standing: Standing


@dataclass(frozen=True, kw_only=True)
class DropPetition(RegistryCommand):
    """Take a petition that nobody registered out of the files that it stands in."""

    petition_id: UUID


@dataclass(frozen=True, kw_only=True)
class FileParts(RegistryCommand):
    """File what was divided off a petition where that petition stands."""

    petition_id: UUID
    part_ids: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True)
class AskAgain(RegistryCommand):
    """Ask again where petitions stand of which nothing was heard."""


@dataclass(frozen=True, kw_only=True)
class FilePetition(RegistryCommand):
    """File a petition under a section of a resident's file, or take it out."""

    resident_id: UUID
    petition_id: UUID
    section: str | None


@dataclass(frozen=True, kw_only=True)
class ReadHousehold(RegistryCommand):
    """See a household and the files of its members in full, for a purpose."""

    household_id: UUID
    purpose: Purpose


@dataclass(frozen=True, kw_only=True)
class ReadOwnFile(RegistryCommand):
    """Get a copy of what is kept about oneself; the actor is the resident."""


@dataclass(frozen=True, kw_only=True)
class RecordTenancy(RegistryCommand):
    """Say from whom a household rents, or when that ends."""

    tenancy_id: UUID
    profile: TenancyProfile
