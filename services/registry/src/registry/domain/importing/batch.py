"""An import: one file, worked through row by row, resumable, undone as a whole."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import Actor
from minqing_kernel.state_machine import StateMachine, on
from registry.domain.importing.errors import ImportMoved, NothingToUndo, NotStuck
from registry.domain.importing.events import EntryWithdrawn, ImportStepped
from registry.domain.importing.rows import Fault

LEASE: Final = timedelta(seconds=30)
"""Whoever works on an import and says nothing for so long has died."""


MOST_TRIES: Final = 5
"""So often somebody begins without getting any further; then it is stuck."""
DIED: Final = "worker-died"
"""Why it is stuck, where whoever worked on it could not say."""


class ImportState(StrEnum):
    """How far an import is."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    UNDOING = "undoing"
    UNDONE = "undone"


class ImportStep(StrEnum):
    """What may become of it."""

    FINISH = "finish"
    REFUSE = "refuse"
    UNDO = "undo"
    END_UNDO = "end-undo"


LIFECYCLE: Final = StateMachine(
    on(ImportStep.FINISH, leaving={ImportState.WAITING}, reach=ImportState.DONE),
    on(ImportStep.REFUSE, leaving={ImportState.WAITING}, reach=ImportState.REFUSED),
    on(
        ImportStep.UNDO,
        leaving={ImportState.WAITING, ImportState.DONE, ImportState.REFUSED},
        reach=ImportState.UNDOING,
    ),
    on(ImportStep.END_UNDO, leaving={ImportState.UNDOING}, reach=ImportState.UNDONE),
)
TO_DO: Final = (ImportState.WAITING, ImportState.UNDOING)
"""States in which there is work left."""


class Outcome(StrEnum):
    """What became of a row."""

    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"
    FAULTY = "faulty"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """Whom on file a row was compared with, and in which columns.

    Of somebody who was forgotten there is no subject.
    """

    subject_id: UUID | None
    columns: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, repr=False)
class RowResult:
    """What became of one row, and what is needed to undo it.

    `subject` is the entry's id, `revision` how it stood afterwards, `before` what a
    public entry said before. `faults` are there when it was not taken. `met` is whom it
    was compared with: how a row ends tells something of them.
    """

    no: int
    outcome: Outcome
    subject: str = ""
    revision: int = 0
    before: dict[str, Any] | None = None
    faults: tuple[Fault, ...] = ()
    met: Meeting | None = None


