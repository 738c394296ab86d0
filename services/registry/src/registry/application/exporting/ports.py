"""What taking files out needs, in its own words; adapters fulfil it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from minqing_kernel.messages import Actor
from registry.application.archive.ports import ArchiveWork


@dataclass(frozen=True, kw_only=True)
class Export:
    """A list that leaves: what, for whom, what for, and who stands in it."""

    export_id: UUID
    kind: str
    form: str
    organisation_id: str
    purpose: str
    by: Actor
    work_name: str | None
    at: datetime
    subjects: Sequence[UUID]
    grid_id: str | None = None


class Exports(Protocol):
    """Lists that left."""

    def people(
        self, kind: str, organisation_id: str, buildings: Collection[str] | None
    ) -> Sequence[UUID]:
        """Return who is kept in a place and below it, in some buildings or all."""
        ...

    def in_grid(
        self, grid_id: str, place: str, buildings: Collection[str] | None
    ) -> Sequence[UUID]:
        """Return the households and residents of a grid, in some buildings or all."""
        ...

    def keep(self, export: Export) -> None:
        """Write down that a list leaves."""
        ...


class ExportsWork(ArchiveWork, Protocol):
    """A unit of work that lets lists leave."""

    @property
    def exports(self) -> Exports: ...  # noqa: D102
