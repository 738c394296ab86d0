"""What bringing files in can be asked."""

from dataclasses import dataclass
from uuid import UUID

from registry.application.commands import RegistryCommand
from registry.domain.importing.batch import ImportSource, RowResult
from registry.domain.importing.rows import TableRow


@dataclass(frozen=True, kw_only=True, repr=False)
class StartImport(RegistryCommand):
    """Keep a file and work through it; `held`: whoever sends it does that at once."""

    batch_id: UUID
    source: ImportSource
    content: bytes
    held: bool = False


@dataclass(frozen=True, kw_only=True, repr=False)
class TakeRows(RegistryCommand):
    """Bring these rows in; `seen` and `position` are lines of the file."""

    batch_id: UUID
    rows: tuple[TableRow, ...]
    seen: int
    position: int
    total: int | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class NoteRows(RegistryCommand):
    """Write down what became, or would become, of rows; nothing else changes."""

    batch_id: UUID
    results: tuple[RowResult, ...]
    seen: int
    position: int
    total: int | None = None


@dataclass(frozen=True, kw_only=True)
class FinishImport(RegistryCommand):
    """Every row is done; the file is thrown away. With `why` it was refused."""

    batch_id: UUID
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class HoldImport(RegistryCommand):
    """Work on an import; whoever comes second is refused."""

    batch_id: UUID


@dataclass(frozen=True, kw_only=True)
class FailImport(RegistryCommand):
    """Note what nobody foresaw, by its kind alone; it is tried again later."""

    batch_id: UUID
    why: str


@dataclass(frozen=True, kw_only=True)
class GoOnImport(RegistryCommand):
    """Begin again with an import that is stuck; `held` as of a start."""

    batch_id: UUID
    held: bool = False


@dataclass(frozen=True, kw_only=True)
class UndoImport(RegistryCommand):
    """Begin to take back what an import brought in; `held` as of a start."""

    batch_id: UUID
    held: bool = False


@dataclass(frozen=True, kw_only=True)
class UndoRows(RegistryCommand):
    """Take back some rows more, the last ones first."""

    batch_id: UUID
    limit: int
