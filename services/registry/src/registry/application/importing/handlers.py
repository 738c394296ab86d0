"""Imports are started, worked through, finished and undone: load, ask, done."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.messages import SYSTEM, Actor, Role
from registry.application.authority import known_lineage
from registry.application.importing.chunk import Chunk
from registry.application.importing.commands import (
    FailImport,
    FinishImport,
    GoOnImport,
    HoldImport,
    NoteRows,
    StartImport,
    TakeRows,
    UndoImport,
    UndoRows,
)
from registry.application.importing.people import take_households, take_residents
from registry.application.importing.ports import Done, ImportsWork
from registry.application.importing.results import refused
from registry.application.importing.sections import (
    section_of,
    take_back_section,
    take_section,
)
from registry.application.importing.structure import take_back_entry, take_entry
from registry.domain.access import Access, Purpose
from registry.domain.authority import EVERYWHERE, check_govern
from registry.domain.importing.batch import ImportBatch, Meeting, RowResult
from registry.domain.importing.columns import Template
from registry.domain.importing.errors import KindNotYours, TemplateUnknown
from registry.domain.importing.rows import TableRow
from registry.domain.importing.sections import SECTION_PREFIX, section_template
from registry.domain.importing.templates import STRUCTURE, TEMPLATES
from registry.domain.values import civil_day


class Rehearsed(Exception):
    """A dry run: this would have become of the rows, and nothing of it is kept."""

    def __init__(self, results: Sequence[RowResult]) -> None:
        super().__init__("nothing was changed")
        self.results = tuple(results)


def start_import(
    command: StartImport, work: ImportsWork, *, clock: Clock, wall: Clock
) -> None:
    """Keep a file, sealed, until it is worked through; the same call again is one."""
    kind = command.source.kind
    if kind in STRUCTURE and command.actor.role is Role.CLERK:
        raise KindNotYours
    template_of(kind, work, clock)
    source = replace(command.source, organisation_id=_whose(command, work))
    now = wall.now()
    batch = ImportBatch(batch_id=command.batch_id, source=source, started_at=now)
    if command.held:
        batch.hold(at=now)
    work.imports.add(batch)
    work.imports.keep_file(batch.batch_id, command.content)
    batch.start(at=now)


def _whose(command: StartImport, work: ImportsWork) -> str | None:
    """Return whose the rows are that name nobody: the chosen, or the own place."""
    chosen = command.source.organisation_id
    if chosen is None:
        return work.organisations.seat_of(command.actor.organisation_id)
    known_lineage(work.organisations, chosen, "organisation")
    return chosen


def template_of(kind: str, work: ImportsWork, clock: Clock) -> Template:
    """Return the template of a kind of file; raises TemplateUnknown."""
    if kind in TEMPLATES:
        return TEMPLATES[kind]
    if not kind.startswith(SECTION_PREFIX):
        raise TemplateUnknown
    version = section_of(kind, work).on(civil_day(clock.now()))
    return section_template(kind.removeprefix(SECTION_PREFIX), version)


def take_rows(
    command: TakeRows, work: ImportsWork, *, clock: Clock, wall: Clock
) -> None:
    """Bring rows in, and note what became of them in the same transaction.

    Raises Rehearsed for a dry run, and whatever refuses an entry of the structure.
    """
    batch = work.imports.get(command.batch_id)
    unread = [refused(row) for row in command.rows if row.faults]
    rows = [row for row in command.rows if not row.faults]
    results = [*unread, *_taken(rows, batch, work, clock)]
    if batch.source.dry_run:
        raise Rehearsed(results)
    _note(batch, results, command, work, wall)


def _taken(
    rows: Sequence[TableRow], batch: ImportBatch, work: ImportsWork, clock: Clock
) -> Iterable[RowResult]:
    source = batch.source
    if source.kind in STRUCTURE:
        own = [_at_home(row, source.organisation_id, source.kind) for row in rows]
        return [take_entry(source.kind, row, source.by, work, clock) for row in own]
    chunk = Chunk(
        rows=rows,
        template=template_of(source.kind, work, clock),
        actor=source.by,
        organisation_id=source.organisation_id,
        at=clock.now(),
    )
    if source.kind == "households":
        return take_households(chunk, work)
    if source.kind == "residents":
        return take_residents(chunk, work)
    return take_section(chunk, work, clock=clock)


def _at_home(row: TableRow, organisation_id: str | None, kind: str) -> TableRow:
    """Return a row with the organisation that was chosen for the whole file."""
    owned = any(e.code == "organisation_id" for e in TEMPLATES[kind].columns)
    if kind == "organisations" or organisation_id is None or not owned:
        return row
    values = {"organisation_id": organisation_id, **row.values}
    return TableRow(no=row.no, values=values)


def note_rows(command: NoteRows, work: ImportsWork, *, wall: Clock) -> None:
    """Write down what became, or would become, of rows."""
    batch = work.imports.get(command.batch_id)
    _note(batch, command.results, command, work, wall)


def _note(
    batch: ImportBatch,
    results: Sequence[RowResult],
    command: TakeRows | NoteRows,
    work: ImportsWork,
    wall: Clock,
) -> None:
    batch.take(
        results,
        seen=command.seen,
        position=command.position,
        total=command.total,
        at=wall.now(),
    )
    work.imports.keep_results(batch.batch_id, results)
    for result in results:
        if result.met is not None:
            work.access_log.note(_look(batch, result.met, wall))


def _look(batch: ImportBatch, met: Meeting, wall: Clock) -> Access:
    """Return the look that a row was: whoever is on file was asked after by it."""
    return Access(
        actor=batch.source.by,
        purpose=Purpose.IMPORT,
        resident_id=met.subject_id,
        fields=met.columns,
        at=wall.now(),
    )


def finish_import(command: FinishImport, work: ImportsWork, *, wall: Clock) -> None:
    """Note that every row is done, or why none can be; throw the file away."""
    batch = work.imports.get(command.batch_id)
    if command.why:
        batch.refuse(command.why, at=wall.now())
    else:
        batch.finish(at=wall.now())
    work.imports.drop_file(batch.batch_id)


def hold_import(command: HoldImport, work: ImportsWork, *, wall: Clock) -> bool:
    """Let one worker begin, unless it is stuck; raises ImportMoved for the second."""
    return work.imports.get(command.batch_id).hold(at=wall.now())


def fail_import(command: FailImport, work: ImportsWork, *, wall: Clock) -> None:
    """Note what nobody foresaw."""
    work.imports.get(command.batch_id).fail(command.why, at=wall.now())


def go_on_import(command: GoOnImport, work: ImportsWork, *, wall: Clock) -> None:
    """Begin again: who brought it in may say so, and who is above them."""
    batch = work.imports.get(command.batch_id)
    check_own_import(command.actor, batch.source.by, work)
    batch.go_on(at=wall.now())
    if command.held:
        batch.hold(at=wall.now())


def undo_import(command: UndoImport, work: ImportsWork, *, wall: Clock) -> None:
    """Begin to take an import back: who brought it in may, and who is above them.

    What is not all in yet is given up.
    """
    batch = work.imports.get(command.batch_id)
    check_own_import(command.actor, batch.source.by, work)
    work.imports.drop_file(batch.batch_id)
    batch.undo(at=wall.now())
    if command.held:
        batch.hold(at=wall.now())


def check_own_import(actor: Actor, by: Actor, work: ImportsWork) -> None:
    """Refuse (OutOfReach) an import of somebody else but to those above them."""
    own = (actor.id, actor.organisation_id) == (by.id, by.organisation_id)
    if own or actor.role in EVERYWHERE:
        return
    check_govern(actor, work.organisations.lineage(by.organisation_id or ""))


def undo_rows(
    command: UndoRows, work: ImportsWork, *, clock: Clock, wall: Clock
) -> int:
    """Take some rows back, the last ones first; return how many were looked at."""
    batch = work.imports.get(command.batch_id)
    rows = work.imports.to_undo(batch.batch_id, command.limit)
    undone = _taken_back(rows, batch, work, clock)
    kept = {row.no for row in rows} - undone
    work.imports.mark_undone(batch.batch_id, undone, kept)
    batch.count_undone(len(undone), len(kept), at=wall.now())
    if not rows:
        batch.end_undo(at=wall.now())
    return len(rows)


def _taken_back(
    rows: Sequence[Done], batch: ImportBatch, work: ImportsWork, clock: Clock
) -> set[int]:
    kind = batch.source.kind
    if kind in STRUCTURE:
        return {row.no for row in rows if take_back_entry(kind, row, work, clock)}
    if kind not in TEMPLATES:
        return {
            row.no for row in rows if take_back_section(kind, row, SYSTEM, work, clock)
        }
    entries = {UUID(row.subject): row.revision for row in rows}
    free = work.imports.untouched(kind, entries)
    leaving = {key: entries[key] for key in free}
    work.imports.withdraw(kind, leaving, batch.batch_id, at=clock.now())
    return {row.no for row in rows if UUID(row.subject) in free}
