"""What the archive's use cases need, in their own words."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from registry.application.archive.copies import Copies
from registry.application.archive.views import Answering, Population, TenancyView
from registry.application.charges.ports import ChargesWork
from registry.application.queries import ChargedReader
from registry.domain.archive.petitions import PetitionLink, Standing
from registry.domain.archive.record import Entry, SectionRecord
from registry.domain.archive.section import SectionDefinition
from registry.domain.archive.tenancy import Tenancy
from registry.domain.privacy.request import RightsRequest


class Sections(Protocol):
    """The collection of all sections."""

    def add(self, aggregate: SectionDefinition) -> None:
        """Take a new section in."""
        ...

    def find(self, key: str) -> SectionDefinition | None:
        """Return a section with all its editions, if it is known."""
        ...

    def of(self, codes: Collection[str]) -> Sequence[SectionDefinition]:
        """Return these sections, those that are known."""
        ...

    def keeping_outcomes(self) -> Sequence[SectionDefinition]:
        """Return the sections about residents that cases write into."""
        ...

    def holding_petitions(self) -> Sequence[SectionDefinition]:
        """Return the sections that a person's petitions may stand in, by code."""
        ...


class Records(Protocol):
    """What stands in the sections of all files."""

    def get(self, subject_id: UUID, section: str) -> SectionRecord:
        """Return one section of one file for change, empty if nothing was written."""
        ...

    def newest(self, subject_id: UUID) -> Sequence[Entry]:
        """Return the newest entry of each section of a file, opened whole."""
        ...

    def at(
        self, subject_id: UUID, section: str, *, until: datetime | None
    ) -> Entry | None:
        """Return the newest entry, or the newest at a moment, opened whole."""
        ...


class Petitions(Protocol):
    """What is known of petitions, and in whose files they stand."""

    def hear(self, standing: Standing) -> None:
        """Join a word with what is known; no row is read for it."""
        ...

    def lock(self, petition_id: UUID) -> Standing | None:
        """Return what is known; nobody else links or answers it until the unit ends."""
        ...

    def link(self, petition_id: UUID, resident_id: UUID) -> PetitionLink:
        """Return the link of a petition with a resident for change, be it a new one."""
        ...

    def of(self, resident_id: UUID) -> Sequence[tuple[str, Standing]]:
        """Return the petitions in a file with the sections that they stand in."""
        ...

    def residents_of(self, petition_id: UUID) -> Sequence[UUID]:
        """Return in whose files a petition stands."""
        ...

    def unanswered(self, before: datetime, limit: int) -> Sequence[PetitionLink]:
        """Return links, for change, of which nothing was heard since they asked."""
        ...


class Tenancies(Protocol):
    """The collection of all tenancies."""

    def add(self, aggregate: Tenancy) -> None:
        """Take a new tenancy in."""
        ...

    def find(self, key: UUID) -> Tenancy | None:
        """Return a tenancy for change, if it is known."""
        ...


class Guardians(Protocol):
    """Who may say yes for those under 14."""

    def consent_to(self, child_id: UUID, day: date) -> bool:
        """Tell whether a guardian's consent holds for a child on a day."""
        ...


class AskedRequests(Protocol):
    """The collection of all requests, as far as somebody asks for their own."""

    def asked_by(self, resident_id: UUID) -> Sequence[RightsRequest]:
        """Return what somebody asked for, the oldest first."""
        ...


class ArchiveWork(ChargesWork, Protocol):
    """Registry's unit of work, with the archive in it."""

    @property
    def sections(self) -> Sections: ...  # noqa: D102
    @property
    def records(self) -> Records: ...  # noqa: D102
    @property
    def petitions(self) -> Petitions: ...  # noqa: D102
    @property
    def tenancies(self) -> Tenancies: ...  # noqa: D102
    @property
    def guardians(self) -> Guardians: ...  # noqa: D102
    @property
    def copies(self) -> Copies: ...  # noqa: D102
    @property
    def requests(self) -> AskedRequests: ...  # noqa: D102


class ArchiveReader(ChargedReader, Protocol):
    """Questions about the archive that change nothing; class 3 stays sealed."""

    def section(self, code: str) -> SectionDefinition | None:
        """Return one section with all its editions."""
        ...

    def sections(self) -> Sequence[SectionDefinition]:
        """Return every section, by code."""
        ...

    def entries(
        self, subject_id: UUID, until: datetime | None = None
    ) -> Sequence[Entry]:
        """Return the newest entry of each section, or the newest at a moment."""
        ...

    def history(self, subject_id: UUID, section: str) -> Sequence[Entry]:
        """Return all entries of one section, the oldest first."""
        ...

    def petitions(self, resident_id: UUID) -> Sequence[tuple[str, Standing]]:
        """Return the petitions in a file with the sections that they stand in."""
        ...

    def tenancies(self, household_id: UUID) -> Sequence[TenancyView]:
        """Return a household's tenancies, the newest last."""
        ...

    def answering(self, household_id: UUID, day: date) -> Answering:
        """Return in which grid a household lies, and who answers for it on a day."""
        ...

    def population(self, organisation_id: str, today: date) -> Population:
        """Return how many people live in a place and all below it."""
        ...
