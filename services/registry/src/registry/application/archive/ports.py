"""What the archive's use cases need, in their own words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from registry.application.ports import RegistryReader, RegistryWork
from registry.domain.archive.record import Entry, SectionRecord
from registry.domain.archive.section import SectionDefinition


class Sections(Protocol):
    """The collection of all sections."""

    def add(self, aggregate: SectionDefinition) -> None:
        """Take a new section in."""
        ...

    def find(self, key: str) -> SectionDefinition | None:
        """Return a section with all its editions, if it is known."""
        ...


class Records(Protocol):
    """What stands in the sections of all files."""

    def get(self, subject_id: UUID, section: str) -> SectionRecord:
        """Return one section of one file for change, empty if nothing was written."""
        ...

    def at(
        self, subject_id: UUID, section: str, *, until: datetime | None
    ) -> Entry | None:
        """Return the newest entry, or the newest at a moment, opened whole."""
        ...


class ArchiveWork(RegistryWork, Protocol):
    """Registry's unit of work, with the archive in it."""

    @property
    def sections(self) -> Sections: ...  # noqa: D102
    @property
    def records(self) -> Records: ...  # noqa: D102


class ArchiveReader(RegistryReader, Protocol):
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
