"""What bringing files in needs, in its own words; adapters fulfil it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from minqing_kernel.messages import Cause, Command
from registry.application.archive.ports import ArchiveWork
from registry.application.editions.ports import EditionsWork
from registry.application.importing.views import ImportView
from registry.application.people import FilesWork
from registry.domain.archive.record import Entry
from registry.domain.household import Household
from registry.domain.importing.batch import ImportBatch, RowResult
from registry.domain.importing.cells import Cell
from registry.domain.importing.columns import Template
from registry.domain.resident import Resident


class HomeNumber(NamedTuple):
    """A household as an office numbers it (户编号); another may have the same."""

    organisation_id: str
    number: str


@dataclass(frozen=True, kw_only=True)
class Done:
    """A row that an import took, and how it can be taken back."""

    no: int
    subject: str
    revision: int
    before: Mapping[str, Any] | None


class Imports(Protocol):
    """The collection of all imports, and what they bring in at once."""

    def add(self, aggregate: ImportBatch) -> None:
        """Take a new import in."""
        ...

    def get(self, key: UUID) -> ImportBatch:
        """Return an import for change, or raise ImportUnknown."""
        ...

    def keep_file(self, batch_id: UUID, content: bytes) -> None:
        """Keep a file, sealed, until its rows are done."""
        ...

    def drop_file(self, batch_id: UUID) -> None:
        """Throw a file away."""
        ...

    def keep_results(self, batch_id: UUID, results: Sequence[RowResult]) -> None:
        """Write down what became of rows."""
        ...

    def bearers(self, numbers: Collection[str]) -> Mapping[str, Resident]:
        """Return who bears each of these identity numbers (checked form)."""
        ...

    def homes(self, numbers: Collection[HomeNumber]) -> Mapping[HomeNumber, Household]:
        """Return the households with these numbers; an id is a number, too."""
        ...

    def number_home(self, number: HomeNumber, household_id: UUID) -> None:
        """Let a household be found by its number."""
        ...

    def members(
        self, household_ids: Collection[UUID]
    ) -> Mapping[UUID, Sequence[Resident]]:
        """Return who lives in each of these households."""
        ...

    def to_undo(self, batch_id: UUID, limit: int) -> Sequence[Done]:
        """Return rows that were not looked at for undoing yet, the last ones first."""
        ...

    def mark_undone(
        self, batch_id: UUID, undone: Collection[int], kept: Collection[int]
    ) -> None:
        """Write down which rows were taken back, and which were not."""
        ...

    def untouched(self, kind: str, entries: Mapping[UUID, int]) -> frozenset[UUID]:
        """Return the entries of these revisions on which nothing hangs, held."""
        ...

    def withdraw(
        self, kind: str, entries: Mapping[UUID, int], batch_id: UUID, *, at: datetime
    ) -> None:
        """Take residents or households out of the register."""
        ...

    def entry(self, subject_id: UUID, section: str, revision: int) -> Entry | None:
        """Return what one edit left in a section, opened whole."""
        ...


class ImportsWork(EditionsWork, FilesWork, ArchiveWork, Protocol):
    """A unit of work that brings files in."""

    @property
    def imports(self) -> Imports: ...  # noqa: D102


class SentFile(Protocol):
    """A file as it was sent, readable more than once."""

    @property
    def total(self) -> int | None:
        """How many lines it has, if it tells."""
        ...

    def lines(self, template: Template) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Yield its lines, numbered from 1; raise BadTable for what is no table."""
        ...


class ImportDesk(Protocol):
    """Questions about imports, and their files."""

    def batch(self, batch_id: UUID) -> ImportView | None:
        """Return an import."""
        ...

    def due(self) -> UUID | None:
        """Return an import that has work left and nobody who works on it."""
        ...

    def file(self, batch_id: UUID) -> SentFile:
        """Return the file of an import."""
        ...

    def template(self, kind: str) -> Template:
        """Return the template of a kind as it is today, or raise TemplateUnknown."""
        ...


class Bus(Protocol):
    """Whatever carries a command out."""

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command in a transaction of its own."""
        ...
