"""What is shown of imports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from registry.domain.importing.batch import Counts, ImportState


@dataclass(frozen=True, kw_only=True)
class ImportView:
    """An import: how far it is, and what became of its rows."""

    batch_id: UUID
    kind: str
    file_name: str
    state: ImportState
    dry_run: bool
    started_by: str
    role: str
    started_organisation: str | None
    organisation_id: str | None
    total: int | None
    rows_done: int
    position: int
    counts: Counts
    why: str
    stuck: bool
    seen_before: UUID | None
    started_at: datetime
    finished_at: datetime | None

    @property
    def percent(self) -> int:
        """How much of it is done."""
        counts = self.counts
        if self.state is ImportState.WAITING:
            whole, done = self.total, self.rows_done
        elif self.state is ImportState.UNDOING:
            whole, done = counts.created + counts.changed, counts.undone + counts.kept
        else:
            return 100
        return min(99, 100 * done // whole) if whole else 0


@dataclass(frozen=True, kw_only=True)
class FaultView:
    """Why a row was not taken; personal words are shown by their shape alone."""

    row: int
    column: str
    value: str
    code: str


@dataclass(frozen=True, kw_only=True)
class KeptView:
    """A row that was not taken back: it was changed since, or something hangs on it."""

    row: int
    subject: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some of a list, and after what the next page begins."""

    items: Sequence[object]
    next: str | None
