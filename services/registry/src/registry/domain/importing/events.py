"""The facts of bringing files in; none holds a word of any row."""

from dataclasses import dataclass
from uuid import UUID

from registry.domain.events import Recorded


@dataclass(frozen=True, kw_only=True)
class ImportStepped(Recorded):
    """A file was taken in, worked through, refused, or is being undone."""

    batch_id: UUID
    step: str
    kind: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class EntryWithdrawn(Recorded):
    """A resident or household that an import brought in was taken out again."""

    kind: str
    entry_id: UUID
    batch_id: UUID
