"""Working through an import: chunk by chunk, each in one transaction, resumable.

Killed at any moment, the next worker goes on after the last line that is done for good;
of two workers the database lets one go on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final
from uuid import UUID

from minqing_kernel.errors import DomainError, TransitionRefused
from minqing_kernel.messages import SYSTEM, Actor, Cause, Command, Role
from registry.application.importing.commands import (
    FailImport,
    FinishImport,
    HoldImport,
    NoteRows,
    TakeRows,
    UndoRows,
)
from registry.application.importing.handlers import Rehearsed
from registry.application.importing.ports import Bus, ImportDesk
from registry.application.importing.results import refused_by
from registry.application.importing.views import ImportView
from registry.domain.errors import ResidentKnown, Taken
from registry.domain.importing.batch import ImportState, Outcome, RowResult
from registry.domain.importing.columns import Template
from registry.domain.importing.errors import BadTable, ImportMoved
from registry.domain.importing.rows import Fault, TableRow, key_of, read_table
from registry.domain.importing.templates import STRUCTURE

SIZES: Final[Mapping[str, int]] = {
    **dict.fromkeys(STRUCTURE, 1),
    "households": 200,
    "residents": 500,
}
"""How many rows share a transaction; of the structure each row builds on the last."""
SECTION_SIZE: Final = 100
UNDONE_AT_ONCE: Final = 1000
TRIES: Final = 5
"""How often somebody else may have been faster with the same person."""

Advance = Callable[[int, int | None], None]
"""Is told how many rows are done, and how many there are, if that is known."""


def silent(done: int, total: int | None) -> None:
    """Tell nobody how far it is."""


def unheard(batch_id: UUID, why: str) -> None:
    """Warn nobody of what went wrong with an import."""


@dataclass(kw_only=True)
class _Seen:
    """The keys of a file's rows so far, and on which line each stood first."""

    template: Template
    first: dict[str, int] = field(default_factory=dict)

    def look(self, row: TableRow) -> TableRow:
        """Return the row, with a fault if its key stood on a line before."""
        key = key_of(row, self.template)
        if key is None or row.faults:
            return row
        line = self.first.setdefault(key, row.no)
        if line == row.no:
            return row
        column = next(
            c for c in self.template.columns if c.code == self.template.key[0]
        )
        told = Fault(column=column.title, shown=f"第{line}行", code="twice-in-file")
        return replace(row, faults=(told,))


@dataclass(frozen=True, kw_only=True)
class ImportRunner:
    """Works through imports until each is done."""

    bus: Bus
    desk: ImportDesk
    warn: Callable[[UUID, str], None] = unheard

    def run_due(self) -> int:
        """Work through all imports that nobody works on; return how many they were."""
        done = 0
        while (batch_id := self.desk.due()) is not None:
            if self._hold(batch_id):
                self._run_safely(batch_id)
                done += 1
        return done

    def _run_safely(self, batch_id: UUID) -> None:
        """Work through one; what nobody foresaw is noted by its kind, without words."""
        try:
            self.run(batch_id)
        except Exception as error:
            why = type(error).__name__
            self._tell(FailImport(actor=SYSTEM, batch_id=batch_id, why=why))
            self.warn(batch_id, why)

    def _hold(self, batch_id: UUID) -> bool:
        return self._tell(HoldImport(actor=SYSTEM, batch_id=batch_id))

    def _tell(self, command: HoldImport | FailImport) -> bool:
        """Tell how it is; False where it is no more, or is stuck."""
        try:
            told = self.bus.handle(command, Cause(correlation_id=command.batch_id))
        except ImportMoved:
            return False
        return bool(told)

    def run(self, batch_id: UUID, advance: Advance = silent) -> None:
        """Work through one import; let go where somebody else works on it."""
        batch = self.desk.batch(batch_id)
        try:
            if batch is not None and batch.state is ImportState.WAITING:
                self._bring_in(batch, advance)
            elif batch is not None and batch.state is ImportState.UNDOING:
                self._take_back(batch, advance)
        except (ImportMoved, TransitionRefused):
            return

    def _bring_in(self, batch: ImportView, advance: Advance) -> None:
        why = ""
        try:
            self._take_all(batch, advance)
        except BadTable as error:
            why = next(iter(error.fields.values()), error.code)
        finish = FinishImport(actor=_who(batch), batch_id=batch.batch_id, why=why)
        self._say(batch, finish)

    def _take_all(self, batch: ImportView, advance: Advance) -> None:
        template = self.desk.template(batch.kind)
        file = self.desk.file(batch.batch_id)
        total, seen = file.total, _Seen(template=template)
        looked = map(seen.look, read_table(file.lines(template), template))
        rows = (row for row in looked if row.no > batch.position)
        position, done = batch.position, batch.rows_done
        size = SIZES.get(batch.kind, SECTION_SIZE)
        for chunk in _chunks(rows, size):
            command = TakeRows(
                actor=_who(batch),
                batch_id=batch.batch_id,
                rows=chunk,
                seen=position,
                position=chunk[-1].no,
                total=total,
            )
            self._take(batch, command, seen)
            position, done = command.position, done + len(chunk)
            advance(done, total)

    def _take(self, batch: ImportView, command: TakeRows, seen: _Seen) -> None:
        try:
            self._try(batch, command)
            return
        except Rehearsed as told:
            results = told.results
        except (ImportMoved, TransitionRefused):
            raise
        except DomainError as error:
            if batch.kind not in STRUCTURE:
                raise
            row = command.rows[0]
            results = (_refusal(error, row, seen, dry_run=batch.dry_run),)
        note = NoteRows(
            actor=command.actor,
            batch_id=command.batch_id,
            results=results,
            seen=command.seen,
            position=command.position,
            total=command.total,
        )
        self._say(batch, note)

    def _try(self, batch: ImportView, command: TakeRows) -> None:
        """Try again where somebody was faster: then the person, or number, is known."""
        for _ in range(TRIES - 1):
            try:
                self._say(batch, command)
                return
            except (ResidentKnown, Taken):
                continue
        self._say(batch, command)

    def _take_back(self, batch: ImportView, advance: Advance) -> None:
        changed = batch.counts.created + batch.counts.changed
        done = batch.counts.undone + batch.counts.kept
        command = UndoRows(
            actor=_who(batch), batch_id=batch.batch_id, limit=UNDONE_AT_ONCE
        )
        while looked := self._say(batch, command):
            done += looked
            advance(done, changed)

    def _say(self, batch: ImportView, command: Command) -> int:
        cause = Cause(correlation_id=batch.batch_id, actor=_who(batch))
        answer: int | None = self.bus.handle(command, cause)
        return answer or 0


def _refusal(
    error: DomainError, row: TableRow, seen: _Seen, *, dry_run: bool
) -> RowResult:
    """Return the result of a refused entry.

    In a dry run what stands above it in the file is not there yet: that is no fault.
    """
    above = str(row.values.get("parent_id", ""))
    unknown = error.fields.get("parent_id", "").startswith("unknown-")
    if dry_run and unknown and above in seen.first:
        return RowResult(no=row.no, outcome=Outcome.CREATED)
    return refused_by(error, row, seen.template)


def _chunks(rows: Iterable[TableRow], size: int) -> Iterator[tuple[TableRow, ...]]:
    remaining = iter(rows)
    while chunk := tuple(islice(remaining, size)):
        yield chunk


def _who(batch: ImportView) -> Actor:
    return Actor(
        id=batch.started_by,
        role=Role(batch.role),
        organisation_id=batch.started_organisation,
    )
