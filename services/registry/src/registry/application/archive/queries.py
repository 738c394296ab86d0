"""Looks at the archive that show masks alone: authority first, then what is seen."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from minqing_kernel.messages import Actor
from registry.application.archive.keeping import must_see_file
from registry.application.archive.ports import ArchiveReader
from registry.application.archive.views import (
    EditView,
    SectionView,
    edits,
    masked_section,
)
from registry.domain.archive.authority import check_read, readable_by
from registry.domain.archive.errors import SectionUnknown
from registry.domain.archive.section import SectionDefinition, SubjectKind
from registry.domain.values import end_of


def section_views(
    reader: ArchiveReader,
    subject: SubjectKind,
    subject_id: UUID,
    actor: Actor,
    on: date | None = None,
) -> list[SectionView]:
    """Return the sections of a file that the actor may read, as they stood on a day.

    Raises ResidentUnknown, HouseholdUnknown, OutOfReach.
    """
    must_see_file(reader, subject, subject_id, actor)
    child = subject is SubjectKind.RESIDENT and is_child(reader, subject_id)
    readable = readable_by(actor.role, reader.sections(), reader.today())
    return [
        masked_section(entry, readable[entry.section], actor.role, child=child)
        for entry in reader.entries(subject_id, end_of(on))
        if entry.section in readable
    ]


def section_edits(
    reader: ArchiveReader,
    subject: SubjectKind,
    subject_id: UUID,
    section: str,
    actor: Actor,
) -> Sequence[EditView]:
    """Return who wrote when into a section; raises what `section_views` raises.

    Raises SectionUnknown, SectionNotYours.
    """
    must_see_file(reader, subject, subject_id, actor)
    check_read(actor, shown_section(reader, section), reader.today())
    return edits(reader.history(subject_id, section))


def shown_section(reader: ArchiveReader, code: str) -> SectionDefinition:
    """Return a section, or raise SectionUnknown."""
    found = reader.section(code)
    if found is None:
        raise SectionUnknown
    return found


def is_child(reader: ArchiveReader, resident_id: UUID) -> bool:
    """Tell whether a resident is under 14 today."""
    resident = reader.resident(resident_id)
    return resident is not None and resident.is_child(reader.today())
