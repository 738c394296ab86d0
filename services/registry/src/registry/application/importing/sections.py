"""Rows about a section of the archive: each is an edit of its own, and stays one."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import DomainError, Invalid
from minqing_kernel.messages import Actor
from registry.application.archive.commands import EditSection
from registry.application.archive.handlers import edit_section
from registry.application.archive.keeping import held_file, is_open
from registry.application.importing.chunk import Chunk
from registry.application.importing.ports import Done, ImportsWork
from registry.application.importing.results import refused_by
from registry.domain.archive.section import SectionDefinition, SubjectKind
from registry.domain.identity import checked_identity
from registry.domain.importing.batch import Outcome, RowResult
from registry.domain.importing.errors import TemplateUnknown
from registry.domain.importing.rows import TableRow
from registry.domain.importing.sections import SECTION_PREFIX
from registry.domain.values import civil_day

FIELD = "values."


def take_section(
    chunk: Chunk, work: ImportsWork, *, clock: Clock
) -> Iterator[RowResult]:
    """Write into a section of each subject's file what a row says."""
    definition = section_of(chunk.template.kind, work)
    subjects = _subjects(chunk, definition, work)
    for row in chunk.rows:
        try:
            yield _take(row, chunk, definition, subjects, work, clock)
        except DomainError as error:
            yield refused_by(error, row, chunk.template)


def section_of(kind: str, work: ImportsWork) -> SectionDefinition:
    """Return the section of a kind of file; raises TemplateUnknown."""
    found = work.sections.find(kind.removeprefix(SECTION_PREFIX))
    if found is None:
        raise TemplateUnknown
    return found


def _subjects(
    chunk: Chunk, definition: SectionDefinition, work: ImportsWork
) -> Mapping[object, UUID]:
    if definition.latest.spec.subject is SubjectKind.RESIDENT:
        found = work.imports.bearers(chunk.numbers("subject"))
        return {number: each.resident_id for number, each in found.items()}
    homes = work.imports.homes(chunk.homes("subject"))
    return {number: each.household_id for number, each in homes.items()}


def _take(
    row: TableRow,
    chunk: Chunk,
    definition: SectionDefinition,
    subjects: Mapping[object, UUID],
    work: ImportsWork,
    clock: Clock,
) -> RowResult:
    subject = definition.latest.spec.subject
    key: object = chunk.home_of(row, "subject")
    if subject is SubjectKind.RESIDENT:
        today, said = civil_day(chunk.at), str(row.values["subject"])
        key = checked_identity(said, today=today, field="subject")
    if key not in subjects:
        raise Invalid(fields={"subject": f"unknown-{subject}"})
    record = work.records.get(subjects[key], definition.code)
    seen = record.revision
    values = {
        code.removeprefix(FIELD): value
        for code, value in row.values.items()
        if code.startswith(FIELD)
    }
    command = EditSection(
        actor=chunk.actor,
        subject=subject,
        subject_id=subjects[key],
        section=definition.code,
        values=values,
        seen=seen,
    )
    revision = edit_section(command, work, clock=clock)
    outcome = Outcome.CHANGED if seen else Outcome.CREATED
    return RowResult(
        no=row.no,
        outcome=Outcome.SAME if revision == seen else outcome,
        subject=str(subjects[key]),
        revision=revision,
    )


def take_back_section(
    kind: str, done: Done, actor: Actor, work: ImportsWork, clock: Clock
) -> bool:
    """Write again what stood before.

    Tell False where somebody wrote since, where the file was closed, and where what
    stood before was forgotten: nothing is written over what cannot be put back.
    """
    definition = section_of(kind, work)
    subject, subject_id = definition.latest.spec.subject, UUID(done.subject)
    held_file(work, subject, subject_id)
    record = work.records.get(subject_id, definition.code)
    if record.revision != done.revision or not is_open(work, subject, subject_id):
        return False
    before = work.imports.entry(subject_id, definition.code, done.revision - 1)
    if before is not None and (before.erased or before.withheld):
        return False
    version = definition.version(before.version) if before else definition.latest
    record.put_back(before.values if before else {}, version, at=clock.now(), by=actor)
    return True