@dataclass(frozen=True, kw_only=True)
class ImportSource:
    """What was sent: the kind, whose rows, by whom; `fingerprint` is of its bytes."""

    kind: str
    file_name: str
    fingerprint: str
    by: Actor
    organisation_id: str | None
    dry_run: bool = False
    seen_before: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many rows had which end."""

    created: int = 0
    changed: int = 0
    same: int = 0
    faulty: int = 0
    undone: int = 0
    kept: int = 0

    def plus(self, counted: Counter[str]) -> "Counts":
        """Return these with more of them."""
        return Counts(
            **{name: value + counted[name] for name, value in vars(self).items()}
        )


@dataclass(eq=False, kw_only=True)
class ImportBatch(Aggregate):
    """One import; `position` is the last line of the file that is done for good.

    `tries` counts who began and got no further; a `stuck` one waits for a hand, and
    `why` says what went wrong.
    """

    batch_id: UUID
    source: ImportSource
    started_at: datetime
    state: ImportState = ImportState.WAITING
    total: int | None = None
    position: int = 0
    rows_done: int = 0
    counts: Counts = field(default_factory=Counts)
    why: str = ""
    finished_at: datetime | None = None
    held_until: datetime | None = None
    tries: int = 0
    stuck: bool = False
    revision: int = 0

    def start(self, *, at: datetime) -> None:
        """Note that the file has come."""
        self._told("import-started", at)

    def hold(self, *, at: datetime) -> bool:
        """Let nobody else begin to work on it for a while; raises ImportMoved.

        False when too many began and got no further: then it is stuck.
        """
        held = self.held_until is not None and self.held_until > at
        if self.state not in TO_DO or self.stuck or held:
            raise ImportMoved
        if self.tries >= MOST_TRIES:
            self.stuck, self.why = True, self.why or DIED
            self._told("import-stuck", at)
            return False
        self.tries += 1
        self.held_until = at + LEASE
        return True

    def fail(self, why: str, *, at: datetime) -> None:
        """Note what nobody foresaw; it is tried again when the lease is over."""
        if self.state not in TO_DO:
            raise ImportMoved
        self.why, self.held_until = why, at + LEASE

    def go_on(self, *, at: datetime) -> None:
        """Begin to try again; raises NotStuck."""
        if not self.stuck:
            raise NotStuck
        self.tries, self.stuck, self.why, self.held_until = 0, False, "", None
        self._told("import-gone-on", at)

    def take(
        self,
        results: Iterable[RowResult],
        *,
        seen: int,
        position: int,
        total: int | None,
        at: datetime,
    ) -> None:
        """Count rows that are done, up to a line; raise ImportMoved if others did.

        `seen` is the position from which the worker went on, `total` how many rows
        there seem to be.
        """
        if self.state is not ImportState.WAITING or self.position != seen:
            raise ImportMoved
        counted = Counter(result.outcome.value for result in results)
        self.counts = self.counts.plus(counted)
        self.rows_done += counted.total()
        self.position, self.total = position, total
        self._got_further(at)

    def finish(self, *, at: datetime) -> None:
        """Note that every row is done."""
        self._step(ImportStep.FINISH, "import-done", at)
        self.total = self.rows_done

    def refuse(self, why: str, *, at: datetime) -> None:
        """Note that the file is no such table; what was taken stays, to be undone."""
        self._step(ImportStep.REFUSE, "import-refused", at)
        self.why = why

    def undo(self, *, at: datetime) -> None:
        """Begin to take back what was brought in, be it all in or not.

        Raises NothingToUndo for a dry run.
        """
        if self.source.dry_run:
            raise NothingToUndo
        if self.state in {ImportState.UNDOING, ImportState.UNDONE}:
            return
        self._step(ImportStep.UNDO, "import-undoing", at)
        self.finished_at = None

    def count_undone(self, undone: int, kept: int, *, at: datetime) -> None:
        """Count rows that were taken back, and those that were changed since."""
        if self.state is not ImportState.UNDOING:
            raise ImportMoved
        self.counts = self.counts.plus(Counter(undone=undone, kept=kept))
        self._got_further(at)

    def end_undo(self, *, at: datetime) -> None:
        """Note that all that could be taken back was."""
        self._step(ImportStep.END_UNDO, "import-undone", at)

    def _got_further(self, at: datetime) -> None:
        self.held_until = at + LEASE
        self.tries, self.why = 0, ""

    def _step(self, step: ImportStep, told: str, at: datetime) -> None:
        self.state = LIFECYCLE.after(self.state, step)
        self.held_until = None
        self.tries, self.stuck, self.why = 0, False, ""
        self.finished_at = at
        self._told(told, at)

    def _told(self, step: str, at: datetime) -> None:
        self.revision += 1
        self.record(
            ImportStepped(
                batch_id=self.batch_id,
                revision=self.revision,
                step=step,
                kind=self.source.kind,
                rows=self.rows_done,
                at=at,
            )
        )


@dataclass(eq=False, kw_only=True)
class Withdrawal(Aggregate):
    """A resident or household that leaves the register as it came."""

    kind: str
    entry_id: UUID
    revision: int

    def tell_of(self, batch_id: UUID, *, at: datetime) -> None:
        """Note that it is no more, and on account of which import."""
        self.record(
            EntryWithdrawn(
                kind=self.kind,
                entry_id=self.entry_id,
                batch_id=batch_id,
                revision=self.revision + 1,
                at=at,
            )
        )
