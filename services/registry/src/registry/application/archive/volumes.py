"""一类一卷: what every file of a place says in one section (B-22).

No copy is kept: a volume is the very entries that stand in the files of its households.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from minqing_kernel.messages import Actor
from registry.application.archive.ports import ArchiveReader
from registry.application.archive.queries import shown_section
from registry.application.archive.views import SectionView, masked_section
from registry.application.authority import known_lineage, must_reach
from registry.application.charges.reach import bounds_of
from registry.domain.archive.authority import check_read
from registry.domain.archive.record import Entry
from registry.domain.archive.section import SubjectKind


@dataclass(frozen=True, kw_only=True, repr=False)
class Leaf:
    """The newest entry of one file, and the household whose file it is part of."""

    subject_id: UUID
    household_id: UUID | None
    child: bool
    entry: Entry


@dataclass(frozen=True, kw_only=True, repr=False)
class LeafView:
    """A leaf as a role sees it."""

    subject: str
    subject_id: UUID
    household_id: UUID | None
    entry: SectionView


@dataclass(frozen=True, kw_only=True, repr=False)
class Volume:
    """Some leaves of a volume; `files` is how many it has in all."""

    section: str
    organisation_id: str
    files: int
    items: Sequence[LeafView]
    next: UUID | None


class VolumeReader(ArchiveReader, Protocol):
    """Questions about one section of many files."""

    def leaves(
        self,
        section: str,
        subject: SubjectKind,
        organisation_id: str,
        buildings: Collection[str] | None,
        after: UUID,
        limit: int,
    ) -> tuple[int, Sequence[Leaf]]:
        """Return how many files of a place have the section, and some; by id."""
        ...


def volume_of(
    reader: VolumeReader,
    section: str,
    organisation_id: str,
    actor: Actor,
    after: UUID,
    limit: int,
) -> Volume:
    """Return a page of a volume, masked.

    Raises SectionUnknown, SectionNotYours, Invalid, OutOfReach.
    """
    definition = shown_section(reader, section)
    check_read(actor, definition, reader.today())
    known_lineage(reader, organisation_id, "organisation")
    must_reach(actor, reader, organisation_id)
    subject = definition.latest.spec.subject
    bounds = bounds_of(actor, reader, reader.today())
    files, found = reader.leaves(
        section, subject, organisation_id, bounds, after, limit
    )
    items = [
        LeafView(
            subject=subject.value,
            subject_id=each.subject_id,
            household_id=each.household_id,
            entry=masked_section(each.entry, definition, actor.role, child=each.child),
        )
        for each in found
    ]
    return Volume(
        section=section,
        organisation_id=organisation_id,
        files=files,
        items=items,
        next=found[-1].subject_id if len(found) == limit else None,
    )
